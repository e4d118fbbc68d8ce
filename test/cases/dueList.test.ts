import { makeDigest } from '../../src/cases/digest';
import type { DueItem } from '../../src/cases/dueItem';
import { listDueLines } from '../../src/cases/dueLines';
import type { CaseSummary } from '../../src/cases/ports';

const NOW = Date.parse('2026-03-01T12:00:00Z');
const HOUR = 3_600_000;
const READER = { userId: 'officer', isApprover: false };

const item = (at: number, part: Partial<DueItem> = {}): DueItem => ({ key: `k${at}`, kind: 'approval', at, ...part });
const open = (reference: string, due: DueItem[], part: Partial<CaseSummary> = {}): CaseSummary => ({
	...{ caseId: reference, reference, subjects: [{ userId: 's', username: 'maria.silva' }], openedAt: '', open: true },
	...{ holdStatus: 'none', eventCount: 1, due, head: 'a'.repeat(64) },
	...part,
});

describe('the due list over cases', () => {
	it('puts the nearest clock first, of whatever case, and marks what is overdue from its very instant', () => {
		const lines = listDueLines([open('B', [item(NOW + 1), item(NOW)]), open('A', [item(NOW - 5 * HOUR)])], READER, 'all', NOW);
		expect(lines.map(({ summary, item: { at }, isOverdue }) => [summary.reference, at - NOW, isOverdue])).toEqual([
			['A', -5 * HOUR, true],
			['B', 0, true],
			['B', 1, false],
		]);
	});

	it('puts an emergency that waits for a decision before everything, however long that is overdue', () => {
		const cases = [open('A', [item(NOW - 90 * 24 * HOUR)]), open('B', [item(NOW + 2 * HOUR, { kind: 'emergency' })])];
		expect(listDueLines(cases, READER, 'all', NOW).map(({ summary }) => summary.reference)).toEqual(['B', 'A']);
	});

	it('shows as mine what I began or nobody did, and to an approver only what others ask for', () => {
		const cases = [
			open('A', [item(1, { by: 'officer' }), item(2, { by: 'other' }), item(3)]),
			open('B', [item(4, { needsApprover: true, by: 'officer' }), item(5, { needsApprover: true, by: 'other' })]),
		];
		const mine = (reader: { userId: string; isApprover: boolean }) =>
			listDueLines(cases, reader, 'mine', NOW).map((line) => line.item.at);
		expect(mine(READER)).toEqual([1, 3]);
		expect(mine({ userId: 'officer', isApprover: true })).toEqual([1, 3, 5]);
	});

	it('counts what is put off as overdue only when its day has come, and never hides it', () => {
		const snoozed = open('A', [item(NOW - HOUR, { snoozedUntil: NOW + HOUR })]);
		expect(listDueLines([snoozed], READER, 'overdue', NOW)).toEqual([]);
		expect(listDueLines([snoozed], READER, 'all', NOW)).toHaveLength(1);
		expect(listDueLines([snoozed], READER, 'overdue', NOW + HOUR)).toHaveLength(1);
	});

	it('reads the summary of an older version, which has no list, as one with nothing due', () => {
		expect(listDueLines([open('A', [], { due: undefined })], READER, 'all', NOW)).toEqual([]);
	});
});

describe('the digest', () => {
	it('says nothing when nothing is due within a week', () => {
		expect(makeDigest([open('A', [item(NOW + 8 * 24 * HOUR)])], [], NOW)).toBeUndefined();
	});

	it('counts by kind and names the ledger heads of every open case', () => {
		const digest = makeDigest([open('B', [item(NOW + HOUR)]), open('A', [item(NOW - HOUR)])], [], NOW);
		expect(digest).toMatchObject({ openCases: 2, counts: { approval: 2 } });
		expect(digest?.heads.map(({ reference }) => reference)).toEqual(['A', 'B']);
		expect(digest?.overdue.map(({ summary }) => summary.reference)).toEqual(['A']);
	});

	it('tells nothing, not even a number, of cases that a reader of the channel may not know of', () => {
		const cases = [open('A', [item(NOW)], { restrictedTo: ['officer'] }), open('B', [item(NOW)])];
		expect(makeDigest(cases, ['s', 'officer'], NOW)).toBeUndefined();
		expect(makeDigest(cases, ['officer'], NOW)).toMatchObject({ openCases: 1 });
	});
});
