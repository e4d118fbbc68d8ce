/** New rooms, for people and apps. */
import { toAppRoom } from '../bridges/convert';
import { type Context, ServerError } from '../context';
import { announce, fire } from './events';
import { findRoomById, findRoomByName, saveRoom, subscribe } from './rooms';
import { findUserByUsername, findUserIgnoringCase, toUserStub } from './users';
import { makeId, type Doc } from '../store/documents';

/** The room of exactly these people, created when there is none; of two people it has their sorted ids as its id. */
export function openDirectRoom(context: Context, usernames: string[], creator: Doc): string {
	const members = [creator, ...usernames.map((name) => requireMember(context, name))];
	const people = [...new Map(members.map((user) => [user._id as string, user])).values()];
	const userIds = people.map((user) => user._id as string).sort();
	const id = makeDirectRoomId(userIds);
	if (!findRoomById(context, id)) {
		const now = context.clock.date();
		saveRoom(context, {
			_id: id,
			t: 'd',
			usernames: people.map((user) => user.username),
			uids: userIds,
			usersCount: people.length,
			msgs: 0,
			ts: now,
			_updatedAt: now,
		});
	}
	userIds.forEach((userId) => subscribe(context, id, userId));
	return id;
}

/** Two people's sorted ids in a row; one's own, twice, for a room with oneself; any id for more people. */
function makeDirectRoomId(userIds: string[]): string {
	if (userIds.length > 2) {
		return makeId();
	}
	const joined = userIds.join('');
	return userIds.length === 1 ? joined.repeat(2) : joined;
}

function requireMember(context: Context, username: string): Doc {
	const user = findUserIgnoringCase(context, username.replace(/^@/, ''));
	if (!user) {
		throw new ServerError('error-invalid-user', 'Invalid user');
	}
	return user;
}

export interface RoomDraft {
	type: 'c' | 'p';
	name: string;
	displayName?: string;
	readOnly?: boolean;
	/** Further raw fields, e.g. topic, customFields, prid. */
	extra?: Doc;
}

/** Members that do not exist are left out without a word. */
export async function createRoom(context: Context, draft: RoomDraft, members: string[], creator: Doc): Promise<string> {
	if (findRoomByName(context, draft.name)) {
		throw new ServerError('error-duplicate-channel-name', `A channel with name '${draft.name}' exists`);
	}
	if (!/^[0-9a-zA-Z-_.]+$/.test(draft.name)) {
		throw new ServerError('error-invalid-room-name', `${draft.name} is not a valid room name.`);
	}
	const now = context.clock.date();
	const room: Doc = {
		...draft.extra,
		_id: makeId(),
		t: draft.type,
		name: draft.name,
		fname: draft.displayName ?? draft.name,
		msgs: 0,
		usersCount: 0,
		u: toUserStub(creator),
		ts: now,
		ro: draft.readOnly === true,
		_updatedAt: now,
	};
	if (await fire(context, 'IPreRoomCreatePrevent', toAppRoom(context, room))) {
		throw new ServerError('error-app-prevented', 'A Rocket.Chat App prevented the room creation.');
	}
	const people = members.map((name) => findUserByUsername(context, name)).filter((user) => user !== undefined);
	saveRoom(context, { ...room, usersCount: new Set([creator._id, ...people.map((user) => user._id)]).size });
	subscribe(context, room._id, creator._id, ['owner']);
	people.forEach((user) => subscribe(context, room._id, user._id));
	announce(context, 'IPostRoomCreate', toAppRoom(context, room));
	return room._id;
}
