import type { AccountStanding, CapturePlan, CaptureProgress, CaptureScope, CaptureTally } from './capture';
import type { Subject } from './parties';

/** A sealed piece of a snapshot, as the ledger vouches for it. */
export interface ChunkEntry {
	chunkId: string;
	segmentId: string;
	/** SHA-256 of the sealed bytes as stored. */
	sha256: string;
	/** What the records are: account, membership, message-metadata, message, file, room-counts, exception. */
	content: string;
	records: number;
}

/** What a hold is for. Without a scope the account record and its rooms are copied, and no messages. */
export interface HoldFacts {
	holdId: string;
	snapshotId: string;
	subject: Subject;
	regime: string;
	scope?: CaptureScope;
	plan?: CapturePlan;
}

/** A preservation hold, from the order to preserve to the purge certificate. */
export interface HoldEvents {
	'hold.placed': HoldFacts;
	/**
	 * One finished step of a capture, counted from 0: what was sealed, and the last room done (`cursor`, its place in the order
	 * of rooms: a digest, since the id of a direct room names its people). Of two steps with one number only the first counts,
	 * and a step counts only after the very one that its author had seen (`follows`): else what the losing step had done and
	 * the winning one had not would be missing. The chunks of a step that does not count are named by no valid entry.
	 */
	'snapshot.extended': {
		holdId: string;
		step: number;
		stepId?: string;
		/** The step before; empty for the first. */
		follows?: string;
		cursor: string;
		chunks: ChunkEntry[];
		roomsDone: number;
		roomsTotal: number;
		progress?: CaptureProgress;
		/** With the first step: what the account is compared with from then on. */
		standing?: AccountStanding;
	};
	'snapshot.completed': {
		holdId: string;
		follows?: string;
		capturedAt: string;
		expiresAt: string;
		counts: {
			accounts: number;
			memberships: number;
			exceptions: number;
			messages?: number;
			files?: number;
			tally?: CaptureTally;
		};
	};
	/** A step did not succeed. The desk goes on trying; people are told once. */
	'snapshot.failed': { holdId: string; code: string };
	/** The hold lasts longer, on a request of its own. */
	'hold.extended': {
		holdId: string;
		requestId: string;
		/** Which extension it is, from 1. */
		number: number;
		expiresAt: string;
		/** Why the hold may last longer than the regime provides; given by an approver. */
		beyondRegime?: string;
	};
	/** The hold ends before its time; the sweep purges the snapshot. */
	'hold.released': { holdId: string; reason: string };
	/** Litigation: nothing is purged until the block is lifted. */
	'hold.blocked': { holdId: string; matter: string };
	'hold.unblocked': { holdId: string; reason: string };
	/** The held account is no longer as it was: recorded when it is noticed, then told in the channel. */
	'account.changed': { holdId: string; changeId: string; before: AccountStanding; now: AccountStanding };
	'account.change-announced': { holdId: string; changeId: string; messageId: string };
	/** Written before a reminder is posted, so that a crash repeats it rather than loses it. */
	'reminder.started': { holdId: string; daysBefore: number };
	'reminder.posted': { holdId: string; daysBefore: number; messageId: string };
	/** A reminder whose day had passed when the desk next ran, and that a nearer one replaces. */
	'reminder.superseded': { holdId: string; daysBefore: number; by: number };
	'purge.started': { holdId: string; rule: string };
	'purge.completed': { holdId: string; certificate: string; certificateSha256: string; chunksDestroyed: number };
	'purge.announced': { holdId: string; uploadId: string };
}
