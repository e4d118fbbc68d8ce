import { canonicalise, sha256Hex } from '../evidence';
import { foldCase, type CaseFile } from './fold';
import { readLedger, type HashedEvent, type KnownEvent, type StoredEvent } from './ledger';
import type { CheckpointMark, LedgerStore, MakeId } from './ports';

/** A store keeps a ledger in runs of this many heights, because a read costs more than in proportion to its size. */
export const EVENTS_PER_RUN = 200;

/** Raised whenever a case's state holds something new: a checkpoint that an older version made is not read. */
const STATE_SHAPE = 2;

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

/** What the events of a ledger come to, after what the lower ones came to. */
export type Fold = (ledger: string, events: readonly HashedEvent[], before?: CaseFile) => CaseFile;

/** The newest checkpoint that still stands, or undefined. */
export async function findCheckpoint(ledger: string, ledgers: LedgerStore): Promise<Checkpoint | undefined> {
	return (await findStanding(ledger, ledgers))?.checkpoint;
}

async function findStanding(ledger: string, ledgers: LedgerStore): Promise<{ id: string; checkpoint: Checkpoint } | undefined> {
	const [newest] = listConfirmed(await ledgers.listMarks(ledger)).sort((a, b) => b.runs - a.runs);
	const json = newest && (await ledgers.readCheckpoint(newest.id));
	return json !== undefined && sha256Hex(json) === newest?.sha256
		? { id: newest.id, checkpoint: JSON.parse(json) as Checkpoint }
		: undefined;
}

function listConfirmed(marks: readonly CheckpointMark[]): CheckpointMark[] {
	return marks.filter(
		({ id, kind, shape }) =>
			kind === 'made' && shape === STATE_SHAPE && marks.some((mark) => mark.id === id && mark.kind === 'confirmed'),
	);
}

/** Whether a ledger of this height is worth a new checkpoint. One whole run stays outside, so that ordinary forks touch none. */
export function isCheckpointDue(heads: readonly HashedEvent[], checkpoint: Checkpoint | undefined): boolean {
	return nextRuns(heads) > (checkpoint?.runs ?? 0);
}

/**
 * Makes a checkpoint of all but the last one or two runs of a ledger. It goes on from the one before, so that only the runs
 * since then are read and verified; at every power of two it begins at the first event, so that a checkpoint that is wrong,
 * by whatever mishap, does not hand its error down for ever.
 *
 * An event that joins an old run later must never be missed. Its author, after writing it, removes the mark of every
 * checkpoint that covers its height (`dropCheckpoints`), until none is left; and here, after the mark was written, the runs
 * are read again, and the marks of the checkpoint before. Only if nothing had joined and that one still stands is the new one
 * confirmed. Whichever of the two comes last sees the other: if the old mark still stands then, its remover has yet to look
 * again, and finds the new one.
 */
export async function makeCheckpoint(
	ledger: string,
	heads: readonly HashedEvent[],
	tools: { ledgers: LedgerStore; makeId: MakeId },
	fold: Fold = foldCase,
): Promise<void> {
	const { ledgers } = tools;
	const runs = nextRuns(heads);
	const isPowerOfTwo = (runs & (runs - 1)) === 0;
	const base = isPowerOfTwo ? undefined : await findStanding(ledger, ledgers);
	if (runs > (base?.checkpoint.runs ?? 0) && !(await goOn({ ledger, runs, base }, tools, fold)) && base) {
		await goOn({ ledger, runs }, tools, fold);
	}
}

interface NextCheckpoint {
	ledger: string;
	runs: number;
	/** The one that it goes on from; without it, from the first event. */
	base?: { id: string; checkpoint: Checkpoint };
}

/** @returns false when the runs do not follow what they are to go on from */
async function goOn(
	{ ledger, runs, base }: NextCheckpoint,
	{ ledgers, makeId }: { ledgers: LedgerStore; makeId: MakeId },
	fold: Fold,
): Promise<boolean> {
	const span = { from: base?.checkpoint.runs ?? 0, before: runs };
	const before = await ledgers.read(ledger, span);
	const { events, problems } = readLedger(ledger, before, base?.checkpoint.known);
	if (problems.length > 0) {
		return false;
	}
	const file = fold(ledger, events, base?.checkpoint.file);
	const json = canonicalise({ runs, file, known: listKnown(runs, events, file) } satisfies Checkpoint);
	const mark: CheckpointMark = { id: makeId(), kind: 'made', runs, shape: STATE_SHAPE, sha256: sha256Hex(json) };
	await ledgers.putCheckpoint(mark.id, json);
	await ledgers.addMark(ledger, mark);
	const isSame = listHashes(await ledgers.read(ledger, span)) === listHashes(before);
	if (isSame && (!base || listConfirmed(await ledgers.listMarks(ledger)).some(({ id }) => id === base.id))) {
		await ledgers.addMark(ledger, { ...mark, kind: 'confirmed' });
		await forgetOlder(ledger, runs, ledgers);
	} else {
		await ledgers.dropMark(ledger, mark.id);
	}
	return true;
}

function listKnown(runs: number, events: readonly HashedEvent[], { heads }: CaseFile): KnownEvent[] {
	const lowest = (runs - 1) * EVENTS_PER_RUN;
	const last = events.filter(({ event }) => event.height >= lowest);
	const heights = new Map([...heads, ...last].map(({ hash, event }) => [hash, event.height]));
	return [...heights].map(([hash, height]) => ({ hash, height }));
}

/** Removes every checkpoint that claims to know all events up to this height: called after an event was written there. */
export async function dropCheckpoints(ledger: string, height: number, ledgers: LedgerStore): Promise<void> {
	const run = Math.floor(height / EVENTS_PER_RUN);
	const listCovering = async () => (await ledgers.listMarks(ledger)).filter(({ kind, runs }) => kind === 'made' && run < runs);
	// Asked again after each removal: meanwhile a further one may have been made from one that was still to be removed.
	for (let covering = await listCovering(); covering.length > 0; covering = await listCovering()) {
		for (const { id } of covering) {
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
