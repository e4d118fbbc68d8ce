import type { OwnedKey } from './exportFormat';
import type { ExportedCase } from './readExport';
import type { SealedSnapshots } from '../cases/ports';
import type { VouchedChunk } from '../cases/verifyChunks';
import { openChunk, unwrapSegmentKey, type CryptoKey, type SealedChunk } from '../evidence';
import { accept, refuse, type Result } from '../policy/refusal';

/**
 * The sealed records of an export as the modules that read a snapshot expect them, so that an offline tool runs the very
 * same code as the desk.
 *
 * @param findChunk where the volumes are at hand: gives a chunk by its id
 */
export function createExportedSnapshots(
	{ wrappedKeys }: Pick<ExportedCase, 'wrappedKeys'>,
	findChunk: (chunkId: string) => Promise<SealedChunk | undefined>,
): SealedSnapshots {
	return {
		listWrappedKeys: async (snapshotId) => wrappedKeys.filter(({ ownerId }) => ownerId === snapshotId),
		readChunk: async (snapshotId, chunkId) => {
			const chunk = await findChunk(chunkId);
			return chunk?.snapshotId === snapshotId ? chunk : undefined;
		},
	};
}

/** Data keys by the snapshot or document and the segment that they open. */
export type DataKeys = ReadonlyMap<string, Uint8Array>;

/**
 * Unwraps the data keys of an export with a private key: the desk's sealing key, or the recovery key.
 *
 * Refuses with `key-does-not-open` when it opens none of them.
 */
export async function unwrapDataKeys(
	wrappedKeys: readonly OwnedKey[],
	privateKey: CryptoKey,
): Promise<Result<DataKeys, 'key-does-not-open'>> {
	const keys = new Map<string, Uint8Array>();
	for (const { ownerId, segmentId, wrapped } of wrappedKeys) {
		for (const one of wrapped) {
			const key = await unwrapSegmentKey(one, privateKey);
			if (key.ok) {
				keys.set(nameKey(ownerId, segmentId), key.value);
			}
		}
	}
	return keys.size > 0 || wrappedKeys.length === 0 ? accept(keys) : refuse('key-does-not-open');
}

/** Opens a chunk that the ledger vouches for. Refusals: `chunk-missing`, `key-does-not-open`, `chunk-changed`. */
export async function openVouchedChunk(
	{ snapshotId, segmentId, chunkId, sha256 }: VouchedChunk,
	snapshots: Pick<SealedSnapshots, 'readChunk'>,
	keys: DataKeys,
): Promise<Result<Uint8Array, 'chunk-missing' | 'key-does-not-open' | 'chunk-changed'>> {
	const chunk = await snapshots.readChunk(snapshotId, chunkId);
	const segmentKey = keys.get(nameKey(snapshotId, segmentId));
	if (!chunk || !segmentKey) {
		return refuse(chunk ? 'key-does-not-open' : 'chunk-missing', { chunkId });
	}
	const place = { snapshotId, segmentId, chunkId };
	const opened = chunk.sha256 === sha256 ? await openChunk({ chunk, place, segmentKey }) : undefined;
	return opened?.ok ? accept(opened.value.bytes) : refuse('chunk-changed', { chunkId });
}

function nameKey(ownerId: string, segmentId: string): string {
	return `${ownerId}/${segmentId}`;
}
