import type { Actor, Agency, ChunkEntry, ProductionScope, ServedProcess, Subject } from '../cases/events';

/** What a production says of itself, apart from the records: all that stands in headers, README, withheld list and custody. */
export interface ProductionFacts {
	/** Of the case: `LE-2026-0001`. */
	reference: string;
	/** Counted from 1 within the case. */
	number: number;
	/** Who produces: the operator of the server. */
	organisation: string;
	serverUrl: string;
	agency: Agency;
	/** The account that the process names; its username as it stood when the case named it. */
	subject: Subject;
	process: ServedProcess;
	/** As the request names them, known here or not. What follows from them is decided here, never taken from a caller. */
	requestedCategories: readonly string[];
	/** As the approver names them; counts only for legal process that `ENTITLEMENTS` marks `onlyNamed`. */
	namedCategories?: readonly string[];
	/** Third parties bear pseudonyms. */
	pseudonymised?: true;
	/** What the legal process narrows the production to; absent where it narrows nothing. */
	scope?: ProductionScope;
	decision: Decision;
	snapshot: SnapshotFacts;
	ledger: LedgerFacts;
	software: SoftwareVersions;
	/** When the package was made: ISO 8601 UTC with milliseconds. */
	producedAt: string;
}

export interface Decision {
	/** The administrator had set that one person is enough, and one person asked for and approved it. */
	byOnePerson?: true;
	requestedBy: Actor;
	requestedAt: string;
	approvedBy: Actor;
	approvedAt: string;
	/** Whether and why the account holder was told or not told. */
	notice: { basis: string; details: string };
}

export interface SnapshotFacts {
	snapshotId: string;
	/** When the snapshot was complete. Each record carries the instant at which it was itself copied. */
	capturedAt: string;
	/** The sealed pieces as the ledger vouches for them. Only those that were read for this production are shown. */
	chunks: readonly ChunkEntry[];
}

export interface LedgerFacts {
	/** One hash that stands for the whole ledger of the case when the package was made. */
	headHash: string;
	lines: readonly CustodyLine[];
}

/**
 * One step in the custody of the records. Shown as it is to whoever receives the package: it may say what was done, never
 * what the records hold or how many there are of a kind that is withheld.
 */
export interface CustodyLine {
	at: string;
	who: string;
	what: string;
	/** SHA-256 of the ledger entry. */
	hash: string;
}

export interface SoftwareVersions {
	app: string;
	/** Of Rocket.Chat. */
	server: string;
}

/** How many records of each kind left. */
export interface ProductionCounts {
	accounts: number;
	memberships: number;
	exceptions: number;
	/** Whole, or by their metadata. */
	messages: number;
	/** With messages that are produced. */
	rooms: number;
	files: number;
}

/** Which part of a production a volume is. Each is a whole bag with its own signature. */
export interface VolumePlace {
	/** Counted from 1. */
	number: number;
	isLast: boolean;
	/** The volumes before it, so that the last one vouches for all. */
	earlier: readonly { name: string; tagManifestSha256: string }[];
}

/** `LE-2026-0001-P1` */
export function productionReference(facts: Pick<ProductionFacts, 'reference' | 'number'>): string {
	return `${facts.reference}-P${facts.number}`;
}

/** `LE-2026-0001-P1`, or `LE-2026-0001-P1-V2` where a production has several volumes. */
export function nameVolume(
	facts: Pick<ProductionFacts, 'reference' | 'number'>,
	{ number, isLast }: { number: number; isLast: boolean },
): string {
	const isOnly = number === 1 && isLast;
	return isOnly ? productionReference(facts) : `${productionReference(facts)}-V${number}`;
}

/** `LE-2026-0001-P1-D0001`: the first, second … document of a production. */
export function documentId(facts: Pick<ProductionFacts, 'reference' | 'number'>, position: number): string {
	return `${productionReference(facts)}-D${String(position).padStart(4, '0')}`;
}

/** `LE-2026-0001-P1-000001`: the first, second … record of a production. Does not depend on pages or fonts. */
export function recordNumber(facts: Pick<ProductionFacts, 'reference' | 'number'>, position: number): string {
	return `${productionReference(facts)}-${String(position).padStart(6, '0')}`;
}
