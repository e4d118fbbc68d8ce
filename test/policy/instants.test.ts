import fc from 'fast-check';

import { dayAfter, formatDay, formatInstant } from '../../src/policy/instants';
import { sayRemaining, speak } from '../../src/surfaces/texts';

const remainingInWords = (until: number | Date, now: number | Date) => sayRemaining(speak('en'), until, now);

const at = (iso: string) => Date.parse(iso);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('a day', () => {
	it.each([
		['2026-03-31T23:59:59.999Z', '2026-03-31'],
		['2026-04-01T00:00:00Z', '2026-04-01'],
		['2026-12-31T23:30:00-05:00', '2027-01-01'],
		['2028-02-29', '2028-02-29'],
	])('of %s is %s, in UTC', (instant, day) => {
		expect(formatDay(instant)).toBe(day);
		expect(formatDay(at(instant))).toBe(day);
		expect(formatDay(new Date(instant))).toBe(day);
	});

	it.each([
		['2028-02-28', '2028-02-29T00:00:00.000Z'],
		['2026-02-28', '2026-03-01T00:00:00.000Z'],
		['2026-12-31', '2027-01-01T00:00:00.000Z'],
	])('%s is over at %s', (day, end) => {
		expect(dayAfter(day)).toBe(end);
	});

	it('is none of what is no instant', () => {
		expect(() => formatDay(NaN)).toThrow(RangeError);
		expect(() => dayAfter('soon')).toThrow(RangeError);
	});
});

describe('writing an instant', () => {
	it.each([
		['2026-03-31T17:00:00.000Z', '2026-03-31T17:00:00Z'],
		['2026-03-31T17:00:00.999Z', '2026-03-31T17:00:00Z'],
		['2026-12-31T23:59:59.999Z', '2026-12-31T23:59:59Z'],
		['2028-02-29T00:00:00.001Z', '2028-02-29T00:00:00Z'],
		['2026-03-31T19:00:00+02:00', '2026-03-31T17:00:00Z'],
		['1969-12-31T23:59:59.500Z', '1969-12-31T23:59:59Z'],
	])('%s is written %s', (instant, written) => {
		expect(formatInstant(at(instant))).toBe(written);
		expect(formatInstant(new Date(instant))).toBe(written);
	});

	it('refuses what is no instant', () => {
		expect(() => formatInstant(NaN)).toThrow(RangeError);
		expect(() => formatInstant(new Date('soon'))).toThrow(RangeError);
	});

	it('loses less than a second, and never gains', () => {
		fc.assert(
			fc.property(fc.integer({ min: -DAY, max: at('9999-12-31T23:59:59Z') }), (instant) => {
				const lost = instant - at(formatInstant(instant));
				expect(lost >= 0 && lost < 1000).toBe(true);
			}),
		);
	});
});

describe('the time left in words', () => {
	const now = at('2026-03-19T12:00:00Z');

	it.each([
		[12 * DAY, 'in 12 days'],
		[90 * DAY, 'in 90 days'],
		[3 * DAY - 1, 'in 2 days'],
		[2 * DAY, 'in 2 days'],
		[2 * DAY - 1, 'in 47 hours'],
		[5 * HOUR, 'in 5 hours'],
		[2 * HOUR, 'in 2 hours'],
		[2 * HOUR - 1, 'in 119 minutes'],
		[MINUTE, 'in 1 minute'],
		[MINUTE - 1, 'now'],
		[0, 'now'],
		[-MINUTE + 1, 'now'],
		[-MINUTE, '1 minute overdue'],
		[-5 * HOUR, '5 hours overdue'],
		[-2 * DAY, '2 days overdue'],
		[-40 * DAY, '40 days overdue'],
	])('%i ms from now is “%s”', (leftMs, words) => {
		expect(remainingInWords(now + leftMs, now)).toBe(words);
		expect(remainingInWords(new Date(now + leftMs), new Date(now))).toBe(words);
	});

	it('counts days of 24 hours, over summer time and the ends of months and years', () => {
		expect(remainingInWords(at('2027-01-02T00:00:00Z'), at('2026-12-30T00:00:00Z'))).toBe('in 3 days');
		expect(remainingInWords(at('2026-03-30T00:00:00Z'), at('2026-03-27T00:00:00Z'))).toBe('in 3 days');
		expect(remainingInWords(at('2028-03-01T00:00:00Z'), at('2028-02-27T00:00:00Z'))).toBe('in 3 days');
	});

	it('never promises more time than is left', () => {
		const units: Record<string, number> = { day: DAY, hour: HOUR, minute: MINUTE };
		fc.assert(
			fc.property(fc.integer({ min: MINUTE, max: 200 * DAY }), (leftMs) => {
				const [, amount = '', unit = ''] = /^in (\d+) (day|hour|minute)s?$/.exec(remainingInWords(now + leftMs, now)) ?? [];
				const promisedMs = Number(amount) * (units[unit] ?? NaN);
				expect(promisedMs <= leftMs && leftMs - promisedMs < (units[unit] ?? 0)).toBe(true);
			}),
		);
	});

	it('refuses what is no instant', () => {
		expect(() => remainingInWords(NaN, now)).toThrow(RangeError);
	});
});
