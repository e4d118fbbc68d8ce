import { Throbber } from '@rocket.chat/fuselage';
import { useLayoutEffect, useRef, type ReactElement } from 'react';

import { useStore } from '../model/store';
import type { Message, Room } from '../model/types';
import { useWorkspace } from '../useWorkspace';
import { MessageItem } from './MessageItem';

const nearBottomPx = 120;

/** Stays at the newest message while the reader is there, however the messages grow; and where they are when they have scrolled up. */
function useStickyBottom(roomId: string) {
	const list = useRef<HTMLDivElement>(null);
	const content = useRef<HTMLDivElement>(null);
	const sticks = useRef(true);
	useLayoutEffect(() => {
		sticks.current = true;
		const stick = (): void => {
			if (list.current && sticks.current) list.current.scrollTop = list.current.scrollHeight;
		};
		const observer = new ResizeObserver(stick);
		for (const element of [list.current, content.current]) if (element) observer.observe(element);
		return () => observer.disconnect();
	}, [roomId]);
	const onScroll = (): void => {
		const element = list.current;
		if (element) sticks.current = element.scrollHeight - element.scrollTop - element.clientHeight < nearBottomPx;
	};
	return { list, content, onScroll };
}

export function MessageList({ room, onThread }: { room: Room; onThread(message: Message): void }): ReactElement {
	const { messages } = useWorkspace();
	const all = useStore(messages.byRoom)[room._id];
	const shown = (all ?? []).filter(({ tmid, _hidden }) => !tmid && !_hidden);
	const countReplies = (id: string): number => (all ?? []).filter(({ tmid, _hidden }) => tmid === id && !_hidden).length;
	const { list, content, onScroll } = useStickyBottom(room._id);
	return (
		<div className="wb-messages" ref={list} onScroll={onScroll} tabIndex={0} role="log" aria-label="Messages" aria-live="polite">
			<div ref={content}>
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
		</div>
	);
}
