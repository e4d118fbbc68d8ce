import { isWhole, loadCase } from '../cases/caseFile';
import type { CaseSummary } from '../cases/ports';
import type { Desk } from '../platform/desk';
import { DAY_MS } from '../policy/clocks';
import { watchAccounts } from '../preservation/watch';

/**
 * Looks once a day, and at each start of the process, how the held accounts stand: the platform tells an app of few
 * deletions and of no deactivation at all.
 *
 * @returns how many cases could not be looked at; they are looked at again tomorrow
 */
export async function watchHeldAccounts(desk: Desk): Promise<number> {
	const now = desk.clock();
	if (now - desk.memory.watchedAt < DAY_MS) {
		return 0;
	}
	desk.memory.watchedAt = now;
	return watchCases(desk, await listHolding(desk));
}

/** Looks at once at the cases of one account: the platform said that it was deleted. */
export async function watchAccount(desk: Desk, userId: string): Promise<string[]> {
	const cases = (await listHolding(desk)).filter(({ subjects }) => subjects.some((subject) => subject.userId === userId));
	await watchCases(desk, cases);
	return cases.map(({ caseId }) => caseId);
}

async function listHolding({ everyCase }: Desk): Promise<CaseSummary[]> {
	return (await everyCase.list('open')).filter(({ holdStatus }) => holdStatus === 'capturing' || holdStatus === 'active');
}

async function watchCases(desk: Desk, cases: readonly CaseSummary[]): Promise<number> {
	let failed = 0;
	for (const { caseId } of cases) {
		try {
			const loaded = await loadCase(caseId, desk);
			if (isWhole(loaded)) {
				await watchAccounts(loaded, desk);
			}
		} catch {
			failed += 1;
		}
	}
	return failed;
}
