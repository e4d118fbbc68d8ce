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
	'verification.completed': {
		verificationId: string;
		chunksChecked: number;
		/** The first fifty. */
		faults: ChunkFault[];
		faultCount: number;
	};
}
