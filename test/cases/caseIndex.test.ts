import type { ReferenceClaim } from '../../src/cases/ports';
import { SETTLE_MS } from '../../src/cases/references';
import { createCaseIndex, createClaimStore } from '../../src/platform/caseIndex';
import type { Records } from '../../src/platform/records';

/** Records in memory, which tell how many of them each read brought. */
function createStore() {
	const kept: { names: string[]; json: string }[] = [];
	const reads: number[] = [];
	const find = (names: string[]) => kept.filter((entry) => names.every((name) => entry.names.includes(name)));
	const records: Records = {
		add: async (names, value) => void kept.push({ names, json: JSON.stringify(value) }),
		async list<T>(...names: string[]) {
			const found = find(names).map(({ json }) => JSON.parse(json) as T);
			reads.push(found.length);
			return found;
		},
		replace: async () => undefined,
		async remove(...names) {
			const found = find(names);
			found.forEach((entry) => kept.splice(kept.indexOf(entry), 1));
			return found.length;
		},
		removeAll: async (...names) => void (await records.remove(...names)),
	};
	return { records, reads };
}

const makeClaim = (number: number, claimId: string, patienceMs = SETTLE_MS): ReferenceClaim => {
	const reference = `LE-2026-${String(number).padStart(4, '0')}`;
	return { reference, year: 2026, number, caseId: `case-of-${claimId}`, claimId, patienceMs };
};

describe('the index of cases', () => {
	it('finds a case by its reference without reading the other cases of the year', async () => {
		const { records, reads } = createStore();
		const claims = createClaimStore(records, new Map());
		for (let number = 1; number <= 300; number++) {
			await claims.add(makeClaim(number, `c${number}`));
		}
		reads.length = 0;
		expect(await createCaseIndex(records).find('LE-2026-0150')).toEqual({ caseId: 'case-of-c150' });
		expect(reads).toEqual([1]);
	});

	it('says of rival claims the same whatever the order in which they come', async () => {
		for (const order of [
			['b', 'a'],
			['a', 'b'],
		]) {
			const { records } = createStore();
			const claims = createClaimStore(records, new Map());
			for (const claimId of order) {
				await claims.add(makeClaim(7, claimId));
			}
			expect(await createCaseIndex(records).find('LE-2026-0007')).toEqual({ caseId: 'case-of-a' });
		}
	});

	it('finds cases whose claims an older version wrote, and gives new ones other numbers', async () => {
		const { records } = createStore();
		await records.add(['claims:2026', 'claim:old'], makeClaim(12, 'old'));
		expect(await createCaseIndex(records).find('LE-2026-0012')).toEqual({ caseId: 'case-of-old' });
		expect(await createClaimStore(records, new Map()).findHighest(2026)).toBe(12);
	});

	it('knows no case whose claim was withdrawn', async () => {
		const { records } = createStore();
		const claims = createClaimStore(records, new Map());
		await claims.add(makeClaim(1, 'c'));
		await claims.withdraw(makeClaim(1, 'c'));
		expect(await createCaseIndex(records).find('LE-2026-0001')).toBeUndefined();
	});
});
