import { createChance, type ModelWorkspace } from './workspaceModel';
import { appendEvents, loadCase, type CaseTools, type OpenCase } from '../../src/cases/caseFile';
import type { Actor } from '../../src/cases/events';
import type { CaptureScope } from '../../src/cases/events/capture';
import type { StoredEvent } from '../../src/cases/ledger';
import type { WrappedKeyRecord } from '../../src/cases/ports';
import type { HoldState } from '../../src/cases/state';
import { fromUtf8, openChunk, unwrapSegmentKey, type SealedChunk } from '../../src/evidence';
import type { CaptureTools } from '../../src/preservation/capture';
import type { SnapshotStore } from '../../src/preservation/ports';
import { createSegmentKeeper, type SegmentKeys } from '../../src/preservation/segments';
import type { TestKeys } from '../evidence/desk';

const OFFICER: Actor = { kind: 'person', userId: 'officer', username: 'legal.officer' };
export const CASE = 'case-1';
export const HOLD = 'hold-1';
export const SNAPSHOT = 'snapshot-1';

/** A database in memory. Each call may be the last of its process: `beforeEachCall` throws to cut it off there. */
export function createStore() {
	const events: StoredEvent[] = [];
	const keys: WrappedKeyRecord[] = [];
	const chunks = new Map<string, SealedChunk>();
	const notes: string[] = [];
	const lists: string[][] = [];
	const store = { beforeEachCall: (_what: string): void => undefined, events, keys, chunks, notes, lists };
	const call = async <T>(what: string, work: () => T): Promise<T> => {
		store.beforeEachCall(what);
		return work();
	};
	const snapshots: SnapshotStore = {
		putWrappedKey: (_id, key) => call('putWrappedKey', () => void keys.push(key)),
		listWrappedKeys: () => call('listWrappedKeys', () => [...keys]),
		async replaceWrappedKeys(_id, replaced, next) {
			await call('addWrappedKey', () => next && keys.push(next));
			for (const old of replaced) {
				await call('removeWrappedKey', () => keys.includes(old) && keys.splice(keys.indexOf(old), 1));
			}
		},
		async putChunk(_id, chunk) {
			await call('noteChunk', () => notes.push(chunk.chunkId));
			await call('putChunk', () => chunks.set(chunk.chunkId, chunk));
		},
		readChunk: (_id, chunkId) => call('readChunk', () => chunks.get(chunkId)),
		listChunkIds: () => call('listChunkIds', () => [...new Set(notes)]),
		putRoomList: (_id, roomIds) => call('putRoomList', () => void lists.push([...roomIds])),
		readRoomList: () => call('readRoomList', () => (lists.length > 0 ? [...new Set(lists.flat())] : undefined)),
		forgetRoomList: () => call('forgetRoomList', () => void lists.splice(0)),
		destroyWrappedKeys: () => call('destroyWrappedKeys', () => void keys.splice(0)),
		destroyChunk: (_id, chunkId) => call('destroyChunk', () => void chunks.delete(chunkId)),
		countRemains: (_id, ids) =>
			call('countRemains', () => keys.length + lists.length + ids.filter((chunkId) => chunks.has(chunkId)).length),
		forgetChunkIds: () => call('forgetChunkIds', () => void notes.splice(0)),
	};
	const ledgers: CaseTools['ledgers'] = {
		append: (_ledger, _height, event) => call('append', () => void events.push(event)),
		read: () => call('read', () => [...events]),
		listMarks: async () => [],
		addMark: async () => undefined,
		dropMark: async () => undefined,
		putCheckpoint: async () => undefined,
		readCheckpoint: async () => undefined,
	};
	return { ...store, store, snapshots, ledgers };
}

export type TestStore = ReturnType<typeof createStore>;

/** A clock that goes on by a millisecond whenever somebody looks at it, so that a budget is a number of looks. */
export function createClock(start = Date.parse('2026-03-01T09:00:00.000Z')) {
	let now = start;
	const look = (): number => {
		now += 1;
		return now;
	};
	const advance = (ms: number): void => {
		now += ms;
	};
	return Object.assign(look, { advance });
}

/** One process of the app: its memory is lost with it. */
export function startProcess(
	{ store, snapshots, ledgers }: TestStore,
	workspace: ModelWorkspace,
	{ certificatePem }: TestKeys,
	clock: () => number,
	{ seed = 1, pageSize = 5 }: { seed?: number; pageSize?: number } = {},
): CaptureTools {
	const chance = createChance(seed);
	const makeId = () => `${Math.floor(chance() * 2 ** 32)}-${Math.floor(chance() * 2 ** 32)}-${store.events.length}`;
	const memory: SegmentKeys = new Map();
	return {
		ledgers,
		index: { list: async () => [], find: async () => undefined, has: async () => true, put: async () => undefined },
		clock,
		makeId,
		workspace,
		snapshots,
		segments: createSegmentKeeper(memory, async () => [certificatePem], snapshots, makeId),
		pageSize,
	};
}

/** Opens a case and places a hold on the account of the model. */
export async function placeHold(tools: CaptureTools, scope?: CaptureScope): Promise<OpenCase> {
	const agency = { name: 'Wilmington Police Department', officer: 'Det. A. Example', officialEmail: 'a@police.example' };
	const subject = { userId: 'subject', username: 'maria.silva' };
	const placed = { holdId: HOLD, snapshotId: SNAPSHOT, subject, regime: 'us-2703f', ...(scope ? { scope } : {}) };
	return appendEvents(
		await load(tools),
		[
			{ type: 'case.opened', body: { reference: 'LE-2026-0001', agency } },
			{ type: 'hold.placed', body: placed },
		],
		OFFICER,
		tools,
	);
}

export const load = (tools: Pick<CaptureTools, 'ledgers'>) => loadCase(CASE, tools) as Promise<OpenCase>;

export function findHold({ state }: OpenCase): HoldState {
	const hold = state.holds.find(({ holdId }) => holdId === HOLD);
	if (!hold) {
		throw new Error('the case has no hold');
	}
	return hold;
}

export type AnyRecord = Record<string, any> & { kind: string };

/** Everything that the ledger vouches for, opened with the desk's private key, in the order in which it was sealed. */
export async function openSnapshot(hold: HoldState, { keys, chunks }: TestStore, { privateKey }: TestKeys): Promise<AnyRecord[]> {
	const segmentKeys = new Map<string, Uint8Array>();
	for (const { segmentId, wrapped } of keys) {
		const key = await unwrapSegmentKey(wrapped[0]!, privateKey);
		if (key.ok) {
			segmentKeys.set(segmentId, key.value);
		}
	}
	const records: AnyRecord[] = [];
	for (const { chunkId, segmentId, sha256 } of hold.chunks) {
		const chunk = chunks.get(chunkId);
		const place = { snapshotId: hold.snapshotId, segmentId, chunkId };
		const opened = await openChunk({ chunk: chunk!, place, segmentKey: segmentKeys.get(segmentId)! });
		if (!opened.ok || chunk?.sha256 !== sha256) {
			throw new Error('a chunk is not the one that the ledger vouches for');
		}
		records.push(
			...fromUtf8(opened.value.bytes)
				.split('\n')
				.filter(Boolean)
				.map((line) => JSON.parse(line) as AnyRecord),
		);
	}
	return records;
}

export const ofKind = (records: readonly AnyRecord[], kind: string): AnyRecord[] =>
	records.filter((record) => record.kind === kind);
