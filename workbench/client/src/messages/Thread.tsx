import {
	Contextualbar,
	ContextualbarAction,
	ContextualbarHeader,
	ContextualbarIcon,
	ContextualbarTitle,
} from '@rocket.chat/fuselage';
import { useEffect, useState, type ReactElement } from 'react';

import { Composer } from '../composer/Composer';
import { useStore } from '../model/store';
import { sayFailure } from '../model/toasts';
import type { Message, Room } from '../model/types';
import { useWorkspace } from '../useWorkspace';
import { MessageItem } from './MessageItem';

/** Replies come from the server once, and from then on from what is pushed into the room. */
function useThread(room: Room, threadId: string): Message[] {
	const { messages } = useWorkspace();
	const live = useStore(messages.byRoom)[room._id] ?? [];
	const [loaded, setLoaded] = useState<Message[]>([]);
	useEffect(() => {
		messages.loadThread(threadId).then(setLoaded, sayFailure);
	}, [messages, threadId]);
	const known = new Map(loaded.map((message) => [message._id, message]));
	for (const message of live) if (message.tmid === threadId || message._id === threadId) known.set(message._id, message);
	return [...known.values()].sort((one, other) => one.ts.localeCompare(other.ts));
}

export function Thread({ room, threadId, onClose }: { room: Room; threadId: string; onClose(): void }): ReactElement {
	const thread = useThread(room, threadId);
	return (
		<Contextualbar className="wb-contextual-bar" role="complementary" aria-label="Thread">
			<ContextualbarHeader>
				<ContextualbarIcon name="thread" />
				<ContextualbarTitle>Thread</ContextualbarTitle>
				<ContextualbarAction name="cross" aria-label="Close thread" onClick={onClose} />
			</ContextualbarHeader>
			<div className="wb-messages" tabIndex={0} role="log" aria-label="Thread messages">
				{thread.map((message, index) => (
					<MessageItem key={message._id} message={message} before={thread[index - 1]} room={room} />
				))}
			</div>
			<Composer room={room} threadId={threadId} />
		</Contextualbar>
	);
}
