import fc from 'fast-check';

import { DEFAULT_RULES, nameReminders, readRules, RULE_NAMES } from '../../src/policy/deskRules';

describe('what an administrator may set', () => {
	it('is the default where nothing is typed', () => {
		expect(readRules({})).toEqual({ rules: DEFAULT_RULES, unreadable: [] });
		expect(readRules({ digestHour: '  ', holdReminderDays: null })).toEqual({ rules: DEFAULT_RULES, unreadable: [] });
		expect(DEFAULT_RULES).toMatchObject({ noticeWaitingDays: 7, digestHour: 14 });
	});

	it.each([
		['noticeWaitingDays', '0', 0],
		['noticeWaitingDays', ' 14 ', 14],
		['noticeWaitingDays', 90, 90],
		['digestHour', '0', 0],
		['digestHour', '23', 23],
		['holdReminderDays', '7, 30;1', [30, 7, 1]],
		['holdReminderDays', '14\n14 0', [14]],
		['orderReminderDays', '10, 60', [60, 10, 0]],
		['orderReminderDays', '0, 5', [5, 0]],
	] as const)('%s reads %j as %j', (name, typed, value) => {
		const read = readRules({ [name]: typed });
		expect(read.unreadable).toEqual([]);
		expect(read.rules).toEqual({ ...DEFAULT_RULES, [name]: value });
	});

	it.each([
		['noticeWaitingDays', '91'],
		['noticeWaitingDays', '-1'],
		['noticeWaitingDays', '1.5'],
		['noticeWaitingDays', 'a week'],
		['noticeWaitingDays', '1e1'],
		['digestHour', '24'],
		['digestHour', '14:00'],
		['holdReminderDays', '30, soon'],
		['holdReminderDays', '0'],
		['holdReminderDays', '366'],
		['holdReminderDays', '1,2,3,4,5,6,7,8,9,10,11,12,13'],
		['orderReminderDays', ','],
		['orderReminderDays', '-7'],
	] as const)('%s names %j as unreadable, and the default holds', (name, typed) => {
		expect(readRules({ [name]: typed })).toEqual({ rules: DEFAULT_RULES, unreadable: [{ name, typed }] });
	});

	it('never fails, and never gives a period that is none, whatever is stored', () => {
		fc.assert(
			fc.property(fc.constantFrom(...RULE_NAMES), fc.oneof(fc.string(), fc.integer(), fc.anything()), (name, typed) => {
				const { rules } = readRules({ [name]: typed });
				expect(rules.noticeWaitingDays >= 0 && rules.noticeWaitingDays <= 90).toBe(true);
				expect(rules.digestHour >= 0 && rules.digestHour <= 23).toBe(true);
				for (const days of [rules.holdReminderDays, rules.orderReminderDays]) {
					expect(days.length).toBeGreaterThan(0);
					expect(days.every((day, index) => Number.isInteger(day) && (index === 0 || day < (days[index - 1] ?? 0)))).toBe(true);
				}
				expect(rules.orderReminderDays.at(-1)).toBe(0);
			}),
		);
	});

	it('is told apart by its reminders, so that lists follow a change', () => {
		const changed = readRules({ orderReminderDays: '60' }).rules;
		expect(nameReminders(changed)).not.toBe(nameReminders(DEFAULT_RULES));
	});
});
