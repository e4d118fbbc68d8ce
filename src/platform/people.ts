import type { IRead } from '@rocket.chat/apps-engine/definition/accessors';
import { RoomType, type IRoom } from '@rocket.chat/apps-engine/definition/rooms';
import type { IUser } from '@rocket.chat/apps-engine/definition/users';

import { createFiles } from './files';
import { createMessages, findUnmapped } from './messages';
import { asInstant, asText, asTexts, withoutAbsent } from './values';
import type { MembershipRecord, Person, RoomKind } from '../cases/records';
import type { RoomFacts, Workspace } from '../preservation/ports';

export interface People extends Workspace {
	/** Exact and case-sensitive, as the platform looks up. */
	findByUsername(username: string): Promise<IUser | undefined>;
	findById(userId: string): Promise<IUser | undefined>;
	isMember(roomId: string, userId: string): Promise<boolean>;
	/** The channel or group of exactly this name, as it stands in its address. */
	findRoomId(name: string): Promise<string | undefined>;
	/** The direct room of exactly these people. */
	findDirectRoomId(usernames: readonly string[]): Promise<string | undefined>;
}

export function createPeople(read: IRead): People {
	const users = () => read.getUserReader();
	const findById = async (userId: string) => ((await users().getById(userId)) as IUser | null) ?? undefined;
	return {
		findById,
		findByUsername: async (username) => ((await users().getByUsername(username)) as IUser | null) ?? undefined,
		isMember: async (roomId, userId) => (await listRoomIds(read, userId)).includes(roomId),
		async findRoomId(name) {
			const room = (await read.getRoomReader().getByName(name)) as IRoom | null | undefined;
			return room?.id;
		},
		async findDirectRoomId(names) {
			const room = (await read.getRoomReader().getDirectByUsernames([...names])) as IRoom | null | undefined;
			return room?.id;
		},
		listRoomIds: (userId) => listRoomIds(read, userId),
		async readAccount(userId) {
			const user = await findById(userId);
			return user && describeAccount(user);
		},
		readMembership: (roomId, userId) => readMembership(read, roomId, userId),
		readRoom: (roomId) => readRoom(read, roomId),
		...createMessages(read),
		...createFiles(read),
	};
}

async function listRoomIds(read: IRead, userId: string): Promise<string[]> {
	const ids = (await read.getUserReader().getUserRoomIds(userId)) as string[] | null;
	if (!Array.isArray(ids)) {
		throw new Error('the workspace did not list the rooms of an account');
	}
	return ids;
}

/** What the platform shows of an account, in the desk's own words. */
export function describeAccount(user: IUser): DescribedAccount {
	const emails = Array.isArray(user.emails) ? user.emails : [];
	return withoutAbsent({
		id: user.id,
		username: user.username,
		name: asText(user.name),
		emails: emails.map(({ address, verified }) => ({ address, verified: verified === true })),
		type: asText(user.type),
		active: user.isEnabled === true,
		roles: asTexts(user.roles),
		bio: asText(user.bio),
		statusText: asText(user.statusText),
		language: asText(user.settings?.preferences?.language),
		utcOffset: typeof user.utcOffset === 'number' ? user.utcOffset : undefined,
		createdAt: asInstant(user.createdAt),
		updatedAt: asInstant(user.updatedAt),
		lastLoginAt: asInstant(user.lastLoginAt),
		customFields: user.customFields && Object.keys(user.customFields).length > 0 ? user.customFields : undefined,
		federated: user.isFederated ?? undefined,
	});
}

export type DescribedAccount = NonNullable<Awaited<ReturnType<Workspace['readAccount']>>>;

const ROOM_KINDS: Record<string, RoomKind> = { c: 'public channel', p: 'private group', d: 'direct messages' };

async function readRoom(read: IRead, roomId: string): Promise<RoomFacts | undefined> {
	const room = (await read.getRoomReader().getById(roomId)) as IRoom | null | undefined;
	return room ? describeRoom(room) : undefined;
}

function describeRoom(room: IRoom): RoomFacts {
	return withoutAbsent({
		roomKind: ROOM_KINDS[room.type] ?? 'other',
		name: room.type === RoomType.DIRECT_MESSAGE ? undefined : (asText(room.displayName) ?? asText(room.slugifiedName)),
		messageCount: typeof room.messageCount === 'number' ? room.messageCount : undefined,
		encrypted: findUnmapped(room, 'encrypted') === true ? true : undefined,
	});
}

async function readMembership(
	read: IRead,
	roomId: string,
	userId: string,
): Promise<Omit<MembershipRecord, 'kind' | 'capturedAt'> | undefined> {
	const rooms = read.getRoomReader();
	const room = await rooms.getById(roomId);
	if (!room) {
		return undefined;
	}
	const { roomKind, messageCount, encrypted } = describeRoom(room);
	return withoutAbsent({
		roomId: room.id,
		roomKind,
		name: roomKind === 'direct messages' ? undefined : asText(room.slugifiedName),
		displayName: roomKind === 'direct messages' ? undefined : asText(room.displayName),
		createdAt: asInstant(room.createdAt),
		roles: roomKind === 'direct messages' ? [] : await listRoomRoles(read, roomId, userId),
		counterparts: roomKind === 'direct messages' ? await listCounterparts(read, roomId, userId) : undefined,
		messageCount,
		encrypted,
	});
}

async function listRoomRoles(read: IRead, roomId: string, userId: string): Promise<string[]> {
	const rooms = read.getRoomReader();
	const [owners, moderators, leaders] = await Promise.all([
		rooms.getOwners(roomId),
		rooms.getModerators(roomId),
		rooms.getLeaders(roomId),
	]);
	const holds = (people: IUser[] | null) => (people ?? []).some((person) => person?.id === userId);
	return [
		...(holds(owners) ? ['owner'] : []),
		...(holds(moderators) ? ['moderator'] : []),
		...(holds(leaders) ? ['leader'] : []),
	];
}

/** A person who was deleted is missing from the platform's list of members; the room's other entries stay. */
async function listCounterparts(read: IRead, roomId: string, userId: string): Promise<Person[]> {
	const members = (await read.getRoomReader().getMembers(roomId)) as (IUser | null)[] | null;
	return (members ?? [])
		.filter((member): member is IUser => !!member && member.id !== userId)
		.map((member) => withoutAbsent({ id: member.id, username: asText(member.username), name: asText(member.name) }));
}
