/** The ledger and the sealed records of a case leave the server as files, or come back. */
export interface ExportEvents {
	/** Written before anything is posted. The exported ledger ends with this event. */
	'export.started': {
		exportId: string;
		/** Snapshots and documents in their order, with how many sealed chunks of each belong to the export. */
		parts: { ownerId: string; chunks: number }[];
		chunksTotal: number;
	};
	/** Written after a volume was posted; a crash between the two posts it again, byte for byte. */
	/** Written before the first volume. An export without it is not signed, and every reader of it says so. */
	'export.signed': {
		exportId: string;
		/** Of the statement that is signed: what the export is, and the head of its ledger. */
		statementSha256: string;
		/** base64 of the detached CAdES signature, DER. */
		signature: string;
		/** Fingerprint of the signing certificate. */
		signer: string;
	};
	'export.volume-posted': {
		exportId: string;
		/** Counted from 1. */
		number: number;
		fileName: string;
		sha256: string;
		sizeBytes: number;
		/** Chunks in this volume and all before it. */
		chunksDone: number;
		uploadId: string;
	};
	'export.completed': { exportId: string; manifestSha256: string; uploadId: string };
	/** What was to be exported is no longer there. */
	'export.failed': { exportId: string; code: string };
	/** The case, or what it lacked of its sealed records, was read from an export. */
	'case.imported': {
		exportId: string;
		/** Of the exported ledger. */
		head: string;
		eventCount: number;
		/** Sealed chunks that were put back; those that were there already are not counted. */
		chunks: number;
		/** Fingerprint of the certificate that the export was signed with; absent where it was not signed. */
		signer?: string;
	};
}
