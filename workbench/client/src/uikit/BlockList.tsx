import { Margins } from '@rocket.chat/fuselage';
import type { ReactElement } from 'react';
import type { Block } from '../model/types';
import { renderers } from './Renderer';

/** The blocks of a surface, one under the other. */
export function BlockList({ blocks, kind }: { blocks: Block[]; kind: keyof typeof renderers }): ReactElement {
	return <Margins blockEnd='x16'>{renderers[kind].render(blocks as any, { engine: 'rocket.chat' })}</Margins>;
}
