import { copyRoomMessages } from './copyMessages';
import { describeException } from './exceptions';
import { lookAhead, openRoom, UnreadableRoom } from './openRoom';
import type { SnapshotStore, Workspace } from './ports';
import { listRoomsInOrder, type PlacedRoom } from './roomOrder';
import { ACCOUNT_SCOPE, hasMessages } from './scope';
import type { SegmentKeeper } from './segments';
import { createSink, type Sink } from './sink';
import { appendEvents, loadCase, type CaseTools, type OpenCase } from '../cases/caseFile';
import type { Actor } from '../cases/events';
import { EMPTY_TALLY, type AccountStanding, type CaptureProgress } from '../cases/events/capture';
import type { SnapshotRecord } from '../cases/records';
import type { CaseState, HoldState } from '../cases/state';
import { preservationEnd } from '../policy/clocks';

const CAPTURE: Actor = { kind: 'desk', part: 'capture' };

/** Memberships that are asked for side by side; of each the workspace is asked up to four things. */
const ROOMS_AT_ONCE = 4;

/** Rooms that are opened while one is copied: each is a page in memory. */
const ROOMS_AHEAD = 2;

export interface CaptureTools extends CaseTools {
	workspace: Workspace;
	snapshots: SnapshotStore;
	segments: SegmentKeeper;
	/** Messages asked for at a time; the platform's own limit without it. */
	pageSize?: number;
}

/** What one step does and records. */
interface Step {
	hold: HoldState;
	sink: Sink;
	cursor: string;
	roomsDone: number;
	roomsTotal: number;
	progress: CaptureProgress;
	standing?: AccountStanding;
	mayGoOn(): boolean;
}

/**
 * Does one step of a capture: for about `budgetMs` it copies what comes next, seals the copies and records how far it came.
 * The account comes first, then every membership, then the messages room by room. Safe to repeat, to run twice at once and
 * to cut off at any point: of two steps from one place the ledger lets the first count, and what was not recorded is done
 * again. What it holds in memory is a page of messages, a file and a chunk of each kind, however much there is to copy.
 *
 * @returns the case afterwards; the hold is `active` when its snapshot is complete, else a further step is needed
 * @throws when the workspace or the database does not answer; after such a failure the next step leaves out the room that
 * still cannot be read, as an exception of the snapshot
 */
export async function captureStep(loaded: OpenCase, holdId: string, budgetMs: number, tools: CaptureTools): Promise<OpenCase> {
	const hold = loaded.state.holds.find((known) => known.holdId === holdId);
	if (hold?.status !== 'capturing' || hold.release) {
		return loaded;
	}
	if (hold.progress?.phase === 'done') {
		return completeCapture(loaded, hold, tools);
	}
	const step = beginStep(hold, budgetMs, tools);
	if (hold.steps === 0) {
		await beginSnapshot(step, tools);
	}
	const rooms = await listRoomsInOrder(hold, tools);
	step.roomsTotal = rooms.length;
	if (step.progress.phase === 'rooms') {
		await copyMemberships(step, rooms, tools);
	}
	if (step.progress.phase === 'messages') {
		await copyConversations(step, rooms, tools);
	}
	const { cursor, roomsDone, roomsTotal, progress, standing } = step;
	const body = {
		...{ holdId, step: hold.steps, stepId: tools.makeId(), follows: hold.stepId ?? '' },
		...{ cursor, chunks: await step.sink.finish(), roomsDone, roomsTotal, progress },
		...(standing ? { standing } : {}),
	};
	const extended = await appendEvents(loaded, [{ type: 'snapshot.extended', body }], CAPTURE, tools);
	const reached = extended.state.holds.find((known) => known.holdId === holdId);
	return reached?.progress?.phase === 'done' ? completeCapture(extended, reached, tools) : extended;
}

function beginStep(hold: HoldState, budgetMs: number, { clock, segments, snapshots }: CaptureTools): Step {
	const startedAt = clock();
	const { phase, room, tally } = hold.progress ?? { phase: 'rooms', room: undefined, tally: EMPTY_TALLY };
	return {
		hold,
		sink: createSink(hold.snapshotId, segments, snapshots),
		cursor: hold.cursor,
		roomsDone: hold.roomsDone,
		roomsTotal: hold.roomsTotal ?? 0,
		progress: { phase, ...(room ? { room } : {}), tally: { ...tally } },
		mayGoOn: () => clock() - startedAt <= budgetMs,
	};
}

/** The account, and the list of its rooms: an account that is deleted a moment later has none any more. */
async function beginSnapshot(step: Step, { workspace, snapshots, clock }: CaptureTools): Promise<void> {
	const { hold, sink } = step;
	const { userId } = hold.subject;
	let roomIds: string[] = [];
	try {
		roomIds = await workspace.listRoomIds(userId);
	} catch (error) {
		// A workspace that does not list the rooms is asked again at the next step; after that their absence is an exception.
		if (!hold.trouble) {
			throw error;
		}
		await sink.add(describeException(clock(), 'membership', userId, 'rooms-unavailable'));
	}
	await snapshots.putRoomList(hold.snapshotId, roomIds);
	const account = await workspace.readAccount(userId);
	if (account) {
		const { username, active, roles } = account;
		step.standing = { exists: true, username, active, roles };
		await sink.add({ kind: 'account', capturedAt: new Date(clock()).toISOString(), ...account });
	} else {
		step.standing = { exists: false };
		await sink.add(describeException(clock(), 'account', userId, 'account-gone'));
	}
}

