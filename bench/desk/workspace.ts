import type { SeedMessage, SeedRoom, SeedUser, WorkspaceData } from '../../workbench/engine/contract';
import { buildSmall } from '../../workbench/seed';
import { describePerson } from '../../workbench/seed/legalPeople';
import { directRoomId, idOf } from '../../workbench/seed/random';

export const STARTS_AT = '2026-03-01T09:00:00.000Z';

const CREATED_AT = '2025-01-15T08:00:00.000Z';
const NEIGHBOURS = 1000;

/** Accounts to be preserved: `memberships` belong to so many rooms, `messages` have written so much in one room. */
export interface Subjects {
	memberships: number[];
	messages: number[];
	/** Accounts with three rooms, one to be preserved at each measurement of the form. */
	plain: number;
}

export const nameMember = (rooms: number): string => `member.of.${rooms}`;
export const nameWriter = (messages: number): string => `writer.of.${messages}`;
export const namePlain = (index: number): string => `plain.${index}`;
export const nameTalk = (messages: number): string => `talk-${messages}`;
export const findUserId = (username: string): string => idOf(`user ${username}`);
export const findRoomIdOf = (name: string): string => idOf(`room ${name}`);

/** The small workspace, and the subjects among neighbours. */
export function buildBenchWorkspace(subjects: Subjects): WorkspaceData {
	const small = buildSmall({ at: new Date(STARTS_AT) });
	const usernames = [
		...subjects.memberships.map(nameMember),
		...subjects.messages.map(nameWriter),
		...Array.from({ length: subjects.plain }, (_, index) => namePlain(index)),
		...Array.from({ length: NEIGHBOURS }, (_, index) => nameNeighbour(index)),
	];
	const users = usernames.map((username): SeedUser => describePerson({ username, name: username, createdAt: CREATED_AT }));
	const memberships = [
		...subjects.memberships.map((rooms): [string, number] => [nameMember(rooms), rooms]),
		...Array.from({ length: subjects.plain }, (_, index): [string, number] => [namePlain(index), 3]),
	];
	return {
		...small,
		users: [...small.users, ...users],
		rooms: [...small.rooms, ...memberships.flatMap(([who, count]) => listRooms(who, count)), ...subjects.messages.map(makeTalk)],
		messages: listMessages(small.messages, subjects.messages),
	};
}

function nameNeighbour(index: number): string {
	return `neighbour.${index % NEIGHBOURS}`;
}

/** Every fifth room is a direct one; the others are channels and groups of five. */
function listRooms(username: string, count: number): SeedRoom[] {
	return Array.from({ length: count }, (_, index): SeedRoom => {
		const direct = index % 5 === 4;
		const others = Array.from({ length: direct ? 1 : 4 }, (_each, step) => nameNeighbour(index + step));
		const members = [username, ...others].map(findUserId);
		const name = `${username.replaceAll('.', '-')}-${index}`;
		return direct
			? { id: directRoomId(members), type: 'd', members, createdAt: CREATED_AT }
			: {
					id: findRoomIdOf(name),
					type: index % 2 ? 'p' : 'c',
					name,
					members,
					owners: members.slice(1, 2),
					createdAt: CREATED_AT,
				};
	});
}

function makeTalk(messages: number): SeedRoom {
	const members = [nameWriter(messages), nameNeighbour(0)].map(findUserId);
	return { id: findRoomIdOf(nameTalk(messages)), type: 'p', name: nameTalk(messages), members, createdAt: CREATED_AT };
}

function* listMessages(first: Iterable<SeedMessage>, counts: number[]): Iterable<SeedMessage> {
	yield* first;
	const begin = Date.parse(CREATED_AT);
	for (const count of counts) {
		for (let index = 0; index < count; index++) {
			yield {
				id: idOf(`message ${count} ${index}`),
				roomId: findRoomIdOf(nameTalk(count)),
				userId: findUserId(index % 4 === 3 ? nameNeighbour(0) : nameWriter(count)),
				text: `Message ${index}: the beans are up, and somebody has borrowed the long hose again.`,
				at: new Date(begin + index * 60_000).toISOString(),
			};
		}
	}
}
