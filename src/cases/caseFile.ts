import { dropCheckpoints, findCheckpoint, isCheckpointDue, makeCheckpoint, type Checkpoint } from './checkpoint';
import type { Actor, EventDraft } from './events';
import { foldCase, type CaseFile } from './fold';
import { findHeads, makeEvent, readLedger, type HashedEvent, type LedgerProblem } from './ledger';
import type { CaseIndex, Clock, LedgerStore, MakeId } from './ports';
import type { CaseState } from './state';
import { summarise } from './summary';
import type { DeskRules } from '../policy/deskRules';

export interface CaseTools {
	ledgers: LedgerStore;
	index: CaseIndex;
	clock: Clock;
	makeId: MakeId;
	/** The defaults without them. */
	rules?: DeskRules;
}

/** A case as one reader sees it now. */
export interface LoadedCase extends CaseFile {
	caseId: string;
	/** The events that were read: all of them, or those after the checkpoint. Who needs all of them calls `loadWholeCase`. */
	recent: HashedEvent[];
	checkpoint?: Checkpoint;
	/** Not empty when the stored ledger is not what its authors wrote. Such a case is shown, and nothing in it is acted on. */
	problems: LedgerProblem[];
}

/** A case that is open and whole: what every action needs. */
export interface OpenCase extends LoadedCase {
	state: CaseState;
}

/**
 * Loads a case as it is now, from its last checkpoint where there is one. What a checkpoint stands for was checked when it
 * was made; `verifyLedger` reads it again.
 */
export async function loadCase(caseId: string, { ledgers }: Pick<CaseTools, 'ledgers'>): Promise<LoadedCase> {
	const checkpoint = await findCheckpoint(caseId, ledgers);
	if (checkpoint) {
		const read = readLedger(caseId, await ledgers.read(caseId, { from: checkpoint.runs }), checkpoint.known);
		if (read.problems.length === 0) {
			return { caseId, recent: read.events, problems: [], checkpoint, ...foldCase(caseId, read.events, checkpoint.file) };
		}
	}
	return loadWholeCase(caseId, { ledgers });
}

/** Loads a case from every event of its ledger. */
export async function loadWholeCase(caseId: string, { ledgers }: Pick<CaseTools, 'ledgers'>): Promise<LoadedCase> {
	const { events, problems } = readLedger(caseId, await ledgers.read(caseId));
	return { caseId, recent: events, problems, ...foldCase(caseId, events) };
}

/** Reads the ledger of one thing that is not a case: the desk. */
export async function loadEvents(ledger: string, { ledgers }: Pick<CaseTools, 'ledgers'>): Promise<HashedEvent[]> {
	return readLedger(ledger, await ledgers.read(ledger)).events;
}

export function isWhole(loaded: LoadedCase): loaded is OpenCase {
	return loaded.state !== undefined && loaded.problems.length === 0;
}

/**
 * Appends events to a case and refreshes its summary. The one way in which a case changes.
 *
 * @returns the case as this author now sees it; an event of another author that was written meanwhile joins at the next load
 * @throws when the store does not take an event; the earlier ones of the list are then in the ledger
 */
export async function appendEvents<T extends LoadedCase>(
	loaded: T,
	drafts: EventDraft[],
	actor: Actor,
	tools: CaseTools,
): Promise<T> {
	const { caseId, checkpoint } = loaded;
	const recent = [...loaded.recent, ...(await storeEvents(caseId, loaded.heads, drafts, actor, tools))];
	const next: T = { ...loaded, recent, ...foldCase(caseId, recent, checkpoint?.file) };
	await refreshSummary(next, tools);
	if (isCheckpointDue(next.heads, checkpoint)) {
		// Only makes later loads quicker: nothing fails for the want of it.
		await makeCheckpoint(caseId, next.heads, tools).catch(() => undefined);
	}
	return next;
}

/** Appends to a ledger that is no case. */
export async function appendToDesk(
	ledger: string,
	drafts: EventDraft[],
	actor: Actor,
	tools: Omit<CaseTools, 'index'>,
): Promise<void> {
	await storeEvents(ledger, findHeads(await loadEvents(ledger, tools)), drafts, actor, tools);
}

export async function refreshSummary(
	loaded: LoadedCase,
	{ index, clock, rules }: Pick<CaseTools, 'index' | 'clock' | 'rules'>,
): Promise<void> {
	if (loaded.state) {
		await index.put({ ...summarise(loaded.state, loaded.eventCount, clock(), rules), head: loaded.head });
	}
}

async function storeEvents(
	ledger: string,
	heads: HashedEvent[],
	drafts: EventDraft[],
	actor: Actor,
	{ ledgers, clock, makeId }: Omit<CaseTools, 'index'>,
): Promise<HashedEvent[]> {
	const added: HashedEvent[] = [];
	let last = heads;
	for (const draft of drafts) {
		const { stored, hashed } = makeEvent({
			draft,
			ledger,
			heads: last,
			id: makeId(),
			at: new Date(clock()).toISOString(),
			actor,
		});
		await ledgers.append(ledger, hashed.event.height, stored);
		added.push(hashed);
		last = [hashed];
	}
	const [first] = added;
	if (first) {
		await dropCheckpoints(ledger, first.event.height, ledgers);
	}
	return added;
}