async function copyMemberships(step: Step, rooms: readonly PlacedRoom[], tools: CaptureTools): Promise<void> {
	const left = roomsAfter(step, rooms);
	for (let start = 0; start < left.length; start += ROOMS_AT_ONCE) {
		if (start > 0 && !step.mayGoOn()) {
			return;
		}
		const together = left.slice(start, start + ROOMS_AT_ONCE);
		const records = await Promise.all(together.map(({ roomId }) => copyMembership(step.hold, roomId, tools)));
		for (const [index, { place }] of together.entries()) {
			await step.sink.add(records[index] as SnapshotRecord);
			passRoom(step, place);
		}
	}
	const goesOn = hasMessages(step.hold.scope ?? ACCOUNT_SCOPE) && rooms.length > 0;
	step.progress.phase = goesOn ? 'messages' : 'done';
	if (goesOn) {
		step.cursor = '';
		step.roomsDone = 0;
	}
}

async function copyConversations(step: Step, rooms: readonly PlacedRoom[], tools: CaptureTools): Promise<void> {
	const { hold, sink, progress } = step;
	const { clock, workspace, pageSize } = tools;
	const bounds = { scope: hold.scope ?? ACCOUNT_SCOPE, userId: hold.subject.userId, placedAt: Date.parse(hold.placedAt) };
	const messageTools = { workspace, sink, clock, tally: progress.tally, mayGoOn: step.mayGoOn, pageSize };
	const left = roomsAfter(step, rooms);
	const isBegun = (place: string) => progress.room?.place === place;
	const open = lookAhead(left, ROOMS_AHEAD, ({ roomId, place }) =>
		openRoom(roomId, { scope: bounds.scope, place, isBegun: isBegun(place) }, tools),
	);
	for (const [index, { roomId, place }] of left.entries()) {
		if (!step.mayGoOn() && step.cursor !== hold.cursor) {
			return;
		}
		const before = isBegun(place) ? progress.room : undefined;
		const opened = open(index);
		try {
			progress.room = await copyRoomMessages({ roomId, place, opened }, before, bounds, messageTools);
		} catch (error) {
			if (!hold.trouble || !(error instanceof UnreadableRoom)) {
				throw error;
			}
			await sink.add(describeException(clock(), 'room', roomId, 'room-unreadable'));
			progress.room = undefined;
		}
		if (progress.room) {
			return;
		}
		passRoom(step, place);
	}
	progress.phase = 'done';
}

function roomsAfter({ cursor }: Step, rooms: readonly PlacedRoom[]): PlacedRoom[] {
	return rooms.filter(({ place }) => place > cursor);
}

function passRoom(step: Step, place: string): void {
	step.cursor = place;
	step.roomsDone += 1;
}

async function copyMembership(
	{ subject }: HoldState,
	roomId: string,
	{ workspace, clock }: CaptureTools,
): Promise<SnapshotRecord> {
	const read = () => workspace.readMembership(roomId, subject.userId);
	try {
		const membership = await read().catch(read);
		return membership
			? { kind: 'membership', capturedAt: new Date(clock()).toISOString(), ...membership }
			: describeException(clock(), 'membership', roomId, 'room-gone');
	} catch {
		return describeException(clock(), 'membership', roomId, 'room-unreadable');
	}
}

/** Records that the snapshot is complete; its 90 days run from this instant. */
async function completeCapture(loaded: OpenCase, hold: HoldState, tools: CaptureTools): Promise<OpenCase> {
	const { holdId, snapshotId, stepId, regime, chunks, progress } = hold;
	const tally = progress?.tally ?? EMPTY_TALLY;
	if (tally.seen !== tally.captured + tally.outside + tally.excepted) {
		throw new Error('the messages of a snapshot do not add up');
	}
	tools.segments.forget(snapshotId);
	const capturedAt = tools.clock();
	const count = (content: string) =>
		chunks.filter((chunk) => chunk.content === content).reduce((sum, { records }) => sum + records, 0);
	if (count('message') !== tally.captured) {
		throw new Error('the sealed messages of a snapshot are not those that were counted');
	}
	const counts = {
		...{ accounts: count('account'), memberships: count('membership'), exceptions: count('exception') },
		...{ messages: tally.captured, files: tally.filesCopied, tally },
	};
	const body = {
		...{ holdId, follows: stepId ?? '', counts },
		capturedAt: new Date(capturedAt).toISOString(),
		expiresAt: new Date(preservationEnd(capturedAt, regime)).toISOString(),
	};
	const completed = await appendEvents(loaded, [{ type: 'snapshot.completed', body }], CAPTURE, tools);
	const { state, ...stored } = await loadCase(completed.caseId, tools);
	if (!state) {
		return completed;
	}
	await forgetRoomLists(state, tools);
	return { ...stored, state };
}

/**
 * Forgets the lists of rooms of finished captures; for a process that died before it could, the daily look does it.
 *
 * @param state as it is stored, not as the process knows it that believes to have finished: another may have got ahead of it,
 * and that one still needs the list, which is all that is left of the rooms once the account is deleted
 */
export async function forgetRoomLists({ holds }: CaseState, { snapshots }: Pick<CaptureTools, 'snapshots'>): Promise<void> {
	for (const { status, snapshotId } of holds) {
		if (status === 'active') {
			await snapshots.forgetRoomList(snapshotId);
		}
	}
}
