/** Posting, editing and deleting messages, as Rocket.Chat's server does for people and apps alike. */
import { fromAppMessage, toAppMessage, toAppUser } from '../bridges/convert';
import { type Context, ServerError } from '../context';
import { announce, fire } from './events';
import { findMessageById, removeMessageRecord, saveMessage } from './messages';
import { findRoomById, isSubscribed, listSubscriptions, saveRoom } from './rooms';
import { readSetting } from './settings';
import { removeUploadRecord } from './uploads';
import { findUserById, toUserStub } from './users';
import { makeId, type Doc } from '../store/documents';

/** A message's own time may differ this much from the server's. */
const MAX_CLOCK_SKEW_MS = 60_000;
const KEPT_CLOCK_SKEW_MS = 10_000;

/** Posts `draft` as `userId`; returns the stored document, or undefined when an app prevented it. */
export async function postMessage(context: Context, userId: string, draft: Doc): Promise<Doc | undefined> {
	const ts = agreeOnTime(context, draft.ts);
	refuseOversized(context, draft.msg);
	const user = findUserById(context, userId);
	if (!user?.username) {
		throw new ServerError('error-invalid-user', 'Invalid user');
	}
	const room = requireRoom(context, draft.rid);
	refuseUnlessMaySend(context, user, room);
	refuseUnencrypted(context, room, draft);
	const message: Doc = {
		_id: makeId(),
		...draft,
		ts,
		u: toUserStub(user),
		rid: room._id,
		msg: draft.msg ?? '',
		urls: [],
		mentions: [],
		channels: [],
	};
	const agreed = await askApps(context, 'Sent', message);
	return agreed && storeMessage(context, room, agreed);
}

/** Writes a finished message, counts it, shows it to clients and tells apps. */
export function storeMessage(context: Context, room: Doc, message: Doc): Doc {
	const stored: Doc = { ...message, _updatedAt: context.clock.date() };
	context.store.atomically(() => {
		saveMessage(context, stored);
		const fresh = findRoomById(context, room._id) ?? room;
		saveRoom(context, { ...fresh, msgs: (fresh.msgs ?? 0) + 1, lm: stored.ts, _updatedAt: context.clock.date() });
		countReply(context, stored);
	});
	context.emit({ kind: 'message', roomId: room._id, message: stored });
	announce(context, stored.t ? 'IPostSystemMessageSent' : 'IPostMessageSent', toAppMessage(context, stored));
	return stored;
}

/** Replaces text and parts of a message; throws when an app prevents it. */
export async function editMessage(context: Context, editor: Doc, patch: Doc): Promise<void> {
	const original = findMessageById(context, patch._id);
	if (!original) {
		throw new ServerError('error-invalid-message', 'Invalid message');
	}
	refuseOversized(context, patch.msg);
	const draft = { ...original, ...patch, rid: original.rid, ts: original.ts, u: original.u };
	const agreed = await askApps(context, 'Updated', draft);
	const edited: Doc = {
		...agreed,
		editedAt: context.clock.date(),
		editedBy: { _id: editor._id, username: editor.username },
		_updatedAt: context.clock.date(),
	};
	if (readSetting(context, 'Message_KeepHistory')) {
		saveMessage(context, { ...original, _id: makeId(), _hidden: true, parent: original._id, editedAt: context.clock.date() });
	}
	saveMessage(context, edited);
	context.emit({ kind: 'messageUpdated', roomId: edited.rid, message: edited });
	announce(context, 'IPostMessageUpdated', toAppMessage(context, edited));
}

/** Deletes one message with its files; throws when an app prevents it. Other ways of deleting never come here. */
export async function deleteMessage(context: Context, message: Doc, user: Doc): Promise<void> {
	const before = toAppMessage(context, message);
	if (await fire(context, 'IPreMessageDeletePrevent', before)) {
		throw new ServerError('error-app-prevented-deleting', 'A Rocket.Chat App prevented the message deleting.');
	}
	const keepsHistory = readSetting<boolean>(context, 'Message_KeepHistory');
	if (keepsHistory) {
		saveMessage(context, { ...message, _hidden: true });
	} else {
		removeMessageRecord(context, message._id);
		dropFiles(context, message);
	}
	if (readSetting(context, 'Message_ShowDeletedStatus')) {
		const tombstone = {
			...message,
			_id: keepsHistory ? makeId() : message._id,
			msg: '',
			t: 'rm',
			file: undefined,
			files: undefined,
			attachments: [],
		};
		saveMessage(context, { ...tombstone, editedAt: context.clock.date(), editedBy: toUserStub(user) });
	}
	context.emit({ kind: 'messageDeleted', roomId: message.rid, messageId: message._id });
	announce(context, 'IPostMessageDeleted', { message: before, user: toAppUser(user) });
}

