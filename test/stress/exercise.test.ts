import { addUp, countExercised, listUnexercised } from '../../stress/exercise';
import type { World } from '../../stress/world';

/** A world in which nothing has happened but what is given. */
const worldOf = (events: object[], noted: [string, number][] = []) =>
	({ archive: { ledgers: new Map([['c', events]]), cases: [] }, noted: new Map(noted) }) as unknown as World;

describe('what a run put to the test', () => {
	const approved = { type: 'production.approved', ledger: 'c', body: {} };
	const changed = { type: 'production.changed', ledger: 'c', body: {} };

	it('is counted from the ledgers, and from what was noted beside them', () => {
		const exercised = countExercised(
			worldOf([{ type: 'reminder.posted', ledger: 'c', body: { daysBefore: 7 } }], [['jobs that were lost', 2]]),
		);
		expect(exercised['reminders of 7 days before the end']).toBe(1);
		expect(exercised['reminders of 1 days before the end']).toBe(0);
		expect(exercised['jobs that were lost']).toBe(2);
	});

	it('tells a change after an approval from one before it', () => {
		const promise = 'productions changed after an approval';
		expect(countExercised(worldOf([approved, changed]))[promise]).toBe(1);
		expect(countExercised(worldOf([changed, approved]))[promise]).toBe(0);
	});

	it('lacks what no run met; several runs lack what none of them met', () => {
		const one = countExercised(worldOf([changed]));
		const other = countExercised(worldOf([], [['packages with contents', 1]]));
		expect(listUnexercised(one)).toContain('packages with contents');
		expect(listUnexercised(one, other)).not.toContain('packages with contents');
		expect(listUnexercised(one, other)).toContain('packages handed over: subpoena');
		expect(addUp([one, one])['productions changed']).toBe(2);
	});
});
