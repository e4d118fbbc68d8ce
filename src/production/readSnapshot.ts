import type { ChunkEntry } from '../cases/events';
import type { SealedSnapshots } from '../cases/ports';
import type { HoldState } from '../cases/state';
import { fromUtf8, openChunk, unwrapSegmentKey, type CryptoKey } from '../evidence';
import type { UnknownRecord } from './selectRecords';
import type { RecordCategory } from '../policy/entitlement';
import { findRecordCategory } from '../policy/recordCategories';
import { accept, refuse, type Result } from '../policy/refusal';

export type SnapshotRefusal = 'keys-destroyed' | 'key-does-not-open' | 'chunk-missing' | 'chunk-changed';

/**
 * Opens those pieces of a snapshot that can hold records of the produced categories; the others stay sealed. Each piece
 * must be the very one that the ledger vouches for.
 *
 * @param sealingKey the desk's private key, opened for this production
 * @returns the records; or why the snapshot cannot be relied on
 */
export async function readSnapshot(input: {
	hold: HoldState;
	produced: readonly RecordCategory[];
	snapshots: SealedSnapshots;
	sealingKey: CryptoKey;
}): Promise<Result<{ records: UnknownRecord[]; chunks: ChunkEntry[] }, SnapshotRefusal>> {
	const { hold, produced, snapshots, sealingKey } = input;
	const segmentKeys = await unwrapSegmentKeys(hold.snapshotId, snapshots, sealingKey);
	if (!segmentKeys.ok) {
		return segmentKeys;
	}
	const chunks = hold.chunks.filter((entry) => mayHold(entry, produced));
	const records: UnknownRecord[] = [];
	for (const entry of chunks) {
		const read = await readChunk(hold.snapshotId, entry, snapshots, segmentKeys.value);
		if (!read.ok) {
			return read;
		}
		records.push(...read.value);
	}
	return accept({ records, chunks });
}

/** Exceptions of every kind lie in chunks of their own; which of them are produced is decided one by one, later. */
function mayHold({ content }: ChunkEntry, produced: readonly RecordCategory[]): boolean {
	const category = findRecordCategory({ kind: content });
	return content === 'exception' || (category !== undefined && produced.includes(category));
}

async function unwrapSegmentKeys(
	snapshotId: string,
	snapshots: SealedSnapshots,
	sealingKey: CryptoKey,
): Promise<Result<Map<string, Uint8Array>, 'keys-destroyed' | 'key-does-not-open'>> {
	const keys = new Map<string, Uint8Array>();
	const records = await snapshots.listWrappedKeys(snapshotId);
	for (const { segmentId, wrapped } of records) {
		for (const one of wrapped) {
			const key = await unwrapSegmentKey(one, sealingKey);
			if (key.ok) {
				keys.set(segmentId, key.value);
			}
		}
	}
	if (records.length === 0) {
		return refuse('keys-destroyed');
	}
	return keys.size > 0 ? accept(keys) : refuse('key-does-not-open');
}

async function readChunk(
	snapshotId: string,
	entry: ChunkEntry,
	snapshots: SealedSnapshots,
	keys: ReadonlyMap<string, Uint8Array>,
): Promise<Result<UnknownRecord[], SnapshotRefusal>> {
	const { chunkId, segmentId, sha256 } = entry;
	const chunk = await snapshots.readChunk(snapshotId, chunkId);
	const segmentKey = keys.get(segmentId);
	if (!chunk || !segmentKey) {
		return refuse(chunk ? 'key-does-not-open' : 'chunk-missing');
	}
	const opened =
		chunk.sha256 === sha256 ? await openChunk({ chunk, place: { snapshotId, segmentId, chunkId }, segmentKey }) : undefined;
	if (!opened?.ok) {
		return refuse('chunk-changed');
	}
	const lines = fromUtf8(opened.value.bytes).split('\n').filter(Boolean);
	return lines.length === entry.records
		? accept(lines.map((line) => JSON.parse(line) as UnknownRecord))
		: refuse('chunk-changed');
}
