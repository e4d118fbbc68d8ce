import type { SnapshotStore } from './ports';
import type { ChunkEntry } from '../cases/events';
import type { MakeId, SealedSnapshots } from '../cases/ports';
import type { DocumentState } from '../cases/state';
import {
	concatBytes,
	createSegmentKey,
	openChunk,
	sealChunk,
	sha256Hex,
	unwrapSegmentKey,
	wrapSegmentKey,
	type CryptoKey,
} from '../evidence';
import { accept, refuse, type Result } from '../policy/refusal';

/** A larger file is exported by hand, and its SHA-256 written into the case: the platform hands files over in one piece. */
export const MAX_DOCUMENT_BYTES = 8 * 1024 * 1024;

const CHUNK_BYTES = 1024 * 1024;

/**
 * Seals a file to the desk's certificate, as snapshots are: one data key for the document, pieces of at most 1 MiB. It lies
 * under the document's id, so that one check serves snapshots and documents. Nothing refers to it until the ledger does.
 *
 * @param tools.recipients PEM of the certificates that the data key is wrapped to
 * @returns the pieces in the order of the file's bytes
 */
export async function sealDocument(
	documentId: string,
	bytes: Uint8Array,
	tools: { recipients: readonly string[]; snapshots: SnapshotStore; makeId: MakeId },
): Promise<ChunkEntry[]> {
	const segmentId = tools.makeId();
	const segmentKey = createSegmentKey();
	const wrapped = await wrapSegmentKey(segmentKey, tools.recipients);
	if (!wrapped.ok) {
		throw new Error(`the desk's certificate was refused: ${wrapped.code}`);
	}
	await tools.snapshots.putWrappedKey(documentId, { segmentId, wrapped: wrapped.value });
	const entries: ChunkEntry[] = [];
	for (let start = 0; start < bytes.byteLength || start === 0; start += CHUNK_BYTES) {
		const place = { snapshotId: documentId, segmentId, chunkId: tools.makeId() };
		const chunk = await sealChunk({ place, segmentKey, bytes: bytes.subarray(start, start + CHUNK_BYTES) });
		await tools.snapshots.putChunk(documentId, chunk);
		entries.push({ chunkId: chunk.chunkId, segmentId, sha256: chunk.sha256, content: 'document', records: 1 });
	}
	segmentKey.fill(0);
	return entries;
}

/**
 * Opens a document's copy with the desk's private keys: several while they are being changed.
 *
 * @returns the file's bytes, with the SHA-256 that was recorded when it was attached; or `document-damaged`
 */
export async function unsealDocument(
	{ documentId, chunks, sha256 }: DocumentState,
	snapshots: SealedSnapshots,
	sealingKeys: readonly CryptoKey[],
): Promise<Result<Uint8Array, 'document-damaged'>> {
	const wrapped = (await snapshots.listWrappedKeys(documentId)).flatMap((record) => record.wrapped);
	const keys = await Promise.all(wrapped.flatMap((key) => sealingKeys.map((sealingKey) => unwrapSegmentKey(key, sealingKey))));
	const key = keys.find(({ ok }) => ok);
	const pieces: Uint8Array[] = [];
	for (const { chunkId, segmentId } of chunks) {
		const chunk = await snapshots.readChunk(documentId, chunkId);
		const place = { snapshotId: documentId, segmentId, chunkId };
		const opened = chunk && key?.ok ? await openChunk({ chunk, place, segmentKey: key.value }) : undefined;
		if (!opened?.ok) {
			return refuse('document-damaged');
		}
		pieces.push(opened.value.bytes);
	}
	const bytes = concatBytes(...pieces);
	return sha256Hex(bytes) === sha256 ? accept(bytes) : refuse('document-damaged');
}
