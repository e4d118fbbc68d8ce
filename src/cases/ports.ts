import type { SealedChunk, WrappedKey } from '../evidence';
import type { DueItem } from './dueItem';
import type { Subject } from './events';
import type { StoredEvent } from './ledger';

/** Epoch milliseconds, UTC. */
export type Clock = () => number;

/** A new random id on every call. */
export type MakeId = () => string;

/** Append-only storage of events. Reads come back in any order and may lack what another instance is writing just now. */
export interface LedgerStore {
	append(ledger: string, height: number, event: StoredEvent): Promise<void>;
	/** @param runs which runs of `EVENTS_PER_RUN` heights; all of them without it. `before` is not read itself. */
	read(ledger: string, runs?: { from?: number; before?: number }): Promise<StoredEvent[]>;
	listMarks(ledger: string): Promise<CheckpointMark[]>;
	addMark(ledger: string, mark: CheckpointMark): Promise<void>;
	/** Removes all marks of a checkpoint, and the checkpoint. */
	dropMark(ledger: string, checkpointId: string): Promise<void>;
	putCheckpoint(checkpointId: string, json: string): Promise<void>;
	readCheckpoint(checkpointId: string): Promise<string | undefined>;
}

/** Says that a checkpoint was made, or that nothing had joined its runs meanwhile. It stands while it has both marks. */
export interface CheckpointMark {
	id: string;
	kind: 'made' | 'confirmed';
	runs: number;
	/** Of the state that it holds: changes with what a version of the desk knows of a case. Absent in the oldest. */
	shape?: number;
	/** Of the checkpoint's JSON. */
	sha256: string;
}

/** What lists and the sweep need of a case, rebuildable from its ledger at any time. */
export interface CaseSummary {
	caseId: string;
	reference: string;
	/** The accounts that the case is about. */
	subjects: Subject[];
	/** User ids of the only people who may know of the case; absent for the whole legal team. */
	restrictedTo?: string[];
	openedAt: string;
	/** True until nothing can fall due any more. */
	open: boolean;
	holdStatus: string;
	expiresAt?: string;
	/** Epoch ms from which the sweep has something to do; absent when it has not. */
	nextAt?: number;
	/** Every open clock of the case; absent in a summary that an older version wrote. */
	due?: DueItem[];
	/** By which settings `nextAt` was found. */
	reminders?: string;
	/** One hash that stands for the whole ledger of the case, as its author saw it. */
	head?: string;
	/** The more events a summary has seen, the newer it is. */
	eventCount: number;
}

export interface CaseIndex {
	list(which: 'open' | 'closed'): Promise<CaseSummary[]>;
	find(reference: string): Promise<{ caseId: string } | undefined>;
	has(caseId: string): Promise<boolean>;
	put(summary: CaseSummary): Promise<void>;
}

/** A claim on a case reference. */
export interface ReferenceClaim {
	reference: string;
	year: number;
	number: number;
	caseId: string;
	claimId: string;
	/** How long its claimer waited for rivals. */
	patienceMs: number;
}

export interface ClaimStore {
	/** The claims on one reference; of claims that an older version wrote, none. */
	list(reference: string): Promise<ReferenceClaim[]>;
	/** Every claim of a year, whoever wrote it. Grows with the year. */
	listYear(year: number): Promise<ReferenceClaim[]>;
	/** A number near which the year's next free one lies: no claim of an older version is higher. 0 in a year without claims. */
	findHighest(year: number): Promise<number>;
	add(claim: ReferenceClaim): Promise<void>;
	withdraw(claim: ReferenceClaim): Promise<void>;
}

/** The data key of one segment of a snapshot, wrapped to each recipient. */
export interface WrappedKeyRecord {
	segmentId: string;
	wrapped: WrappedKey[];
}

/** Sealed snapshots, to be read. */
export interface SealedSnapshots {
	listWrappedKeys(snapshotId: string): Promise<WrappedKeyRecord[]>;
	readChunk(snapshotId: string, chunkId: string): Promise<SealedChunk | undefined>;
}
