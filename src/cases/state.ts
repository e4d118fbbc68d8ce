import type { Actor, Agency, ChunkEntry, EventBodies, ServedProcess, Subject } from './events';
import { findHeads, ledgerHead, type HashedEvent } from './ledger';

export type HoldStatus = 'capturing' | 'active' | 'purging' | 'purged';
export type ProductionStatus = 'requested' | 'approved' | 'delivered' | 'failed';

export interface ReminderState {
	startedAt: string;
	done: boolean;
}

export interface HoldState {
	holdId: string;
	snapshotId: string;
	subject: Subject;
	regime: string;
	placedAt: string;
	placedBy: Actor;
	status: HoldStatus;
	/** Steps of the capture that are done. */
	steps: number;
	/** Where the capture stands: the last room done, in order of ids. Empty before the first. */
	cursor: string;
	roomsDone: number;
	roomsTotal?: number;
	/** Why the last step of the capture did not succeed; the desk goes on trying. */
	trouble?: string;
	chunks: ChunkEntry[];
	capturedAt?: string;
	expiresAt?: string;
	counts?: EventBodies['snapshot.completed']['counts'];
	/** By days before expiry. */
	reminders: Record<number, ReminderState>;
	purge?: {
		startedAt: string;
		rule: string;
		completedAt?: string;
		certificate?: string;
		certificateSha256?: string;
		announced: boolean;
	};
}

export interface ProductionState {
	productionId: string;
	number: number;
	holdId: string;
	status: ProductionStatus;
	process: ServedProcess;
	categories: string[];
	notice: { basis: string; details: string };
	requestedAt: string;
	requestedBy: Actor;
	approvedAt?: string;
	approvedBy?: Actor;
	built?: Omit<EventBodies['production.built'], 'productionId'>;
	deliveredAt?: string;
	failure?: string;
}

export interface CaseState {
	caseId: string;
	reference: string;
	openedAt: string;
	openedBy: Actor;
	subject: Subject;
	agency: Agency;
	serverUrl: string;
	receivedOn: string;
	card?: { roomId: string; messageId: string };
	holds: HoldState[];
	productions: ProductionState[];
}

/** An event that the state before it forbids, e.g. the second of two approvals that did not see each other. It is kept, shown, and has no effect. */
export interface VoidEvent {
	hash: string;
	why: string;
}

export interface CaseFile {
	state: CaseState | undefined;
	void: VoidEvent[];
	heads: HashedEvent[];
	/** One hash that stands for the whole ledger. */
	head: string;
	eventCount: number;
}

/**
 * What is true now: the fold of a case's events in ledger order. Every reader that has the same events gets the same answer.
 *
 * @param events in the order that `readLedger` gives
 */
export function foldCase(caseId: string, events: readonly HashedEvent[]): CaseFile {
	let state: CaseState | undefined;
	const voided: VoidEvent[] = [];
	for (const hashed of events) {
		const next = applyEvent(caseId, state, hashed);
		if (typeof next === 'string') {
			voided.push({ hash: hashed.hash, why: next });
		} else {
			state = next;
		}
	}
	return { state, void: voided, heads: findHeads(events), head: ledgerHead(events), eventCount: events.length };
}

/** @returns the state after the event, or the reason why the state forbids it */
function applyEvent(caseId: string, state: CaseState | undefined, { event }: HashedEvent): CaseState | string {
	if (event.type === 'case.opened') {
		return state
			? 'already-open'
			: { ...event.body, caseId, openedAt: event.at, openedBy: event.actor, holds: [], productions: [] };
	}
	if (!state) {
		return 'not-open';
	}
	if (event.type === 'card.posted') {
		return { ...state, card: event.body };
	}
	if (event.type === 'hold.placed') {
		const { holdId, snapshotId, subject, regime } = event.body;
		if (state.holds.some((hold) => hold.holdId === holdId)) {
			return 'already-placed';
		}
		const hold: HoldState = {
			...{ holdId, snapshotId, subject, regime, placedAt: event.at, placedBy: event.actor },
			...{ status: 'capturing', steps: 0, cursor: '', roomsDone: 0, chunks: [], reminders: {} },
		};
		return { ...state, holds: [...state.holds, hold] };
	}
	if ('holdId' in event.body && event.type !== 'production.requested') {
		return changeHold(state, event.body.holdId, (hold) => applyToHold(hold, event));
	}
	return applyToProductions(state, event);
}

type AnyEvent = HashedEvent['event'];

