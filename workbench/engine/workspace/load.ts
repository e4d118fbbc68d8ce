/** Fills a workspace from plain data. */
import type { Context } from '../context';
import type { SeedMessage, SeedRoom, SeedUser, WorkspaceData } from '../contract';
import { determineType } from './files';
import { saveMessage } from './messages';
import { findRoomById, saveRoom, subscribe } from './rooms';
import { writeSetting } from './settings';
import { saveUpload } from './uploads';
import { saveUser, toRawUser } from './users';
import { encode, type Doc } from '../store/documents';

const BATCH = 2_000;

export function loadWorkspace(context: Context, data: WorkspaceData): void {
	const people = new Map(data.users.map((user) => [user.id, user]));
	context.store.atomically(() => {
		Object.entries(data.settings ?? {}).forEach(([id, value]) => writeSetting(context, id, value));
		data.roles?.forEach((role) =>
			context.store.run('INSERT OR REPLACE INTO roles VALUES (?, ?)', role.id, encode({ ...role, _id: role.id })),
		);
		data.users.filter((user) => !user.deleted).forEach((user) => saveUser(context, toRawUser(user)));
		data.rooms.forEach((room) => loadRoom(context, room, people));
	});
	const counts = new Map<string, { messages: number; lastAt: Date }>();
	let batch: SeedMessage[] = [];
	const flush = () => {
		context.store.atomically(() => batch.forEach((message) => loadMessage(context, message, people, counts)));
		batch = [];
	};
	for (const message of data.messages) {
		batch.push(message);
		if (batch.length === BATCH) {
			flush();
		}
	}
	flush();
	context.store.atomically(() => countMessages(context, counts));
}

function loadRoom(context: Context, room: SeedRoom, people: Map<string, SeedUser>): void {
	const createdAt = new Date(room.createdAt);
	const creator = people.get(room.owners?.[0] ?? room.members[0] ?? '');
	const members = room.members.filter((id) => !people.get(id)?.deleted);
	saveRoom(context, {
		_id: room.id,
		t: room.type,
		...(room.type === 'd'
			? { usernames: room.members.map((id) => people.get(id)?.username ?? id), uids: room.members }
			: { name: room.name, fname: room.displayName ?? room.name, u: creator && stubOf(creator) }),
		...(room.topic !== undefined && { topic: room.topic }),
		...(room.description !== undefined && { description: room.description }),
		...(room.encrypted && { encrypted: true }),
		ro: room.readOnly === true,
		msgs: 0,
		usersCount: members.length,
		ts: createdAt,
		_updatedAt: createdAt,
	});
	for (const id of members) {
		const roles = [...(room.owners?.includes(id) ? ['owner'] : []), ...(room.moderators?.includes(id) ? ['moderator'] : [])];
		subscribe(context, room.id, id, roles);
	}
}

function stubOf(user: SeedUser): Doc {
	return { _id: user.id, username: user.username, name: user.name };
}

function loadMessage(
	context: Context,
	message: SeedMessage,
	people: Map<string, SeedUser>,
	counts: Map<string, { messages: number; lastAt: Date }>,
): void {
	const ts = new Date(message.at);
	const author = people.get(message.userId);
	const files = message.files?.map((file) => loadFile(context, message, file));
	saveMessage(context, {
		_id: message.id,
		rid: message.roomId,
		msg: message.text,
		ts,
		u: author ? stubOf(author) : { _id: message.userId, username: message.userId },
		...(message.threadId && { tmid: message.threadId }),
		...(message.type && { t: message.type }),
		...(message.hidden && { _hidden: true }),
		...(message.pinned && { pinned: true }),
		...(message.editedAt && { editedAt: new Date(message.editedAt), editedBy: editorOf(message, people) }),
		...(message.reactions && {
			reactions: Object.fromEntries(Object.entries(message.reactions).map(([key, usernames]) => [key, { usernames }])),
		}),
		...(files && {
			file: files[0]?.file,
			files: files.map(({ file }) => file),
			attachments: files.map(({ attachment }) => attachment),
		}),
		urls: [],
		mentions: [],
		channels: [],
		_updatedAt: message.editedAt ? new Date(message.editedAt) : ts,
	});
	const count = counts.get(message.roomId);
	counts.set(message.roomId, { messages: (count?.messages ?? 0) + 1, lastAt: count && count.lastAt > ts ? count.lastAt : ts });
}

function editorOf(message: SeedMessage, people: Map<string, SeedUser>): Doc {
	const id = message.editedBy ?? message.userId;
	return { _id: id, username: people.get(id)?.username ?? id };
}

function loadFile(
	context: Context,
	message: SeedMessage,
	file: NonNullable<SeedMessage['files']>[number],
): { file: Doc; attachment: Doc } {
	const type = file.type || determineType(file.name, file.content);
	const link = `/file-upload/${file.id}/${encodeURIComponent(file.name)}`;
	const size = file.content.length;
	const uploadedAt = new Date(message.at);
	const upload = {
		_id: file.id,
		name: file.name,
		size,
		type,
		rid: message.roomId,
		userId: message.userId,
		path: link,
		url: link,
		complete: true,
		uploadedAt,
	};
	saveUpload(context, upload, file.content);
	return {
		file: { _id: file.id, name: file.name, type, size },
		attachment: { title: file.name, title_link: link, title_link_download: true, type: 'file', size },
	};
}

function countMessages(context: Context, counts: Map<string, { messages: number; lastAt: Date }>): void {
	for (const [roomId, { messages, lastAt }] of counts) {
		const room = findRoomById(context, roomId);
		if (room) {
			saveRoom(context, { ...room, msgs: (room.msgs ?? 0) + messages, lm: lastAt });
		}
	}
}
