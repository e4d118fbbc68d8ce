/** A record as it lies in a snapshot: whatever was written there, perhaps by a later version of the app. */
export interface UnknownRecord {
	readonly kind: string;
	readonly [field: string]: unknown;
}

/** Why a snapshot, or a file of it, cannot be relied on. */
export type SourceFault = 'keys-destroyed' | 'key-does-not-open' | 'chunk-missing' | 'chunk-changed' | 'grant-expired';

/** Thrown out of a source in the middle of reading; nothing that was read before it may leave. */
export class UnreadableSource extends Error {
	constructor(readonly code: SourceFault) {
		super(`the records cannot be read: ${code}`);
	}
}

/** What sealed pieces hold, each of them one kind; the parts of files lie with their records. */
export type SourceContent = 'account' | 'membership' | 'exception' | 'message-metadata' | 'message' | 'file';

/** The records of a snapshot, piece by piece: never more than a piece of them in memory. */
export interface RecordSource {
	/**
	 * The records of one content, in the order in which they were captured. What a piece says that it holds is not relied on:
	 * each record passes the gate by what it is.
	 *
	 * @throws UnreadableSource
	 */
	read(content: SourceContent): AsyncIterable<readonly UnknownRecord[]>;
}

const CONTENT_OF: Readonly<Record<string, SourceContent>> = {
	'account': 'account',
	'membership': 'membership',
	'message-metadata': 'message-metadata',
	'message': 'message',
	'file': 'file',
	'file-part': 'file',
};

/** A source of records that are in memory: for tests and for the offline tool. */
export function readFrom(records: Iterable<UnknownRecord>): RecordSource {
	const all = [...records];
	return {
		async *read(content) {
			// Exceptions are read in every production, so that is where a record of an unknown kind comes before the gate.
			yield all.filter(({ kind }) => (Object.hasOwn(CONTENT_OF, kind) ? CONTENT_OF[kind] : 'exception') === content);
		},
	};
}
