import { canonicalise, sha256Hex } from '../evidence';
import type { CaseFile } from './fold';
import { foldCase } from './fold';
import { readLedger, type HashedEvent, type KnownEvent, type StoredEvent } from './ledger';
import type { CheckpointMark, LedgerStore, MakeId } from './ports';

/** A store keeps a ledger in runs of this many heights, because a read costs more than in proportion to its size. */
export const EVENTS_PER_RUN = 200;

/** Raised whenever a case's state holds something new: a checkpoint that an older version made is not read. */
const STATE_SHAPE = 1;

/**
 * What the first runs of a case's ledger fold to. Ledger order goes by height first, so all events below a height come
 * before all others, and a fold can go on from here. It is a cache: it can be thrown away and made anew at any time, and
 * whatever does not fit it is answered by reading the whole ledger.
 */
export interface Checkpoint {
	/** It stands for every event of the runs 0 to `runs - 1`. */
	runs: number;
	file: CaseFile;
	/** The events that a later one can name as a parent in the usual case: those of the last run, and open ends. */
	known: KnownEvent[];
}

/** The newest checkpoint that still stands, or undefined. */
export async function findCheckpoint(ledger: string, ledgers: LedgerStore): Promise<Checkpoint | undefined> {
	const marks = await ledgers.listMarks(ledger);
	const confirmed = marks.filter(
		({ id, kind, shape }) =>
			kind === 'made' && shape === STATE_SHAPE && marks.some((mark) => mark.id === id && mark.kind === 'confirmed'),
	);
	const [newest] = confirmed.sort((a, b) => b.runs - a.runs);
	const json = newest && (await ledgers.readCheckpoint(newest.id));
	return json !== undefined && sha256Hex(json) === newest?.sha256 ? (JSON.parse(json) as Checkpoint) : undefined;
}

/** Whether a ledger of this height is worth a new checkpoint. One whole run stays outside, so that ordinary forks touch none. */
export function isCheckpointDue(heads: readonly HashedEvent[], checkpoint: Checkpoint | undefined): boolean {
	return nextRuns(heads) > (checkpoint?.runs ?? 0);
}

/**
 * Makes a checkpoint of all but the last one or two runs of a case's ledger.
 *
 * An event that joins an old run later must never be missed. Its author, after writing it, removes the mark of every
 * checkpoint that covers its height (`dropCheckpoints`); and here the runs are read again after the mark was written, and
 * only if nothing had joined is the checkpoint confirmed. Whichever of the two comes last sees the other.
 */
export async function makeCheckpoint(
	caseId: string,
	heads: readonly HashedEvent[],
	{ ledgers, makeId }: { ledgers: LedgerStore; makeId: MakeId },
): Promise<void> {
	const runs = nextRuns(heads);
	const before = await ledgers.read(caseId, { before: runs });
	const { events, problems } = readLedger(caseId, before);
	if (runs < 1 || problems.length > 0) {
		return;
	}
	const file = foldCase(caseId, events);
	const lowest = (runs - 1) * EVENTS_PER_RUN;
	const ends = new Set(file.heads.map(({ hash }) => hash));
	const known = events
		.filter(({ hash, event }) => event.height >= lowest || ends.has(hash))
		.map(({ hash, event: { height } }) => ({ hash, height }));
	const json = canonicalise({ runs, file, known } satisfies Checkpoint);
	const mark: CheckpointMark = { id: makeId(), kind: 'made', runs, shape: STATE_SHAPE, sha256: sha256Hex(json) };
	await ledgers.putCheckpoint(mark.id, json);
	await ledgers.addMark(caseId, mark);
	if (listHashes(await ledgers.read(caseId, { before: runs })) === listHashes(before)) {
		await ledgers.addMark(caseId, { ...mark, kind: 'confirmed' });
		await forgetOlder(caseId, runs, ledgers);
	} else {
		await ledgers.dropMark(caseId, mark.id);
	}
}

/** Removes every checkpoint that claims to know all events up to this height: called after an event was written there. */
export async function dropCheckpoints(ledger: string, height: number, ledgers: LedgerStore): Promise<void> {
	const run = Math.floor(height / EVENTS_PER_RUN);
	for (const { id, runs, kind } of await ledgers.listMarks(ledger)) {
		if (kind === 'made' && run < runs) {
			await ledgers.dropMark(ledger, id);
		}
	}
}

async function forgetOlder(ledger: string, runs: number, ledgers: LedgerStore): Promise<void> {
	for (const mark of await ledgers.listMarks(ledger)) {
		if (mark.kind === 'made' && (mark.runs < runs || mark.shape !== STATE_SHAPE)) {
			await ledgers.dropMark(ledger, mark.id);
		}
	}
}

function nextRuns(heads: readonly HashedEvent[]): number {
	const highest = heads.reduce((height, { event }) => Math.max(height, event.height), 0);
	return Math.floor(highest / EVENTS_PER_RUN) - 1;
}

function listHashes(stored: readonly StoredEvent[]): string {
	return [...new Set(stored.map(({ hash }) => hash))].sort().join();
}
