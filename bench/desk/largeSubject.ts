import { findRoomIdOf, findUserId } from './workspace';
import type { Host, SeedMessage, SeedRoom } from '../../workbench/engine/contract';
import { describePerson } from '../../workbench/seed/legalPeople';
import { directRoomId, idOf } from '../../workbench/seed/random';

const CREATED_AT = '2025-01-15T08:00:00.000Z';

/** An account whose messages are spread evenly over its rooms. */
export interface LargeSubject {
	username: string;
	messages: number;
	rooms: number;
}

export function nameLarge(messages: number, rooms: number): LargeSubject {
	return { username: `large.of.${messages}.in.${rooms}`, messages, rooms };
}

/** Writes the account, its rooms and its messages straight into the workspace's database. */
export async function layOutLarge(host: Host, subject: LargeSubject): Promise<void> {
	const usernames = [subject.username, ...listNeighbours(subject)];
	const users = usernames.map((username) => describePerson({ username, name: username, createdAt: CREATED_AT }));
	const rooms = Array.from({ length: subject.rooms }, (_, index) => makeRoom(subject, index));
	await host.loadWorkspace({ users, rooms, messages: listMessages(subject, rooms) });
}

export function findOnlyRoomId(subject: LargeSubject): string {
	return makeRoom(subject, 0).id;
}

function listNeighbours({ username, rooms }: LargeSubject): string[] {
	return Array.from({ length: Math.ceil(rooms / 5) }, (_, index) => `${username}.neighbour.${index}`);
}

/** Every fifth room is a direct one. */
function makeRoom(subject: LargeSubject, index: number): SeedRoom {
	const { username } = subject;
	const neighbour = listNeighbours(subject)[Math.floor(index / 5)] ?? '';
	const members = [username, neighbour].map(findUserId);
	const name = `${username.replaceAll('.', '-')}-${index}`;
	return index % 5 === 4
		? { id: directRoomId(members), type: 'd', members, createdAt: CREATED_AT }
		: { id: findRoomIdOf(name), type: index % 2 ? 'p' : 'c', name, members, createdAt: CREATED_AT };
}

function* listMessages({ username, messages, rooms: count }: LargeSubject, rooms: SeedRoom[]): Iterable<SeedMessage> {
	const begin = Date.parse(CREATED_AT);
	const userId = findUserId(username);
	for (const [place, { id: roomId, members }] of rooms.entries()) {
		for (let index = place; index < messages; index += count) {
			yield {
				id: idOf(`large ${username} ${index}`),
				roomId,
				userId: index % 4 === 3 ? (members[1] ?? userId) : userId,
				text: `Message ${index}: the beans are up, and somebody has borrowed the long hose again.`,
				at: new Date(begin + Math.floor(index / count) * 20_000).toISOString(),
			};
		}
	}
}
