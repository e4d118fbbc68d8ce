import type { ChunkFault } from './events';
import type { SealedSnapshots } from './ports';
import type { CaseState } from './state';
import { checkSealedChunk, type ChunkPlace } from '../evidence';

/** A sealed chunk that the ledger vouches for. */
export interface VouchedChunk extends ChunkPlace {
	sha256: string;
}

/** How far the check of a case's sealed chunks has come. */
export interface ChunkProgress {
	/** Chunks that are done, in the order of `listVouchedChunks`. */
	checked: number;
	/** The first fifty. */
	faults: ChunkFault[];
	faultCount: number;
}

const KEPT_FAULTS = 50;

/** Every sealed chunk that has to be there now, in the ledger's order: snapshots that were not purged, and documents. */
export function listVouchedChunks({ holds, documents }: CaseState): VouchedChunk[] {
	const snapshots = holds.filter(({ status }) => status === 'capturing' || status === 'active');
	return [
		...snapshots.flatMap(({ snapshotId, chunks }) => chunks.map((chunk) => ({ snapshotId, ...chunk }))),
		...documents.flatMap(({ documentId, chunks }) => chunks.map((chunk) => ({ snapshotId: documentId, ...chunk }))),
	].map(({ snapshotId, segmentId, chunkId, sha256 }) => ({ snapshotId, segmentId, chunkId, sha256 }));
}

/**
 * Checks sealed chunks against the ledger for about `budgetMs`: that each is there, in its place, and has the hash that was
 * recorded when it was sealed. No key is needed.
 */
export async function checkChunks(
	chunks: readonly VouchedChunk[],
	from: ChunkProgress,
	tools: { snapshots: SealedSnapshots; clock: () => number; budgetMs: number },
): Promise<ChunkProgress> {
	const startedAt = tools.clock();
	const progress = { ...from, faults: [...from.faults] };
	for (const chunk of chunks.slice(from.checked)) {
		if (tools.clock() - startedAt > tools.budgetMs) {
			break;
		}
		const code = await findFault(chunk, tools.snapshots);
		if (code) {
			progress.faultCount += 1;
			progress.faults = [...progress.faults, { chunkId: chunk.chunkId, code }].slice(0, KEPT_FAULTS);
		}
		progress.checked += 1;
	}
	return progress;
}

async function findFault(vouched: VouchedChunk, snapshots: SealedSnapshots): Promise<string | undefined> {
	const stored = await snapshots.readChunk(vouched.snapshotId, vouched.chunkId);
	if (!stored) {
		return 'missing-chunk';
	}
	const { sha256, ...place } = vouched;
	const checked = checkSealedChunk(stored, place);
	if (!checked.ok) {
		return checked.code;
	}
	return stored.sha256 === sha256 ? undefined : 'differs-from-ledger';
}
