import {
	Icon,
	IconButton,
	Message as FuselageMessage,
	MessageBody,
	MessageContainer,
	MessageDivider,
	MessageHeader,
	MessageLeftContainer,
	MessageName,
	MessageRole,
	MessageTimestamp,
	MessageUsername,
} from '@rocket.chat/fuselage';
import { memo, type ReactElement } from 'react';

import { listButtons, nameButton } from '../model/rooms';
import { useStore } from '../model/store';
import type { Message, Room } from '../model/types';
import { MessageBlocks } from '../surfaces/MessageBlocks';
import { MrkdwnText } from '../uikit/MrkdwnText';
import { drawShortcode } from '../uikit/emoji';
import { useWorkspace } from '../useWorkspace';
import { Attachments } from './Attachments';
import { Avatar } from './Avatar';
import { isSameDay, sayDay, sayTime } from './instants';

const systemTexts: Record<string, string> = {
	uj: 'joined the channel',
	ul: 'left the channel',
	au: 'added somebody',
	ru: 'removed somebody',
	e2e: 'End-to-end encrypted message',
	rm: 'Message removed',
};

const groupWindowMs = 5 * 60_000;

/** As in Rocket.Chat: somebody's messages within five minutes share one header. */
export const isSequential = (message: Message, before: Message | undefined): boolean =>
	before?.u._id === message.u._id &&
	before.private === message.private &&
	message.groupable !== false &&
	!before.t &&
	isSameDay(message.ts, before.ts) &&
	Date.parse(message.ts) - Date.parse(before.ts) < groupWindowMs;

function Toolbar({ message, room, onThread }: { message: Message; room: Room; onThread?(message: Message): void }): ReactElement {
	const { buttons, actions, me } = useWorkspace();
	const offered = listButtons(useStore(buttons), 'messageAction', room, me);
	const place = { roomId: room._id, messageId: message._id, threadId: message.tmid };
	return (
		<div className="wb-toolbar" role="toolbar" aria-label="Message actions">
			{onThread && <IconButton mini icon="thread" title="Reply in thread" onClick={() => onThread(message)} />}
			{offered.map((button) => (
				<IconButton
					key={`${button.appId} ${button.actionId}`}
					mini
					icon="cube"
					title={nameButton(button)}
					onClick={() => void actions.pressButton(button, place)}
				/>
			))}
		</div>
	);
}

function Body({ message }: { message: Message }): ReactElement {
	const isSystem = message.t !== undefined && message.t !== '';
	const text = isSystem ? (systemTexts[message.t as string] ?? message.msg ?? message.t ?? '') : message.msg;
	return (
		<>
			{text && <MessageBody>{isSystem ? <em className="wb-system">{text}</em> : <MrkdwnText text={text} />}</MessageBody>}
			{message.blocks && <MessageBlocks message={message} blocks={message.blocks} />}
			<Attachments message={message} />
			{message.reactions && (
				<div className="wb-reactions">
					{Object.entries(message.reactions).map(([emoji, { usernames }]) => (
						<span key={emoji} className="wb-reaction" title={usernames.join(', ')}>
							{drawShortcode(emoji)} {usernames.length}
						</span>
					))}
				</div>
			)}
		</>
	);
}

interface MessageItemProps {
	message: Message;
	before?: Message;
	room: Room;
	/** Replies that the page knows of; the server counts them at the message, and tells of the count only when asked again. */
	replies?: number;
	onThread?(message: Message): void;
}

function MessageItemView({ message, before, room, replies = 0, onThread }: MessageItemProps): ReactElement {
	const sequential = isSequential(message, before);
	const { u, ts, alias, bot } = message;
	const count = Math.max(message.tcount ?? 0, replies);
	const name = alias ?? u.name ?? u.username;
	return (
		<>
			{(!before || !isSameDay(before.ts, ts)) && <MessageDivider>{sayDay(ts)}</MessageDivider>}
			<FuselageMessage sequential={sequential} className="wb-message" data-message={message._id}>
				<MessageLeftContainer>{!sequential && <Avatar name={u.username} />}</MessageLeftContainer>
				<MessageContainer>
					{!sequential && (
						<MessageHeader>
							<MessageName>{name}</MessageName>
							{name !== u.username && <MessageUsername>@{u.username}</MessageUsername>}
							{Boolean(bot) && <MessageRole>bot</MessageRole>}
							<MessageTimestamp>{sayTime(ts)}</MessageTimestamp>
							{message.editedAt && <span className="wb-edited">edited</span>}
							{message.pinned && <Icon name="pin" size="x16" />}
						</MessageHeader>
					)}
					<Body message={message} />
					{message.private && (
						<div className="wb-private">
							<Icon name="eye-off" size="x16" /> Only you can see this message
						</div>
					)}
					{count > 0 && onThread && (
						<button type="button" className="wb-thread-link" onClick={() => onThread(message)}>
							<Icon name="thread" size="x16" /> {count} {count === 1 ? 'reply' : 'replies'}
						</button>
					)}
				</MessageContainer>
				{!message.private && <Toolbar message={message} room={room} onThread={onThread} />}
			</FuselageMessage>
		</>
	);
}

export const MessageItem = memo(MessageItemView);
