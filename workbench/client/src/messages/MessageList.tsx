import { Throbber } from '@rocket.chat/fuselage';
import { useLayoutEffect, useRef, type ReactElement } from 'react';

import { useStore } from '../model/store';
import type { Message, Room } from '../model/types';
import { useWorkspace } from '../useWorkspace';
import { MessageItem } from './MessageItem';

const nearBottomPx = 120;

/** Stays at the newest message while the reader is there, and where they are when they have scrolled up. */
function useStickyBottom(roomId: string, count: number, lastId: string | undefined) {
	const list = useRef<HTMLDivElement>(null);
	const sticks = useRef(true);
	useLayoutEffect(() => {
		sticks.current = true;
	}, [roomId]);
	useLayoutEffect(() => {
		const element = list.current;
		if (element && sticks.current) element.scrollTop = element.scrollHeight;
	}, [roomId, count, lastId]);
	const onScroll = (): void => {
		const element = list.current;
		if (element) sticks.current = element.scrollHeight - element.scrollTop - element.clientHeight < nearBottomPx;
	};
	return { list, onScroll };
}

export function MessageList({ room, onThread }: { room: Room; onThread(message: Message): void }): ReactElement {
	const { messages } = useWorkspace();
	const all = useStore(messages.byRoom)[room._id];
	const shown = (all ?? []).filter(({ tmid, _hidden }) => !tmid && !_hidden);
	const countReplies = (id: string): number => (all ?? []).filter(({ tmid, _hidden }) => tmid === id && !_hidden).length;
	const { list, onScroll } = useStickyBottom(room._id, shown.length, shown.at(-1)?._id);
	return (
		<div className="wb-messages" ref={list} onScroll={onScroll} tabIndex={0} role="log" aria-label="Messages" aria-live="polite">
			{all ? (
				shown.map((message, index) => (
					<MessageItem
						key={message._id}
						message={message}
						before={shown[index - 1]}
						room={room}
						replies={countReplies(message._id)}
						onThread={onThread}
					/>
				))
			) : (
				<Throbber />
			)}
		</div>
	);
}
