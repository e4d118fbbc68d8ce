import type { BlockContext, SurfaceRenderer } from '@rocket.chat/ui-kit';
import type { ReactElement } from 'react';

import type { Block } from '../model/types';

/** What the drawing of a block or element is given. */
export interface BlockProps {
	block: Block;
	context: BlockContext;
	renderer: SurfaceRenderer<ReactElement, any>;
}
