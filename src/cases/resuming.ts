import type { ProductionState, VolumeState } from './state';

/** How an attempt can end without fault of what it was making: the process died, an upload was refused, it took too long. */
const CUT_OFF = ['interrupted', 'upload-failed', 'grant-expired'];

/**
 * Whether an attempt that failed can go on under the approval that it has, rather than be approved anew. Not where what is
 * signed outside was handed out: there the signatures themselves begin it again.
 */
export function isResumable({ status, failure, approvedAt, prepared }: ProductionState): boolean {
	return status === 'failed' && approvedAt !== undefined && !prepared && CUT_OFF.includes(failure ?? '');
}

/** The volumes, from the first on, of which it is known that they were posted: these need not be made again. */
export function listPosted({ volumes = [] }: Pick<ProductionState, 'volumes'>): VolumeState[] {
	const missing = volumes.findIndex((volume, index) => !volume.uploadId || !volume.producedAt || volume.volume !== index + 1);
	return missing < 0 ? volumes : volumes.slice(0, missing);
}
