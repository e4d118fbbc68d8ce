import type { Certificate } from './desk';
import type { Subject } from './parties';

/** The legal process that was served, as a person recorded it from the paper. */
export interface ServedProcess {
	kind: string;
	issuer: string;
	number: string;
	/** YYYY-MM-DD, as the paper is dated. */
	issuedOn: string;
}

/** What a production is narrowed to, as the legal process states it. Of what it leaves open nothing is narrowed. */
export interface ProductionScope {
	/** Instants between which a message was sent; the second is outside. */
	from?: string;
	until?: string;
	/** Only these rooms, and the direct rooms with these people. */
	rooms?: { roomId: string; name: string }[];
	counterparts?: Subject[];
}

/** A time stamp that an authority gave, by its own statement, or why there is none. */
export type TimeStampOutcome = { at: string } | { failure: string };

export interface PreparedVolume {
	/** Counted from 1. */
	volume: number;
	isLast: boolean;
	/** Of the package: `LE-2026-0001-P1`. */
	name: string;
	/** What is to be signed; it names files and hashes of the package, and nothing else. */
	tagManifest: string;
	tagManifestSha256: string;
	/** Whose signature is expected. */
	certificate: Certificate;
	/** With these the same bytes are made again: when it was made, and what of the ledger it states. */
	producedAt: string;
	head: string;
	eventCount: number;
}

/** A production, from the request for it to its delivery. */
export interface ProductionEvents {
	'production.requested': {
		productionId: string;
		number: number;
		holdId: string;
		process: ServedProcess;
		categories: string[];
		scope?: ProductionScope;
	};
	'production.approved': {
		productionId: string;
		/** Why it could leave, as far as notice to the account holder goes. */
		notice: { basis: string; details: string };
		/** What the approver of an emergency named as necessary; nothing else is produced under it. */
		namedCategories?: string[];
		/** Third parties bear pseudonyms in this production. */
		pseudonymise?: true;
		/** The approver is the one who asked: the administrator had set that one person is enough. */
		byOnePerson?: true;
	};
	/** Somebody was shown how many records there are, by the counts of the snapshot; none of them was opened for it. */
	'production.previewed': { holdId: string; productionId?: string; counts: Record<string, number> };
	/**
	 * The request is another than it was: other process, categories or narrowing. An approval that it had is void, and who
	 * changed it counts as the one who asked.
	 */
	'production.changed': {
		productionId: string;
		process: ServedProcess;
		categories: string[];
		scope?: ProductionScope;
	};
	/** Written before the upload of a volume, so that a package that was posted and not recorded can be recognised. */
	'production.built': {
		productionId: string;
		/** Counted from 1; absent for the only package of a production that an older version made. */
		volume?: number;
		isLast?: boolean;
		/** With these the same bytes are made again: head and length of the ledger that the package states, and when it was made. */
		head?: string;
		eventCount?: number;
		producedAt?: string;
		fileName: string;
		sha256: string;
		tagManifestSha256: string;
		/** SHA-256 of the certificate whose key signed it; absent in what an older version made. */
		signer?: string;
		/** What became of the time stamp over the signature; absent when none was asked for. */
		timeStamp?: TimeStampOutcome;
		sizeBytes: number;
		records: number;
	};
	/**
	 * A volume is ready but for a signature that is made outside. Nothing of what it holds is kept: once the signature is there
	 * it is built again, and must come out the same.
	 */
	'production.prepared': { productionId: string } & PreparedVolume;
	/** The signatures were made outside, checked and accepted; the volumes are built again and leave with them. */
	'production.signed': { productionId: string; signatures: { volume: number; fileName: string; sha256: string }[] };
	/** `alone`: not in the legal channel, but to the approver alone, because not everybody in the channel may read it. */
	'production.uploaded': { productionId: string; volume: number; uploadId: string; alone?: true };
	/**
	 * An attempt that was cut off goes on under the approval that it has: volumes that were posted stay, the others are built
	 * and posted. The keys had gone with the process, so an approver has typed the passphrase again.
	 */
	'production.resumed': { productionId: string };
	/** Nobody is to use it any more, by mistake made or no longer wanted. What was posted stays where it was posted. */
	'production.withdrawn': { productionId: string; reason: string };
	/** All volumes were handed over. */
	'production.delivered': { productionId: string; uploadId: string };
	'production.failed': { productionId: string; code: string };
}
