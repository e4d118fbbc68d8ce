import type { CaseEventBodies } from '../events';
import type { EventOf } from '../events/eventOf';
import { findHeads, joinHeads, type HashedEvent } from '../ledger';
import type { CaseState } from '../state';
import type { Appliers } from './appliers';
import { applyCaseEvents, openState } from './caseEvents';
import { applyClosingEvents, reopenAfter } from './closingEvents';
import { applyCostEvents } from './costEvents';
import { applyDeclarationEvents } from './declarationEvents';
import { applyDocumentEvents } from './documentEvents';
import { applyEmergencyEvents } from './emergencyEvents';
import { applyExportEvents } from './exportEvents';
import { applyHoldEvents } from './holdEvents';
import { applyLetterEvents } from './letterEvents';
import { applyNoticeEvents } from './noticeEvents';
import { applyOrderEvents } from './orderEvents';
import { applyProductionEvents } from './productionEvents';
import { applyVerificationEvents } from './verificationEvents';

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

const APPLY: Appliers<keyof CaseEventBodies> = {
	...applyCaseEvents,
	...applyHoldEvents,
	...applyLetterEvents,
	...applyProductionEvents,
	...applyDocumentEvents,
	...applyVerificationEvents,
	...applyNoticeEvents,
	...applyOrderEvents,
	...applyEmergencyEvents,
	...applyClosingEvents,
	...applyCostEvents,
	...applyExportEvents,
	...applyDeclarationEvents,
};

/**
 * What is true now: the fold of a case's events in ledger order. Every reader that has the same events gets the same answer.
 *
 * @param events in the order that `readLedger` gives
 * @param before what all lower events fold to, when `events` are not the whole ledger
 */
export function foldCase(caseId: string, events: readonly HashedEvent[], before?: CaseFile): CaseFile {
	let state: CaseState | undefined = before?.state;
	const voided: VoidEvent[] = [...(before?.void ?? [])];
	for (const hashed of events) {
		const next = applyEvent(caseId, state, hashed);
		if (typeof next === 'string') {
			voided.push({ hash: hashed.hash, why: next });
		} else {
			state = next;
		}
	}
	return { ...foldHeads(caseId, events, before), state, void: voided };
}

/** The same of a ledger that is no case, e.g. the looks at accounts of a month: only where it ends, and how long it is. */
export function foldHeads(_ledger: string, events: readonly HashedEvent[], before?: CaseFile): CaseFile {
	const named = new Set(events.flatMap(({ event }) => event.parents));
	const heads = [...(before?.heads ?? []).filter(({ hash }) => !named.has(hash)), ...findHeads(events)];
	const head = joinHeads(heads.map(({ hash }) => hash));
	return { state: undefined, void: [], heads, head, eventCount: (before?.eventCount ?? 0) + events.length };
}

/** @returns the state after the event, or the reason why the state forbids it */
function applyEvent(caseId: string, state: CaseState | undefined, { event }: HashedEvent): CaseState | string {
	if (!state) {
		return event.type === 'case.opened' ? openState(caseId, event) : 'not-open';
	}
	// Of a later version of the desk. It is kept, and nothing more is done in the case.
	if (!Object.hasOwn(APPLY, event.type)) {
		return 'unknown-event';
	}
	const apply = APPLY[event.type as keyof CaseEventBodies] as (
		state: CaseState,
		event: EventOf<keyof CaseEventBodies>,
	) => CaseState | string;
	const next = apply(state, event as EventOf<keyof CaseEventBodies>);
	return typeof next === 'string' ? next : reopenAfter(event.type, next);
}
