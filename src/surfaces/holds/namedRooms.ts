import { accept, refuse, type Result } from '../../policy/refusal';
import type { RoomSurvey } from '../../preservation/plan';
import type { Session } from '../session';

/** More names than this are a period or a kind of room, and not a choice of rooms. */
const MOST_NAMES = 100;

/**
 * Finds the rooms that a person has named where there are too many to choose from: one a line or between commas, `#general` for a
 * channel or group, `@username` for the direct room with that person, several `@usernames` for a direct room of several.
 * Only rooms of the account count. A name that several of its rooms bear means all of them.
 *
 * @param survey where it is complete, rooms are also found by the names that people see; else by those in their addresses alone,
 * since another room of the same visible name may not have been looked at
 * @returns the rooms' ids; none for an empty text
 * Refusals: `room-not-found` (params.names: those that mean no room of the account; nothing is left out silently),
 * `too-many-names`
 */
export async function findNamedRooms(
	{ desk }: Pick<Session, 'desk'>,
	subject: { userId: string; username: string },
	text: string,
	survey: RoomSurvey | undefined,
): Promise<Result<string[], 'room-not-found' | 'too-many-names'>> {
	const names = [...new Set(text.split(/[\n,;]/).map((name) => name.trim()))].filter((name) => name !== '');
	if (names.length === 0) {
		return accept([]);
	}
	if (names.length > MOST_NAMES) {
		return refuse('too-many-names', { most: MOST_NAMES });
	}
	const ownIds = new Set(await desk.people.listRoomIds(subject.userId));
	const found = await Promise.all(names.map((name) => findRooms(desk.people, subject.username, name, survey)));
	const own = found.map((roomIds) => roomIds.filter((roomId) => ownIds.has(roomId)));
	const notFound = names.filter((_, index) => own[index]?.length === 0);
	return notFound.length > 0 ? refuse('room-not-found', { names: notFound }) : accept([...new Set(own.flat())]);
}

async function findRooms(
	people: Session['desk']['people'],
	username: string,
	name: string,
	survey: RoomSurvey | undefined,
): Promise<string[]> {
	if (name.startsWith('@')) {
		const others = name.split(/\s+/).map((word) => word.replace(/^@/, ''));
		const roomId = await people.findDirectRoomId([username, ...others.filter((other) => other !== username)]);
		return roomId === undefined ? [] : [roomId];
	}
	const bare = name.replace(/^#/, '');
	const known = survey?.complete ? survey.rooms : [];
	const alike = known.filter((room) => room.name?.toLowerCase() === bare.toLowerCase());
	const byName = await people.findRoomId(bare);
	// An id, as it stands in an export or in a request, is a name too.
	return [name, ...alike.map(({ roomId }) => roomId), ...(byName === undefined ? [] : [byName])];
}