function changeHold(state: CaseState, holdId: string, change: (hold: HoldState) => HoldState | string): CaseState | string {
	const found = state.holds.find((hold) => hold.holdId === holdId);
	if (!found) {
		return 'no-such-hold';
	}
	const changed = change(found);
	return typeof changed === 'string'
		? changed
		: { ...state, holds: state.holds.map((hold) => (hold === found ? changed : hold)) };
}

function applyToHold(hold: HoldState, event: AnyEvent): HoldState | string {
	switch (event.type) {
		case 'snapshot.extended': {
			if (hold.status !== 'capturing') {
				return `hold-is-${hold.status}`;
			}
			const { step, cursor, chunks, roomsDone, roomsTotal } = event.body;
			if (step !== hold.steps) {
				return 'step-already-done';
			}
			return { ...hold, steps: step + 1, chunks: [...hold.chunks, ...chunks], cursor, roomsDone, roomsTotal, trouble: undefined };
		}
		case 'snapshot.completed': {
			const { capturedAt, expiresAt, counts } = event.body;
			return hold.status === 'capturing'
				? { ...hold, status: 'active', capturedAt, expiresAt, counts }
				: `hold-is-${hold.status}`;
		}
		case 'snapshot.failed':
			return hold.status === 'capturing' ? { ...hold, trouble: event.body.code } : `hold-is-${hold.status}`;
		case 'reminder.started':
			return { ...hold, reminders: { ...hold.reminders, [event.body.daysBefore]: { startedAt: event.at, done: false } } };
		case 'reminder.posted':
		case 'reminder.superseded': {
			const startedAt = hold.reminders[event.body.daysBefore]?.startedAt ?? event.at;
			return { ...hold, reminders: { ...hold.reminders, [event.body.daysBefore]: { startedAt, done: true } } };
		}
		default:
			return applyPurge(hold, event);
	}
}

function applyPurge(hold: HoldState, event: AnyEvent): HoldState | string {
	switch (event.type) {
		case 'purge.started':
			return hold.status === 'active'
				? { ...hold, status: 'purging', purge: { startedAt: event.at, rule: event.body.rule, announced: false } }
				: `hold-is-${hold.status}`;
		case 'purge.completed': {
			const { certificate, certificateSha256 } = event.body;
			return hold.status === 'purging' && hold.purge
				? { ...hold, status: 'purged', purge: { ...hold.purge, completedAt: event.at, certificate, certificateSha256 } }
				: `hold-is-${hold.status}`;
		}
		case 'purge.announced':
			return hold.purge ? { ...hold, purge: { ...hold.purge, announced: true } } : 'no-purge';
		default:
			return 'unknown-event';
	}
}

function applyToProductions(state: CaseState, event: AnyEvent): CaseState | string {
	if (event.type === 'production.requested') {
		const { productionId, number, holdId, process, categories, notice } = event.body;
		if (state.productions.some((known) => known.productionId === productionId)) {
			return 'already-requested';
		}
		const production: ProductionState = {
			...{ productionId, number, holdId, process, categories, notice },
			...{ status: 'requested', requestedAt: event.at, requestedBy: event.actor },
		};
		return { ...state, productions: [...state.productions, production] };
	}
	if (!('productionId' in event.body)) {
		return 'unknown-event';
	}
	const { productionId } = event.body;
	const found = state.productions.find((production) => production.productionId === productionId);
	if (!found) {
		return 'no-such-production';
	}
	const changed = applyToProduction(found, event);
	return typeof changed === 'string'
		? changed
		: { ...state, productions: state.productions.map((production) => (production === found ? changed : production)) };
}

function applyToProduction(production: ProductionState, event: AnyEvent): ProductionState | string {
	switch (event.type) {
		case 'production.approved':
			if (production.status !== 'requested' && production.status !== 'failed') {
				return `production-is-${production.status}`;
			}
			if (samePerson(production.requestedBy, event.actor)) {
				return 'approver-is-requester';
			}
			return { ...production, status: 'approved', approvedAt: event.at, approvedBy: event.actor, failure: undefined };
		case 'production.built': {
			const { productionId: _, ...built } = event.body;
			return production.status === 'approved' ? { ...production, built } : `production-is-${production.status}`;
		}
		case 'production.delivered':
			return production.status === 'approved'
				? { ...production, status: 'delivered', deliveredAt: event.at }
				: `production-is-${production.status}`;
		case 'production.failed':
			return production.status === 'approved'
				? { ...production, status: 'failed', failure: event.body.code }
				: `production-is-${production.status}`;
		default:
			return 'unknown-event';
	}
}

function samePerson(a: Actor, b: Actor): boolean {
	return a.kind === 'person' && b.kind === 'person' && a.userId === b.userId;
}
