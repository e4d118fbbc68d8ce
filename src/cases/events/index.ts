/**
 * What can happen, as facts in a ledger. An event is never changed; what is true now is a fold of them (see `fold/`).
 * Instants are ISO 8601 UTC with milliseconds.
 */
import type { CaseEvents } from './case';
import type { ClosingEvents } from './closing';
import type { CostEvents } from './cost';
import type { DeclarationEvents } from './declaration';
import type { DeskEvents } from './desk';
import type { DigestEvents } from './digest';
import type { DocumentEvents } from './document';
import type { EmergencyEvents } from './emergency';
import type { ExportEvents } from './export';
import type { HoldEvents } from './hold';
import type { LetterEvents } from './letter';
import type { NoticeEvents } from './notice';
import type { OrderEvents } from './order';
import type { Actor } from './parties';
import type { ProductionEvents } from './production';
import type { VerificationEvents } from './verification';

export type { IntakeWarning, LegalRoute, RequestDetails, RequestOutcome } from './case';
export type { Certificate, KeyChangeCause } from './desk';
export type { ChunkEntry } from './hold';
export type { AnswerKind, DraftedLetter, LetterKind, LetterVersion } from './letter';
export type { Actor, Agency, Subject } from './parties';
export type { ProductionScope, ServedProcess } from './production';
export type { ChunkFault } from './verification';

export type CaseEventBodies = CaseEvents &
	HoldEvents &
	LetterEvents &
	ProductionEvents &
	DocumentEvents &
	VerificationEvents &
	NoticeEvents &
	OrderEvents &
	EmergencyEvents &
	CostEvents &
	ExportEvents &
	ClosingEvents &
	DeclarationEvents;
export type EventBodies = CaseEventBodies & DeskEvents & DigestEvents;
export type EventType = keyof EventBodies;

/** An event before it has a place in a ledger. */
export type EventDraft = { [T in EventType]: { type: T; body: EventBodies[T] } }[EventType];

export type LedgerEvent = EventDraft & {
	id: string;
	ledger: string;
	/** Hashes of the events that the author had seen last. Empty only for the first event. */
	parents: string[];
	/** 0 for the first event, else one more than the highest parent. */
	height: number;
	at: string;
	actor: Actor;
};

/** The ledger of how the desk is set up; each case has one of its own, named by the case id. */
export const DESK_LEDGER = 'desk';

/** The ledger of looks at accounts outside any case, one a month: read only when somebody asks, so it may grow. */
export function nameViewsLedger(now: number): string {
	return `views-${new Date(now).toISOString().slice(0, 7)}`;
}
