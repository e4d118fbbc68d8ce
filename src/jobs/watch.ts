import { isWhole, loadCase } from '../cases/caseFile';
import type { CaseSummary } from '../cases/ports';
import type { Desk } from '../platform/desk';
import { DAY_MS } from '../policy/instants';
import { forgetRoomLists } from '../preservation/capture';
import { watchAccounts } from '../preservation/watch';

/** Of one sweep, in ms: ten thousand accounts take several, and what falls due meanwhile does not wait for them. */
const WATCH_MS = 5_000;
const CASES_AT_ONCE = 4;

/**
 * Looks once a day, and at each start of the process, how the held accounts stand: the platform tells an app of few
 * deletions and of no deactivation at all. What one sweep does not come to, the next ones do.
 *
 * @returns how many cases could not be looked at; they are looked at again tomorrow
 */
export async function watchHeldAccounts(desk: Desk): Promise<number> {
	const { memory, clock } = desk;
	const startedAt = clock();
	if (startedAt - memory.watchedAt >= DAY_MS) {
		memory.watchedAt = startedAt;
		memory.toWatch = (await listHolding(desk)).map(({ caseId }) => caseId);
	}
	let failed = 0;
	while (memory.toWatch.length > 0 && clock() - startedAt < WATCH_MS) {
		const together = memory.toWatch.splice(0, CASES_AT_ONCE);
		failed += (await Promise.all(together.map((caseId) => watchCases(desk, [caseId])))).reduce((sum, count) => sum + count, 0);
	}
	return failed;
}

/** Looks at once at the cases of one account: the platform said that it was deleted. */
export async function watchAccount(desk: Desk, userId: string): Promise<string[]> {
	const cases = (await listHolding(desk)).filter(({ subjects }) => subjects.some((subject) => subject.userId === userId));
	const caseIds = cases.map(({ caseId }) => caseId);
	await watchCases(desk, caseIds);
	return caseIds;
}

async function listHolding({ everyCase }: Desk): Promise<CaseSummary[]> {
	return (await everyCase.list('open')).filter(({ holdStatus }) => holdStatus === 'capturing' || holdStatus === 'active');
}

async function watchCases(desk: Desk, caseIds: readonly string[]): Promise<number> {
	let failed = 0;
	for (const caseId of caseIds) {
		try {
			const loaded = await loadCase(caseId, desk);
			if (isWhole(loaded)) {
				await watchAccounts(loaded, desk);
				await forgetRoomLists(loaded.state, desk);
			}
		} catch {
			failed += 1;
		}
	}
	return failed;
}
