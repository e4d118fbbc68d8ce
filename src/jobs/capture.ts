import type { Announcer } from './announcer';
import { isWhole, loadCase } from '../cases/caseFile';
import type { HoldState } from '../cases/state';
import type { Desk } from '../platform/desk';
import { captureStep } from '../preservation/capture';

const STEP_MS = 4_000;
const JOB_MS = 12_000;

/**
 * Goes on with the captures of a case without waiting for the sweep. Only makes it sooner: the server never repeats a job
 * that failed and drops one that comes due while the app is disabled, so whatever this leaves the sweep does.
 *
 * @returns true when there is more to do
 */
export async function continueCapture(desk: Desk, caseId: string, announcer: Pick<Announcer, 'keepCard'>): Promise<boolean> {
	const startedAt = desk.clock();
	for (;;) {
		// Read anew for each step: another instance may have done it meanwhile.
		const loaded = await loadCase(caseId, desk);
		const hold = isWhole(loaded) ? loaded.state.holds.find(isCapturing) : undefined;
		if (!hold || !isWhole(loaded)) {
			return false;
		}
		if (desk.clock() - startedAt > JOB_MS) {
			return true;
		}
		await announcer.keepCard(desk, await captureStep(loaded, hold.holdId, STEP_MS, desk));
	}
}

function isCapturing({ status, release }: HoldState): boolean {
	return status === 'capturing' && !release;
}
