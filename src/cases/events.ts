/**
 * What can happen, as facts in a ledger. An event is never changed; what is true now is a fold of them (see `state.ts`).
 * Instants are ISO 8601 UTC with milliseconds.
 */

/** Who did it: a person of the workspace, or a part of the desk that runs by itself. */
export type Actor =
	| { kind: 'person'; userId: string; username: string }
	| { kind: 'desk'; part: 'capture' | 'sweep' | 'production' | 'setup' };

/** An account as it was when it was named in a case. The id stays when the username changes. */
export interface Subject {
	userId: string;
	username: string;
}

/** Who asks, as the served request states it. */
export interface Agency {
	name: string;
	officer: string;
	officialEmail: string;
	/** The agency's own reference. */
	reference?: string;
}

/** The legal process that was served, as a person recorded it from the paper. */
export interface ServedProcess {
	kind: string;
	issuer: string;
	number: string;
	/** YYYY-MM-DD, as the paper is dated. */
	issuedOn: string;
}

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

export interface Certificate {
	pem: string;
	/** SHA-256 of the DER bytes, lower-case hex. */
	fingerprint: string;
}

export interface EventBodies {
	// The desk's own ledger
	'desk.configured': {
		organisation: string;
		serverUrl: string;
		channelId: string;
		officerRole: string;
		approverRole: string;
		sealing: Certificate;
		signing: Certificate;
	};
	'account.viewed': { subject: Subject };

	// A case's ledger
	'case.opened': { reference: string; subject: Subject; agency: Agency; serverUrl: string; receivedOn: string };
	'card.posted': { roomId: string; messageId: string };
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
	'production.requested': {
		productionId: string;
		number: number;
		holdId: string;
		process: ServedProcess;
		categories: string[];
		notice: { basis: string; details: string };
	};
	'production.approved': { productionId: string };
	/** Written before the upload, so that a package that was posted and not recorded can be recognised. */
	'production.built': {
		productionId: string;
		fileName: string;
		sha256: string;
		tagManifestSha256: string;
		sizeBytes: number;
		records: number;
	};
	'production.delivered': { productionId: string; uploadId: string };
	'production.failed': { productionId: string; code: string };
}

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

/** The ledger of the desk itself; each case has one of its own, named by the case id. */
export const DESK_LEDGER = 'desk';
