/** Fills a workspace from plain data. */
import type { Context } from '../context';
import type { LoadedCounts, SeedMessage, SeedRoom, SeedUser, WorkspaceData } from '../contract';
import { determineType } from './files';
import { hasMessage, saveMessage } from './messages';
import { findRoomById, listSubscriptions, saveRoom, subscribe } from './rooms';
import { writeSetting } from './settings';
import { saveUpload } from './uploads';
import { listUsers, saveUser, toRawUser } from './users';
import { encode, type Doc } from '../store/documents';

/** What one loading has added so far, and what is known of the people whom it names. */
interface Loading {
	people: Map<string, Author>;
	added: LoadedCounts;
	rooms: Map<string, { messages: number; lastAt: Date }>;
}

type Author = Pick<SeedUser, 'id' | 'username' | 'name'> & { deleted?: boolean };

/** All of it or, when something is wrong with it, nothing. What is there already stays as it is. */
export function loadWorkspace(context: Context, data: WorkspaceData): LoadedCounts {
	const { store } = context;
	return store.atomically(() => {
		const present = listUsers(context).map(({ _id, username, name }): [string, Author] => [_id, { id: _id, username, name }]);
		const people = new Map<string, Author>([...data.users.map((user): [string, Author] => [user.id, user]), ...present]);
		const loading: Loading = { people, added: { users: 0, rooms: 0, messages: 0, files: 0 }, rooms: new Map() };
		Object.entries(data.settings ?? {}).forEach(([id, value]) => writeSetting(context, id, value));
		data.roles?.forEach((role) =>
			store.run('INSERT OR REPLACE INTO roles VALUES (?, ?)', role.id, encode({ ...role, _id: role.id })),
		);
		const known = new Set(present.map(([id]) => id));
		const arrived = data.users.filter((user) => !user.deleted && !known.has(user.id));
		arrived.forEach((user) => saveUser(context, toRawUser(user)));
		loading.added.users = arrived.length;
		data.rooms.forEach((room) => loadRoom(context, room, loading));
		for (const message of data.messages) {
			loadMessage(context, message, loading);
		}
		countMessages(context, loading);
		return loading.added;
	});
}

function loadRoom(context: Context, room: SeedRoom, { people, added }: Loading): void {
	const createdAt = new Date(room.createdAt);
	const creator = people.get(room.owners?.[0] ?? room.members[0] ?? '');
	const present = findRoomById(context, room.id);
	const members = room.members.filter((id) => !people.get(id)?.deleted);
	if (!present) {
		added.rooms += 1;
		saveRoom(context, {
			_id: room.id,
			t: room.type,
			...(room.type === 'd'
				? { usernames: room.members.map((id) => people.get(id)?.username ?? id), uids: room.members }
				: { name: room.name, fname: room.displayName ?? room.name, u: creator && stubOf(creator) }),
			...(room.topic !== undefined && { topic: room.topic }),
			...(room.description !== undefined && { description: room.description }),
			...(room.encrypted && { encrypted: true }),
			...(room.archived && { archived: true }),
			ro: room.readOnly === true,
			msgs: 0,
			usersCount: members.length,
			ts: createdAt,
			_updatedAt: createdAt,
		});
	}
	for (const id of members) {
		const roles = [...(room.owners?.includes(id) ? ['owner'] : []), ...(room.moderators?.includes(id) ? ['moderator'] : [])];
		subscribe(context, room.id, id, present ? [] : roles);
	}
	if (present) {
		saveRoom(context, { ...present, usersCount: listSubscriptions(context, room.id).length });
	}
}

function stubOf(user: Author): Doc {
	return { _id: user.id, username: user.username, name: user.name };
}

function loadMessage(context: Context, message: SeedMessage, { people, added, rooms }: Loading): void {
	if (hasMessage(context, message.id)) {
		return;
	}
	const ts = new Date(message.at);
	const author = people.get(message.userId);
	const files = message.files?.map((file) => loadFile(context, message, file));
	const attachments = [...(files ?? []).map(({ attachment }) => attachment), ...(message.attachments ?? [])];
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
		...(message.bot && { bot: { i: message.userId } }),
		...(message.alias && { alias: message.alias }),
		...(message.editedAt && { editedAt: new Date(message.editedAt), editedBy: editorOf(message, people) }),
		...(message.reactions && {
			reactions: Object.fromEntries(Object.entries(message.reactions).map(([key, usernames]) => [key, { usernames }])),
		}),
		...(files && { file: files[0]?.file, files: files.map(({ file }) => file) }),
		...(attachments.length > 0 && { attachments }),
		urls: [],
		mentions: [],
		channels: [],
		_updatedAt: message.editedAt ? new Date(message.editedAt) : ts,
	});
	added.messages += 1;
	added.files += files?.length ?? 0;
	const count = rooms.get(message.roomId);
	rooms.set(message.roomId, { messages: (count?.messages ?? 0) + 1, lastAt: count && count.lastAt > ts ? count.lastAt : ts });
}

function editorOf(message: SeedMessage, people: Map<string, Author>): Doc {
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

function countMessages(context: Context, { rooms }: Loading): void {
	for (const [roomId, { messages, lastAt }] of rooms) {
		const room = findRoomById(context, roomId);
		if (room) {
			saveRoom(context, { ...room, msgs: (room.msgs ?? 0) + messages, lm: room.lm > lastAt ? room.lm : lastAt });
		}
	}
}
