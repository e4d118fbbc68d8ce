import type { ChunkEntry } from '../cases/events';
import type { MakeId } from '../cases/ports';
import { createSegmentKey, sealChunk, wrapSegmentKey, type SealedChunk } from '../evidence';
import type { SnapshotStore } from './ports';

/** The data keys of the segments that this process is writing, by snapshot. They are nowhere else in clear. */
export type SegmentKeys = Map<string, { segmentId: string; key: Uint8Array }>;

export interface SegmentKeeper {
	/** Seals records, as NDJSON, under the snapshot's segment key of this process. */
	seal(input: {
		snapshotId: string;
		content: ChunkEntry['content'];
		bytes: Uint8Array;
		records: number;
	}): Promise<{ entry: ChunkEntry; chunk: SealedChunk }>;
	/** Forgets the key when the snapshot is complete: from then on only the desk's private key opens it. */
	forget(snapshotId: string): void;
}

/**
 * A snapshot is sealed in segments: each process that works on it begins one with a data key of its own. The key is wrapped
 * to the desk's certificates before anything is sealed with it and lives in this process's memory only; after a crash, or on
 * another instance, the next step begins a new segment, because nothing on the server can read the first one's key.
 *
 * @param readRecipients PEM of the certificates to wrap to, as they are now: they may have changed since this entry began
 */
export function createSegmentKeeper(
	keys: SegmentKeys,
	readRecipients: () => Promise<readonly string[]>,
	snapshots: SnapshotStore,
	makeId: MakeId,
): SegmentKeeper {
	return {
		async seal({ snapshotId, content, bytes, records }) {
			const { segmentId, key } = keys.get(snapshotId) ?? (await beginSegment(snapshotId));
			const place = { snapshotId, segmentId, chunkId: makeId() };
			const chunk = await sealChunk({ place, segmentKey: key, bytes });
			return { entry: { chunkId: chunk.chunkId, segmentId, sha256: chunk.sha256, content, records }, chunk };
		},
		forget(snapshotId) {
			keys.get(snapshotId)?.key.fill(0);
			keys.delete(snapshotId);
		},
	};

	async function beginSegment(snapshotId: string): Promise<{ segmentId: string; key: Uint8Array }> {
		const segment = { segmentId: makeId(), key: createSegmentKey() };
		const wrapped = await wrapSegmentKey(segment.key, await readRecipients());
		if (!wrapped.ok) {
			throw new Error(`the desk's certificate was refused: ${wrapped.code}`);
		}
		await snapshots.putWrappedKey(snapshotId, { segmentId: segment.segmentId, wrapped: wrapped.value });
		keys.set(snapshotId, segment);
		// A copy, which `forget` does not blank while it is being used.
		return { ...segment, key: Uint8Array.from(segment.key) };
	}
}
