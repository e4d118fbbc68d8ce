import type { SnapshotStore, Workspace } from './ports';
import type { SegmentKeeper } from './segments';
import { appendEvents, type CaseTools, type OpenCase } from '../cases/caseFile';
import type { Actor, ChunkEntry } from '../cases/events';
import type { ExceptionRecord, SnapshotRecord } from '../cases/records';
import type { HoldState } from '../cases/state';
import { preservationEnd } from '../policy/clocks';

const CAPTURE: Actor = { kind: 'desk', part: 'capture' };

/** A sealed chunk holds at most this many records, far below the size that the workspace's database takes. */
const RECORDS_PER_CHUNK = 500;

export interface CaptureTools extends CaseTools {
	workspace: Workspace;
	snapshots: SnapshotStore;
	segments: SegmentKeeper;
}

/**
 * Does one step of a capture: for about `budgetMs` it copies the account (first step) and the rooms that come next in the
 * order of their ids, seals the copies and records how far it came. Safe to repeat, to run twice at once and to cut off
 * at any point: of two steps from one place the ledger lets the first count, and what was not recorded is done again.
 *
 * @returns the case afterwards; the hold is `active` when its snapshot is complete, else a further step is needed
 */
export async function captureStep(loaded: OpenCase, holdId: string, budgetMs: number, tools: CaptureTools): Promise<OpenCase> {
	const hold = loaded.state.holds.find((known) => known.holdId === holdId);
	if (hold?.status !== 'capturing') {
		return loaded;
	}
	const startedAt = tools.clock();
	const records: SnapshotRecord[] = hold.steps === 0 ? [await copyAccount(hold, tools)] : [];
	const roomIds = await listRooms(hold, records, tools);
	const rest = roomIds.filter((roomId) => roomId > hold.cursor);
	let copied = 0;
	for (const roomId of rest) {
		if (tools.clock() - startedAt > budgetMs && copied > 0) {
			break;
		}
		records.push(await copyMembership(hold, roomId, tools));
		copied += 1;
	}
	const chunks = await sealRecords(hold, records, tools);
	const cursor = rest[copied - 1] ?? hold.cursor;
	const roomsTotal = hold.roomsDone + rest.length;
	const extended = await appendEvents(
		loaded,
		[
			{
				type: 'snapshot.extended',
				body: { holdId, step: hold.steps, cursor, chunks, roomsDone: hold.roomsDone + copied, roomsTotal },
			},
		],
		CAPTURE,
		tools,
	);
	return copied === rest.length ? completeCapture(extended, holdId, tools) : extended;
}

/** Records that the snapshot is complete; its 90 days run from this instant. */
async function completeCapture(loaded: OpenCase, holdId: string, tools: CaptureTools): Promise<OpenCase> {
	const hold = loaded.state.holds.find((known) => known.holdId === holdId);
	if (hold?.status !== 'capturing') {
		return loaded;
	}
	tools.segments.forget(hold.snapshotId);
	const capturedAt = tools.clock();
	const count = (content: string) =>
		hold.chunks.filter((chunk) => chunk.content === content).reduce((sum, { records }) => sum + records, 0);
	const body = {
		holdId,
		capturedAt: new Date(capturedAt).toISOString(),
		expiresAt: new Date(preservationEnd(capturedAt, hold.regime)).toISOString(),
		counts: { accounts: count('account'), memberships: count('membership'), exceptions: count('exception') },
	};
	return appendEvents(loaded, [{ type: 'snapshot.completed', body }], CAPTURE, tools);
}

async function copyAccount({ subject }: HoldState, { workspace, clock }: CaptureTools): Promise<SnapshotRecord> {
	const capturedAt = new Date(clock()).toISOString();
	const account = await workspace.readAccount(subject.userId);
	return account
		? { kind: 'account', capturedAt, ...account }
		: describeException(
				capturedAt,
				'account',
				subject.userId,
				'account-gone',
				'The account no longer existed when its snapshot was taken.',
			);
}

/** A workspace that does not list the rooms is asked again at the next step; after that their absence is an exception. */
async function listRooms(hold: HoldState, records: SnapshotRecord[], { workspace, clock }: CaptureTools): Promise<string[]> {
	try {
		return [...new Set(await workspace.listRoomIds(hold.subject.userId))].sort();
	} catch (error) {
		if (!hold.trouble) {
			throw error;
		}
		const why = 'The workspace did not list the rooms of the account.';
		records.push(describeException(new Date(clock()).toISOString(), 'membership', hold.subject.userId, 'rooms-unavailable', why));
		return [];
	}
}

async function copyMembership(
	{ subject }: HoldState,
	roomId: string,
	{ workspace, clock }: CaptureTools,
): Promise<SnapshotRecord> {
	const capturedAt = new Date(clock()).toISOString();
	const read = () => workspace.readMembership(roomId, subject.userId);
	try {
		const membership = await read().catch(read);
		return membership
			? { kind: 'membership', capturedAt, ...membership }
			: describeException(capturedAt, 'membership', roomId, 'room-gone', 'The room no longer existed when it was copied.');
	} catch {
		return describeException(
			capturedAt,
			'membership',
			roomId,
			'room-unreadable',
			'The workspace refused twice to show the room.',
		);
	}
}

function describeException(at: string, what: string, where: string, code: string, why: string): ExceptionRecord {
	return { kind: 'exception', at, what, where, code, why };
}

/** Seals records by kind, since different legal process opens different kinds. */
async function sealRecords({ snapshotId }: HoldState, records: SnapshotRecord[], tools: CaptureTools): Promise<ChunkEntry[]> {
	const entries: ChunkEntry[] = [];
	for (const content of ['account', 'membership', 'exception'] as const) {
		const ofKind = records.filter(({ kind }) => kind === content);
		for (let start = 0; start < ofKind.length; start += RECORDS_PER_CHUNK) {
			const part = ofKind.slice(start, start + RECORDS_PER_CHUNK);
			const { entry, chunk } = await tools.segments.seal({ snapshotId, content, records: part });
			await tools.snapshots.putChunk(snapshotId, chunk);
			entries.push(entry);
		}
	}
	return entries;
}
