import type { Actor, EventDraft } from './events';
import { foldCase, type CaseFile } from './fold';
import { findHeads, makeEvent, readLedger, type HashedEvent, type LedgerProblem } from './ledger';
import type { CaseIndex, Clock, LedgerStore, MakeId } from './ports';
import type { CaseState } from './state';
import { summarise } from './summary';

export interface CaseTools {
	ledgers: LedgerStore;
	index: CaseIndex;
	clock: Clock;
	makeId: MakeId;
}

/** A case as one reader sees it now. */
export interface LoadedCase extends CaseFile {
	caseId: string;
	events: HashedEvent[];
	/** Not empty when the stored ledger is not what its authors wrote. Such a case is shown, and nothing in it is acted on. */
	problems: LedgerProblem[];
}

/** A case that is open and whole: what every action needs. */
export interface OpenCase extends LoadedCase {
	state: CaseState;
}

export async function loadCase(caseId: string, { ledgers }: Pick<CaseTools, 'ledgers'>): Promise<LoadedCase> {
	const { events, problems } = readLedger(caseId, await ledgers.read(caseId));
	return { caseId, events, problems, ...foldCase(caseId, events) };
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
	const events = [...loaded.events, ...(await storeEvents(loaded.caseId, loaded.heads, drafts, actor, tools))];
	const next: T = { ...loaded, events, ...foldCase(loaded.caseId, events) };
	await refreshSummary(next, tools);
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

export async function refreshSummary(loaded: LoadedCase, { index, clock }: Pick<CaseTools, 'index' | 'clock'>): Promise<void> {
	if (loaded.state) {
		await index.put(summarise(loaded.state, loaded.eventCount, clock()));
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
