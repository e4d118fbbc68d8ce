import { MessageBlock } from '@rocket.chat/fuselage';
import { useMemo, useState, type ReactElement } from 'react';

import { readInitialValues, type ViewValues } from '../../../testing/views';
import { useStore } from '../model/store';
import type { Block, Message } from '../model/types';
import { BlockList } from '../uikit/BlockList';
import { SurfaceContext, type Surface } from '../uikit/context';
import { useWorkspace } from '../useWorkspace';

/** The blocks of a message. Their width is Rocket.Chat's. */
export function MessageBlocks({ message, blocks }: { message: Message; blocks: Block[] }): ReactElement {
	const { actions, people, rooms } = useWorkspace();
	const [everyone, everywhere] = [useStore(people), useStore(rooms)];
	const [values, setValues] = useState<ViewValues>(() => readInitialValues(blocks));
	const surface = useMemo<Surface>(
		() => ({
			appId: (blocks.find((block) => block.appId)?.appId as string | undefined) ?? '',
			values,
			errors: {},
			people: everyone,
			rooms: everywhere,
			setValue: (actionId, value, blockId) => setValues((held) => new Map(held).set(actionId, { value, blockId })),
			act: (action) => actions.actInMessage(message, action),
		}),
		[blocks, values, everyone, everywhere, actions, message],
	);
	return (
		<SurfaceContext.Provider value={surface}>
			<MessageBlock fixedWidth>
				<BlockList blocks={blocks} kind="message" />
			</MessageBlock>
		</SurfaceContext.Provider>
	);
}
