import { dropCheckpoints, findCheckpoint, isCheckpointDue, makeCheckpoint, type Checkpoint, type Fold } from './checkpoint';
import type { Actor, EventDraft } from './events';
import { foldCase, foldHeads, type CaseFile } from './fold';
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
	/** The desk's own rules; the defaults hold without it. */
	readRules?: () => Promise<{ rules: DeskRules }>;
	/** Told when an append failed: the case's summary may lag behind its ledger, and has to be looked at. */
	noteStale?: (caseId: string) => void;
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
	return (await loadTail(caseId, ledgers, foldCase)) ?? loadWholeCase(caseId, { ledgers });
}

/** Loads a ledger from its last checkpoint; undefined where none fits it. */
async function loadTail(ledger: string, ledgers: LedgerStore, fold: Fold): Promise<LoadedCase | undefined> {
	const checkpoint = await findCheckpoint(ledger, ledgers);
	if (!checkpoint) {
		return undefined;
	}
	const { events, problems } = readLedger(ledger, await ledgers.read(ledger, { from: checkpoint.runs }), checkpoint.known);
	return problems.length > 0
		? undefined
		: { caseId: ledger, recent: events, problems, checkpoint, ...fold(ledger, events, checkpoint.file) };
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
	return loaded.state !== undefined && loaded.problems.length === 0 && !isOfLaterVersion(loaded);
}

/** Whether a later version of the desk has written in the case what this one does not know. */
export function isOfLaterVersion(loaded: LoadedCase): boolean {
	return loaded.void.some(({ why }) => why === 'unknown-event');
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
	try {
		const added = await storeEvents(caseId, loaded.heads, drafts, actor, tools);
		const recent = [...loaded.recent, ...added];
		const next: T = { ...loaded, recent, ...foldCase(caseId, recent, checkpoint?.file) };
		await Promise.all([dropOutdated(caseId, added, tools), refreshSummary(next, tools)]);
		await keepCheckpoint(next, tools, foldCase);
		return next;
	} catch (error) {
		tools.noteStale?.(caseId);
		throw error;
	}
}

/** Appends to a ledger that is no case. Only its end is read. */
export async function appendToDesk(
	ledger: string,
	drafts: EventDraft[],
	actor: Actor,
	tools: Omit<CaseTools, 'index'>,
): Promise<void> {
	const { checkpoint, heads }: Pick<LoadedCase, 'checkpoint' | 'heads'> = (await loadTail(ledger, tools.ledgers, foldHeads)) ?? {
		heads: findHeads(await loadEvents(ledger, tools)),
	};
	const added = await storeEvents(ledger, heads, drafts, actor, tools);
	await dropOutdated(ledger, added, tools);
	await keepCheckpoint({ caseId: ledger, heads: added.slice(-1), checkpoint }, tools, foldHeads);
}

/** Only makes later loads quicker: nothing fails for the want of it. */
async function keepCheckpoint(
	{ caseId, heads, checkpoint }: Pick<LoadedCase, 'caseId' | 'heads' | 'checkpoint'>,
	tools: Omit<CaseTools, 'index'>,
	fold: Fold,
): Promise<void> {
	if (isCheckpointDue(heads, checkpoint)) {
		await makeCheckpoint(caseId, heads, tools, fold).catch(() => undefined);
	}
}

export async function refreshSummary(
	loaded: LoadedCase,
	{ index, clock, readRules }: Pick<CaseTools, 'index' | 'clock' | 'readRules'>,
): Promise<void> {
	if (loaded.state) {
		const rules = (await readRules?.())?.rules;
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
	return added;
}

/** Checkpoints that claim to know what stands where these events have just been written. */
async function dropOutdated(ledger: string, [first]: HashedEvent[], { ledgers }: Pick<CaseTools, 'ledgers'>): Promise<void> {
	if (first) {
		await dropCheckpoints(ledger, first.event.height, ledgers);
	}
}