export function dropFiles(context: Context, message: Doc): void {
	for (const file of message.files ?? (message.file ? [message.file] : [])) {
		removeUploadRecord(context, file._id);
	}
}

/** Prevent, extend and modify hooks. Undefined when a new message is prevented; an edit that is prevented throws. */
async function askApps(context: Context, stage: 'Sent' | 'Updated', message: Doc): Promise<Doc | undefined> {
	const shown = toAppMessage(context, message);
	if (await fire(context, `IPreMessage${stage}Prevent`, shown)) {
		if (stage === 'Updated') {
			throw new ServerError('error-app-prevented-updating', 'A Rocket.Chat App prevented the message updating.');
		}
		return undefined;
	}
	const extended = (await fire(context, `IPreMessage${stage}Extend`, shown)) ?? shown;
	const modified = (await fire(context, `IPreMessage${stage}Modify`, extended)) ?? extended;
	return modified === shown ? message : { ...message, ...fromAppMessage(context, modified as Doc) };
}

function agreeOnTime(context: Context, asked: Date | undefined): Date {
	const skewMs = asked ? Math.abs(context.clock.now() - asked.getTime()) : Infinity;
	if (asked && skewMs > MAX_CLOCK_SKEW_MS) {
		throw new ServerError('error-message-ts-out-of-sync', 'Message timestamp is out of sync');
	}
	return asked && skewMs <= KEPT_CLOCK_SKEW_MS ? asked : context.clock.date();
}

function refuseOversized(context: Context, text: string | undefined): void {
	if (text && text.length > readSetting<number>(context, 'Message_MaxAllowedSize')) {
		throw new ServerError('error-message-size-exceeded', 'Message size exceeds Message_MaxAllowedSize');
	}
}

function requireRoom(context: Context, roomId: string | undefined): Doc {
	const room = findRoomById(context, roomId);
	if (!room) {
		throw new ServerError('error-invalid-room', 'Invalid room');
	}
	return room;
}

/** An app's user may post into any room, private ones too, unless the room is read-only. */
function refuseUnlessMaySend(context: Context, user: Doc, room: Doc): void {
	if (user.type !== 'app' && room.t !== 'c' && !isSubscribed(context, room._id, user._id)) {
		throw new ServerError('error-not-allowed', 'Not allowed');
	}
	if (room.ro && !mayPostReadOnly(context, user, room) && !room.unmuted?.includes(user.username)) {
		throw new Error("You can't send messages because the room is readonly.");
	}
	if (room.muted?.includes(user.username)) {
		throw new Error('You_have_been_muted');
	}
}

function mayPostReadOnly(context: Context, user: Doc, room: Doc): boolean {
	const own = listSubscriptions(context, room._id).find(({ userId }) => userId === user._id);
	return user.roles?.includes('admin') || Boolean(own?.roles.some((role) => role === 'owner' || role === 'moderator'));
}

function refuseUnencrypted(context: Context, room: Doc, draft: Doc): void {
	const enforced = readSetting(context, 'E2E_Enable') && !readSetting(context, 'E2E_Allow_Unencrypted_Messages');
	if (room.encrypted && enforced && draft.t !== 'e2e') {
		throw new ServerError('error-not-allowed', 'Not allowed to send un-encrypted messages in an encrypted room');
	}
}

function countReply(context: Context, reply: Doc): void {
	const parent = reply.tmid && findMessageById(context, reply.tmid);
	if (parent) {
		const replies = [...new Set([...(parent.replies ?? []), parent.u?._id, reply.u._id])];
		saveMessage(context, { ...parent, tcount: (parent.tcount ?? 0) + 1, tlm: reply.ts, replies });
	}
}
