import { tellScene } from './conversations';
import { communitySettings, legalRoles } from './legalPeople';
import { buildPeople } from './people';
import { createRandom } from './random';
import { buildRooms, type PlannedRoom } from './rooms';
import { defaultSeedInstant, type SeedOptions } from './small';
import type { SeedMessage, SeedUser, WorkspaceData } from '../engine/contract';

const dayMs = 86_400_000;
const storyDays = 730;

/** Members speak; in public channels also people who have been deleted since. Read-only rooms belong to their owner. */
const findSpeakers = ({ room }: PlannedRoom, people: SeedUser[]): SeedUser[] => {
	const speaking = new Set(room.readOnly ? room.owners : room.members);
	return people.filter((person) => speaking.has(person.id) || (person.deleted && room.type === 'c' && !room.readOnly));
};

const compareInstants = (one: SeedMessage, other: SeedMessage): number => {
	if (one.at === other.at) return 0;
	return one.at < other.at ? -1 : 1;
};

/**
 * A community workspace in the manner of a large public server: more than 200 accounts, 40 rooms of every kind and 20,000 messages
 * over two years that end at the midnight (UTC) before `at`. Same `at`, same bytes. All names are invented.
 */
export function buildCommunity({ at = defaultSeedInstant }: SeedOptions = {}): WorkspaceData {
	const random = createRandom('community workspace');
	const until = Math.floor(at.getTime() / dayMs) * dayMs;
	const from = until - storyDays * dayMs;
	const users = buildPeople(random, from);
	const planned = buildRooms(random, users, new Date(from).toISOString());
	const messages = planned
		.flatMap((plan) => {
			const { room, story, messageCount: count } = plan;
			const speakers = findSpeakers(plan, users);
			return [...tellScene({ random: createRandom(`scene ${room.id}`), room, speakers, from, until, count, story })];
		})
		.sort(compareInstants);
	return { users, rooms: planned.map((plan) => plan.room), messages, roles: legalRoles, settings: communitySettings };
}
