import { PLATFORM_LIMITS } from './limits';
import type { RoomFacts, Workspace } from './ports';
import { decideMessageScope, ROOM_KINDS } from './scope';
import { PAGE_SIZE } from './walk';
import type { CapturePlan, CaptureScope } from '../cases/events/capture';
import type { Clock } from '../cases/ports';
import type { RoomKind } from '../cases/records';

/** Rough figures for an estimate: a page's round trip, a message's record with its metadata. */
const PAGE_MS = 40;
const ROOM_MS = 25;
const MESSAGE_BYTES = 900;

/** How many rooms are asked for at once. */
const ROOMS_AT_ONCE = 10;

/** What stands in an account's rooms, by the platform's own counts. */
export interface RoomSurvey {
	rooms: { roomId: string; roomKind: RoomKind; name?: string; messageCount: number }[];
	roomsTotal: number;
	/** False when there was no time to look at every room. */
	complete: boolean;
}

/**
 * Looks at the rooms of an account for as long as a person can be kept waiting.
 *
 * @throws when the workspace does not list the rooms
 */
export async function surveyRooms(userId: string, budgetMs: number, workspace: Workspace, clock: Clock): Promise<RoomSurvey> {
	const startedAt = clock();
	const roomIds = [...new Set(await workspace.listRoomIds(userId))];
	const rooms: RoomSurvey['rooms'] = [];
	for (let start = 0; start < roomIds.length; start += ROOMS_AT_ONCE) {
		if (clock() - startedAt > budgetMs) {
			return { rooms, roomsTotal: roomIds.length, complete: false };
		}
		const part = roomIds.slice(start, start + ROOMS_AT_ONCE);
		const facts = await Promise.all(
			part.map((roomId) => workspace.readRoom(roomId).catch((): RoomFacts | undefined => undefined)),
		);
		facts.forEach((room, index) => {
			if (room) {
				const { roomKind, name, messageCount = 0 } = room;
				rooms.push({ roomId: part[index] ?? '', roomKind, ...(name ? { name } : {}), messageCount });
			}
		});
	}
	return { rooms, roomsTotal: roomIds.length, complete: true };
}

/**
 * Names direct rooms by the other people in them, as the account's own list of rooms does, while there is time.
 *
 * @param most no more rooms than these are named: a list that is longer helps nobody
 */
export async function nameDirectRooms(
	{ rooms }: RoomSurvey,
	userId: string,
	most: number,
	{ budgetMs, workspace, clock }: { budgetMs: number; workspace: Workspace; clock: Clock },
): Promise<void> {
	const startedAt = clock();
	const direct = rooms.filter(({ roomKind, name }) => roomKind === 'direct messages' && name === undefined).slice(0, most);
	for (let start = 0; start < direct.length && clock() - startedAt <= budgetMs; start += ROOMS_AT_ONCE) {
		await Promise.all(
			direct.slice(start, start + ROOMS_AT_ONCE).map(async (room) => {
				const membership = await workspace.readMembership(room.roomId, userId).catch(() => undefined);
				const others = (membership?.counterparts ?? []).map(({ username, id }) => `@${username ?? id}`);
				room.name = others.join(', ') || undefined;
			}),
		);
	}
}

/** What a capture of this scope would read; an estimate, from the platform's own counts. */
export function planCapture({ rooms, complete }: RoomSurvey, scope: CaptureScope): CapturePlan {
	const read = rooms.filter(({ roomId, roomKind }) => decideMessageScope(scope, { roomId }, roomKind) !== 'none');
	const pages = read.reduce((sum, { messageCount }) => sum + Math.ceil((messageCount + 1) / (PAGE_SIZE - 1)), 0);
	const messages = read.reduce((sum, { messageCount }) => sum + messageCount, 0);
	return {
		rooms: ROOM_KINDS.map((kind) => {
			const ofKind = rooms.filter(({ roomKind }) => roomKind === kind);
			return { kind, rooms: ofKind.length, messages: ofKind.reduce((sum, { messageCount }) => sum + messageCount, 0) };
		}).filter((kind) => kind.rooms > 0),
		complete,
		pages,
		bytes: messages * MESSAGE_BYTES,
		seconds: Math.ceil((pages * PAGE_MS + rooms.length * ROOM_MS) / 1000),
		notShown: [...PLATFORM_LIMITS],
	};
}
