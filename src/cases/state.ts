import type {
	Actor,
	Agency,
	ChunkFault,
	EventBodies,
	DraftedLetter,
	LetterVersion,
	ProductionScope,
	RequestDetails,
	RequestOutcome,
	ServedProcess,
	Subject,
} from './events';
import type { PreparedVolume } from './events/production';
import type { HoldState } from './holdState';
import type { NoticeFile } from './noticeState';
import type { RequestFacts, RequestKind } from '../policy/requestKinds';

export type { ExtensionState, HoldState, HoldStatus, ReminderState } from './holdState';

/** `unsigned`: ready but for signatures that are made outside. `withdrawn`: before it was delivered; afterwards it stays `delivered`. */
export type ProductionStatus = 'requested' | 'approved' | 'unsigned' | 'delivered' | 'failed' | 'withdrawn';

/** A served request, as it was recorded at intake. */
export interface RequestState {
	requestId: string;
	number: number;
	kind: RequestKind;
	receivedOn: string;
	recordedAt: string;
	recordedBy: Actor;
	facts: RequestFacts;
	details: RequestDetails;
	subjects: Subject[];
	outcome: RequestOutcome;
	missing: string[];
}

/** A package that was built. `uploadId` is absent while it is not known whether it was posted. */
export type VolumeState = Omit<EventBodies['production.built'], 'productionId'> & { uploadId?: string; alone?: true };

export interface ProductionState {
	productionId: string;
	number: number;
	holdId: string;
	status: ProductionStatus;
	process: ServedProcess;
	categories: string[];
	/** Recorded with the approval. */
	notice?: { basis: string; details: string };
	namedCategories?: string[];
	pseudonymise?: true;
	byOnePerson?: true;
	requestedAt: string;
	requestedBy: Actor;
	approvedAt?: string;
	approvedBy?: Actor;
	scope?: ProductionScope;
	/** Volumes that wait for a signature made outside, or were built again with it. */
	prepared?: PreparedVolume[];
	/** The last volume that was built since the last approval. */
	built?: VolumeState;
	/** All of them, in their order. */
	volumes?: VolumeState[];
	/** Volumes of earlier attempts, which were or may have been posted and belong to no production. */
	orphans?: VolumeState[];
	/** When the last volume was built or handed over. */
	workedAt?: string;
	deliveredAt?: string;
	failure?: string;
	/** By whom and why it was withdrawn. */
	withdrawal?: { at: string; by: Actor; reason: string };
}

export type LetterStatus = 'drafted' | 'sending' | 'queued' | 'failed';

/** A letter of the case in its latest words. */
export interface LetterState extends DraftedLetter, LetterVersion {
	status: LetterStatus;
	draftedAt: string;
	/** When the mailer was last asked to take it. */
	sendingAt?: string;
	queuedAt?: string;
	queuedBy?: Actor;
	/** Why the mailer did not take it the last time. */
	failure?: string;
	filedAs: { fileName: string; sha256: string; at: string }[];
}

/** What was asked for the work of a production. */
export type CostState = EventBodies['cost.stated'] & { statedAt: string; statedBy: Actor };

/** A declaration that was drafted for a person to sign. */
export type DeclarationState = EventBodies['declaration.drafted'] & { draftedAt: string; draftedBy: Actor };

/** A file that was copied into the case. */
export type DocumentState = EventBodies['document.attached'] & { attachedAt: string; attachedBy: Actor };

/** The latest verification of the case. */
export type VerificationState = EventBodies['verification.started'] & {
	startedAt: string;
	startedBy: Actor;
	/** Absent while sealed chunks are still being checked. */
	completedAt?: string;
	chunksChecked?: number;
	faults?: ChunkFault[];
	faultCount?: number;
};

/** An export of the case's ledger and sealed records, as far as it has come. */
export type ExportState = EventBodies['export.started'] & {
	startedAt: string;
	startedBy: Actor;
	volumes: Omit<EventBodies['export.volume-posted'], 'exportId'>[];
	signed?: Omit<EventBodies['export.signed'], 'exportId'>;
	completedAt?: string;
	/** Why it was given up. */
	failure?: string;
};

/** Signs that the ledger is not what its authors wrote, and who answers for going on. */
export interface TamperState {
	signs: EventBodies['tamper.found']['signs'];
	/** Of the latest of them. */
	foundAt: string;
	foundBy: Actor;
	acknowledged?: { reason: string; at: string; by: Actor };
}

/** How and why a case was closed. */
export type ClosingState = EventBodies['case.closed'] & { at: string; by: Actor };

/** Under which id the key of a case's pseudonyms lies among the wrapped keys. */
export function namePseudonymKey(caseId: string): string {
	return `pseudonyms-${caseId}`;
}

/** What is true of a case now. */
export interface CaseState extends NoticeFile {
	caseId: string;
	reference: string;
	openedAt: string;
	openedBy: Actor;
	agency: Agency;
	/** User ids of the only people who may know of the case; absent for the whole legal team. */
	restrictedTo?: string[];
	requests: RequestState[];
	letters: LetterState[];
	/** Every account that a request of the case names, once each. */
	subjects: Subject[];
	card?: { roomId: string; messageId: string };
	/** There is none because the case was not for everybody in the channel. */
	isCardWithheld?: true;
	holds: HoldState[];
	productions: ProductionState[];
	costs: CostState[];
	declarations: DeclarationState[];
	documents: DocumentState[];
	missedDocuments: (EventBodies['document.missed'] & { at: string })[];
	/** When each person was last recorded as a viewer, by user id. */
	viewedAt: Record<string, string>;
	verification?: VerificationState;
	/** Exports of the sealed records, the oldest first. Absent in what an older version folded. */
	exports?: ExportState[];
	tamper?: TamperState;
	/** Present while the case is closed. */
	closing?: ClosingState;
	/** Closings that were followed by an opening, oldest first. */
	closedBefore?: ClosingState[];
}
