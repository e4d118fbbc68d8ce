import type { Actor, Agency, ChunkEntry, EventBodies, RequestOutcome, ServedProcess, Subject } from './events';
import type { RequestFacts, RequestKind } from '../policy/requestKinds';

export type HoldStatus = 'capturing' | 'active' | 'purging' | 'purged';
export type ProductionStatus = 'requested' | 'approved' | 'delivered' | 'failed';

export interface ReminderState {
	startedAt: string;
	done: boolean;
}

/** A served request, as it was recorded at intake. */
export interface RequestState {
	requestId: string;
	number: number;
	kind: RequestKind;
	receivedOn: string;
	recordedAt: string;
	recordedBy: Actor;
	facts: RequestFacts;
	subjects: Subject[];
	outcome: RequestOutcome;
	missing: string[];
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

/** What is true of a case now. */
export interface CaseState {
	caseId: string;
	reference: string;
	openedAt: string;
	openedBy: Actor;
	agency: Agency;
	requests: RequestState[];
	/** Every account that a request of the case names, once each. */
	subjects: Subject[];
	card?: { roomId: string; messageId: string };
	holds: HoldState[];
	productions: ProductionState[];
}
