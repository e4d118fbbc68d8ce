import type { Subject } from './parties';

/** A sealed piece of a snapshot, as the ledger vouches for it. */
export interface ChunkEntry {
	chunkId: string;
	segmentId: string;
	/** SHA-256 of the sealed bytes as stored. */
	sha256: string;
	/** What the records are: account, membership, exception. */
	content: string;
	records: number;
}

/** A preservation hold, from the order to preserve to the purge certificate. */
export interface HoldEvents {
	'hold.placed': { holdId: string; snapshotId: string; subject: Subject; regime: string };
	/**
	 * One finished step of a capture, counted from 0: what was sealed, and the last room done in order of ids (`cursor`).
	 * Of two steps with one number only the first counts; the chunks of the other are named by no ledger entry.
	 */
	'snapshot.extended': {
		holdId: string;
		step: number;
		cursor: string;
		chunks: ChunkEntry[];
		roomsDone: number;
		roomsTotal: number;
	};
	'snapshot.completed': {
		holdId: string;
		capturedAt: string;
		expiresAt: string;
		counts: { accounts: number; memberships: number; exceptions: number };
	};
	/** A step did not succeed. The desk goes on trying; people are told once. */
	'snapshot.failed': { holdId: string; code: string };
	/** Written before a reminder is posted, so that a crash repeats it rather than loses it. */
	'reminder.started': { holdId: string; daysBefore: number };
	'reminder.posted': { holdId: string; daysBefore: number; messageId: string };
	/** A reminder whose day had passed when the desk next ran, and that a nearer one replaces. */
	'reminder.superseded': { holdId: string; daysBefore: number; by: number };
	'purge.started': { holdId: string; rule: string };
	'purge.completed': { holdId: string; certificate: string; certificateSha256: string; chunksDestroyed: number };
	'purge.announced': { holdId: string; uploadId: string };
}
