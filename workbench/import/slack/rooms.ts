import { readList, type Archive } from './archive';
import type { Notes } from './notes';
import type { People } from './people';
import { instantOf, recordOf, textOf } from './values';
import type { SeedRoom } from '../../engine/contract';
import { directRoomId } from '../../seed/random';

/** A room that the workspace has already. */
export interface PresentRoom {
	_id: string;
	t: string;
	name?: string;
}

/** Rocket.Chat's `DirectMesssage_maxUsers`: a group conversation of more people becomes a private room. */
const mostInDirectRoom = 8;

/** A conversation of an export, and the folder in which its messages lie. */
export interface Conversation {
	slackId: string;
	folder: string;
	room: SeedRoom;
}

const kinds = { 'channels.json': 'c', 'groups.json': 'p', 'dms.json': 'd', 'mpims.json': 'd' } as const;

export const conversationLists = Object.keys(kinds);

const valueOf = (value: unknown): string | undefined => textOf(recordOf(value).value);

interface Naming {
	present: PresentRoom[];
	taken: Set<string>;
	notes: Notes;
}

/** Public channels of one name become one; a private one never joins a room that others are in. */
function placeRoom(
	slackId: string,
	type: 'c' | 'p',
	name: string,
	{ present, taken, notes }: Naming,
): { id: string; name: string } {
	const own = `slack-${slackId}`;
	const same = present.find((room) => room.name === name && room._id !== own);
	if (same?.t === 'c' && type === 'c') {
		notes.add('channels whose name is here already; their messages come into it', `#${name}`);
		return { id: same._id, name };
	}
	if (!same && !taken.has(name)) return { id: own, name };
	notes.add('rooms whose name is taken; they are renamed', `#${name}`);
	return { id: own, name: `${name}-${slackId.toLowerCase()}` };
}

function readConversation(
	entry: Record<string, unknown>,
	kind: 'c' | 'p' | 'd',
	people: People,
	naming: Naming,
): Conversation | undefined {
	const slackId = textOf(entry.id);
	if (!slackId) return undefined;
	const slackMembers = (Array.isArray(entry.members) ? entry.members : []).filter((id): id is string => typeof id === 'string');
	const members = [...new Set(slackMembers.filter((id) => people.usernameOf(id) !== undefined).map((id) => people.idOf(id)))];
	const createdAt = instantOf(entry.created);
	const type = kind === 'd' && members.length > mostInDirectRoom ? 'p' : kind;
	const folder = textOf(entry.name) ?? slackId;
	if (type === 'd') return { slackId, folder, room: { id: directRoomId(members), type, members, createdAt } };
	const name = placeRoom(slackId, type, folder, naming);
	naming.taken.add(name.name);
	const creator = people.idOf(textOf(entry.creator) ?? '');
	const room = {
		...{ ...name, type, members, createdAt, topic: valueOf(entry.topic), description: valueOf(entry.purpose) },
		...(members.includes(creator) && { owners: [creator] }),
		...(entry.is_archived === true && { archived: true }),
	};
	return { slackId, folder, room };
}

/** All conversations of an export. @throws ImportRefused when one of its lists is not JSON */
export function readConversations(archive: Archive, people: People, present: PresentRoom[], notes: Notes): Conversation[] {
	const naming: Naming = { present, taken: new Set(), notes };
	return Object.entries(kinds).flatMap(([file, kind]) =>
		(archive.has(file) ? readList(archive, file) : []).flatMap((entry) => {
			const conversation = readConversation(entry, kind, people, naming);
			if (!conversation) notes.add('conversations without an id', file);
			return conversation ?? [];
		}),
	);
}
