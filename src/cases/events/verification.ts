/** A sealed chunk that is not what the ledger vouches for. */
export interface ChunkFault {
	chunkId: string;
	/** `missing-chunk`, `differs-from-ledger`, or a refusal of `checkSealedChunk`. */
	code: string;
}

/** Who looked at a case, took its ledger out, or checked it. */
export interface VerificationEvents {
	/** Sensitive data of the case was shown to the actor; recorded at most once a person in a quarter of an hour. */
	'case.viewed': Record<string, never>;
	'ledger.exported': {
		/** The head that left the server with the files. */
		head: string;
		eventCount: number;
		textSha256: string;
		ndjsonSha256: string;
	};
	'verification.started': {
		verificationId: string;
		/** The ledger's head when it was walked. */
		head: string;
		eventCount: number;
		/** Heads that had left the server, each of which was found. */
		headsFound: number;
		/** Sealed chunks to check. */
		chunksTotal: number;
	};
	/**
	 * A verification found signs that the ledger, though whole in itself, is not what its authors wrote: a head that left is
	 * not in it, or an event was put in.
	 */
	'tamper.found': {
		signs: { code: string; hash: string }[];
		/** Heads that a person typed from a paper for this verification. */
		headsGiven: string[];
	};
	/** An approver has looked into it and answers for going on. */
	'tamper.acknowledged': { reason: string };
	'verification.completed': {
		verificationId: string;
		chunksChecked: number;
		/** The first fifty. */
		faults: ChunkFault[];
		faultCount: number;
	};
}
