import { appendEvents, isWhole, loadCase } from '../cases/caseFile';
import { checkChunks, listVouchedChunks, type ChunkProgress } from '../cases/verifyChunks';
import type { Desk } from '../platform/desk';

const JOB_MS = 12_000;

/**
 * Goes on with the check of a case's sealed chunks. When the job is lost the sweep schedules it anew, from the beginning.
 *
 * @returns how far it came, when there is more to do
 */
export async function continueVerification(
	desk: Desk,
	caseId: string,
	verificationId: string,
	from: ChunkProgress,
): Promise<ChunkProgress | undefined> {
	const loaded = await loadCase(caseId, desk);
	const verification = isWhole(loaded) ? loaded.state.verification : undefined;
	if (!isWhole(loaded) || verification?.verificationId !== verificationId || verification.completedAt) {
		return undefined;
	}
	const chunks = listVouchedChunks(loaded.state);
	const progress = await checkChunks(chunks, from, { ...desk, budgetMs: JOB_MS });
	if (progress.checked < chunks.length) {
		return progress;
	}
	const { checked: chunksChecked, faults, faultCount } = progress;
	const body = { verificationId, chunksChecked, faults, faultCount };
	await appendEvents(loaded, [{ type: 'verification.completed', body }], { kind: 'desk', part: 'sweep' }, desk);
	return undefined;
}
