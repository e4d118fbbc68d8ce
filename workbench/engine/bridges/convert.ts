/** Raw documents in the shape in which the Apps-Engine knows them, with what no mapping covers under `_unmappedProperties_`. */
import type { Context } from '../context';
import { fromAppAttachment, toAppAttachment } from './attachments';
import { dropEmpty, rename, withUnmapped, type Mapping } from './mapping';
import type { Doc } from '../store/documents';
import { findRoomById } from '../workspace/rooms';
import { findUserById, toUserStub } from '../workspace/users';

export function toAppUser(user: Doc | undefined): Doc | undefined {
	return (
		user && {
			id: user._id,
			username: user.username,
			emails: user.emails,
			type: user.type,
			isEnabled: user.active,
			name: user.name,
			roles: user.roles,
			bio: user.bio,
			status: user.status,
			statusText: user.statusText,
			statusConnection: user.statusConnection,
			utcOffset: user.utcOffset,
			createdAt: user.createdAt,
			updatedAt: user._updatedAt,
			lastLoginAt: user.lastLogin,
			appId: user.appId,
			customFields: user.customFields,
			settings: {
				preferences: { ...(user.settings?.preferences?.language && { language: user.settings.preferences.language }) },
			},
		}
	);
}

const ROOM: Mapping = {
	id: '_id',
	displayName: 'fname',
	slugifiedName: 'name',
	members: 'members',
	userIds: 'uids',
	usernames: 'usernames',
	messageCount: 'msgs',
	createdAt: 'ts',
	updatedAt: '_updatedAt',
	closedAt: 'closedAt',
	lastModifiedAt: 'lm',
	customFields: 'customFields',
	description: 'description',
	teamId: 'teamId',
	isTeamMain: 'teamMain',
	parentRoomId: 'prid',
	type: 't',
};

function mapRoom(room: Doc): { mapped: Doc; rest: Doc; creator: Doc | undefined } {
	const { u, default: isDefault, ro, sysMes, ...others } = room;
	const { mapped, rest } = rename(others, ROOM);
	Object.assign(mapped, {
		isDefault: isDefault === true,
		isReadOnly: ro === true,
		displaySystemMessages: sysMes === undefined ? true : sysMes,
	});
	return { mapped, rest, creator: u };
}

/** With the creator looked up, as single rooms are given. */
export function toAppRoom(context: Context, room: Doc | undefined): Doc | undefined {
	if (!room) {
		return undefined;
	}
	const { mapped, rest, creator } = mapRoom(room);
	const user = creator && toAppUser(findUserById(context, creator._id));
	return withUnmapped({ ...mapped, ...(user && { creator: user }) }, rest);
}

/** Without look-ups, as lists of rooms are given. */
export function toAppRoomRaw(room: Doc): Doc {
	const { mapped, rest, creator } = mapRoom(room);
	return withUnmapped({ ...mapped, ...(creator && { creator }) }, rest);
}

const MESSAGE: Mapping = {
	id: '_id',
	threadId: 'tmid',
	reactions: 'reactions',
	parseUrls: 'parseUrls',
	text: 'msg',
	createdAt: 'ts',
	updatedAt: '_updatedAt',
	editedAt: 'editedAt',
	emoji: 'emoji',
	avatarUrl: 'avatar',
	alias: 'alias',
	file: 'file',
	customFields: 'customFields',
	groupable: 'groupable',
	token: 'token',
	blocks: 'blocks',
};

/** As `getMessages` gives it: the sender is the document's stub with `_id`, the room an id. */
export function toAppMessageRaw(message: Doc): Doc {
	const { attachments, ...others } = message;
	const { mapped, rest } = rename(others, { ...MESSAGE, roomId: 'rid', editor: 'editedBy', sender: 'u' });
	return withUnmapped({ ...mapped, ...(attachments && { attachments: attachments.map(toAppAttachment) }) }, rest);
}

/** As `getById` and events give it, with room, sender and editor looked up. */
export function toAppMessage(context: Context, message: Doc): Doc;
export function toAppMessage(context: Context, message: Doc | undefined): Doc | undefined;
export function toAppMessage(context: Context, message: Doc | undefined): Doc | undefined {
	if (!message) {
		return undefined;
	}
	const { attachments, rid, u, editedBy, ...others } = message;
	const { mapped, rest } = rename(others, MESSAGE);
	const editor = editedBy && toAppUser(findUserById(context, editedBy._id));
	return withUnmapped(
		{
			...mapped,
			...(attachments && { attachments: attachments.map(toAppAttachment) }),
			room: toAppRoom(context, findRoomById(context, rid)),
			sender: u && (toAppUser(findUserById(context, u._id)) ?? toAppUser(u)),
			...(editor && { editor }),
		},
		rest,
	);
}

/** The raw document for a message that an app built. `null` came from `undefined` on the wire. */
/** @param isPartial of an update, whose message names only what changes */
export function fromAppMessage(context: Context, message: Doc, isPartial = false): Doc {
	const room = findRoomById(context, message.room?.id);
	if (!room && !isPartial) {
		throw new Error('Invalid room provided on the message.');
	}
	const sender = message.sender?.id && findUserById(context, message.sender.id);
	const stub = sender
		? toUserStub(sender)
		: message.sender && { _id: message.sender.id, username: message.sender.username, name: message.sender.name };
	const editor = message.editor && findUserById(context, message.editor.id);
	return dropEmpty({
		...message._unmappedProperties_,
		_id: message.id,
		tmid: message.threadId,
		rid: room?._id,
		u: stub,
		msg: message.text,
		ts: message.createdAt ? new Date(message.createdAt) : undefined,
		editedBy: editor && { _id: editor._id, username: editor.username },
		editedAt: message.editedAt && new Date(message.editedAt),
		emoji: message.emoji,
		avatar: message.avatarUrl,
		alias: message.alias,
		file: message.file,
		customFields: message.customFields,
		groupable: message.groupable,
		attachments: message.attachments?.map(fromAppAttachment),
		reactions: message.reactions,
		blocks: message.blocks,
		parseUrls: message.parseUrls,
		token: message.token,
	});
}

export function toAppUpload(context: Context, upload: Doc | undefined): Doc | undefined {
	return (
		upload && {
			id: upload._id,
			name: upload.name,
			size: upload.size,
			type: upload.type,
			extension: upload.extension,
			etag: upload.etag,
			path: upload.path,
			token: upload.token,
			url: upload.url,
			progress: upload.progress,
			uploading: upload.uploading,
			complete: upload.complete,
			uploadedAt: upload.uploadedAt,
			updatedAt: upload._updatedAt,
			store: upload.store,
			room: toAppRoom(context, findRoomById(context, upload.rid)),
			user: toAppUser(findUserById(context, upload.userId)),
		}
	);
}
