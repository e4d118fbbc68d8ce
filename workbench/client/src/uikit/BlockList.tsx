import type { ReactElement } from 'react';

import { renderers } from './Renderer';
import type { Block } from '../model/types';

/** The blocks of a surface, one under the other at Rocket.Chat's distance. */
export function BlockList({ blocks, kind }: { blocks: Block[]; kind: keyof typeof renderers }): ReactElement {
	return <div className="wb-blocks">{renderers[kind].render(blocks as any, { engine: 'rocket.chat' })}</div>;
}
