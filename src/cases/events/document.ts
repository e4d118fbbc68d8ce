import type { ChunkEntry } from './hold';

/** A served paper or a letter that was posted in the legal channel and copied into the case. */
export interface DocumentEvents {
	'document.attached': {
		documentId: string;
		/** Counted from 1 within the case. */
		number: number;
		fileName: string;
		/** As the workspace states it. */
		mediaType: string;
		sizeBytes: number;
		/** Of the file's bytes, before they were sealed. */
		sha256: string;
		/** Where the file was; both can be gone later. */
		messageId: string;
		uploadId: string;
		/** The sealed pieces of the file, in the order of its bytes; they lie under the document's id as a snapshot's under its. */
		chunks: ChunkEntry[];
	};
	/** A file that was to be attached and could not be copied. */
	'document.missed': { fileName: string; messageId: string; uploadId: string; code: string };
	/** A copy was unsealed with the passphrase and posted in the legal channel. */
	'document.opened': { documentId: string };
}
