import fc from 'fast-check';

import {
	extensionEnd,
	HOLD_REMINDER_DAYS,
	isRegime,
	preservationEnd,
	productionDeadline,
	REGIMES,
} from '../../src/policy/clocks';
import { formatInstant } from '../../src/policy/instants';

const at = (iso: string) => Date.parse(iso);
const instants = fc.integer({ min: at('1990-01-01T00:00:00Z'), max: at('2200-01-01T00:00:00Z') });

/** @clause preservation-ninety-days */
describe('a temporary snapshot of the relevant account records for 90 days', () => {
	it.each([
		['2026-01-01T10:15:00Z', '2026-04-01T10:15:00Z', 'over February of a common year'],
		['2028-01-01T10:15:00Z', '2028-03-31T10:15:00Z', 'over a leap day'],
		['2028-02-29T23:59:59Z', '2028-05-29T23:59:59Z', 'from a leap day'],
		['2100-01-01T00:00:00Z', '2100-04-01T00:00:00Z', 'over February of 2100, which has no leap day'],
		['2026-11-03T00:00:00Z', '2027-02-01T00:00:00Z', 'over the end of a year'],
		['2026-12-31T23:59:59Z', '2027-03-31T23:59:59Z', 'from the last second of a year'],
		['2026-03-01T06:30:00Z', '2026-05-30T06:30:00Z', 'over the start of summer time in Wilmington and in Europe'],
		['2026-10-01T06:30:00Z', '2026-12-30T06:30:00Z', 'over its end'],
		['2026-01-31T12:00:00Z', '2026-05-01T12:00:00Z', 'from the end of a month'],
	])('from %s to %s: 90 times 24 hours, %s', (capturedAt, expiresAt) => {
		expect(formatInstant(preservationEnd(at(capturedAt), 'us-2703f'))).toBe(expiresAt);
	});

	it.each([
		['us-2703f', '2026-04-01T10:15:00Z'],
		['eu-2023-1543', '2026-03-02T10:15:00Z'],
		['budapest', '2026-04-01T10:15:00Z'],
	])('runs by the regime %s', (regime, expiresAt) => {
		expect(formatInstant(preservationEnd(new Date('2026-01-01T10:15:00Z'), regime))).toBe(expiresAt);
	});

	it('lasts exactly the regime’s days from any instant', () => {
		fc.assert(
			fc.property(instants, fc.constantFrom('us-2703f', 'eu-2023-1543', 'budapest'), (capturedAt, regime) => {
				const days = { 'us-2703f': 90, 'eu-2023-1543': 60, 'budapest': 90 }[regime];
				expect((preservationEnd(capturedAt, regime) - capturedAt) / (24 * 60 * 60 * 1000)).toBe(days);
			}),
		);
	});

	it.each(['', 'US-2703F', '__proto__', 'toString', 'constructor'])('makes up no period for the regime %j', (regime) => {
		expect(isRegime(regime)).toBe(false);
		expect(() => preservationEnd(0, regime)).toThrow(RangeError);
	});

	it('makes up no period from a date that is none', () => {
		expect(() => preservationEnd(NaN, 'us-2703f')).toThrow(RangeError);
		expect(() => preservationEnd(new Date('soon'), 'us-2703f')).toThrow(RangeError);
	});
});

/** @clause preservation-extension */
describe('We may honor requests for extensions of preservation requests', () => {
	const hold = { expiresAt: at('2026-04-01T10:15:00Z'), regime: 'us-2703f', extensions: 0 };

	it('adds 90 days to the present end, not to the day of the request', () => {
		expect(extensionEnd(hold, at('2026-03-20T08:00:00Z'))).toEqual({ ok: true, value: at('2026-06-30T10:15:00Z') });
	});

	it('adds 30 days in the European Union', () => {
		const european = { ...hold, regime: 'eu-2023-1543', expiresAt: at('2028-02-15T00:00:00Z') };
		expect(extensionEnd(european, at('2028-02-01T00:00:00Z'))).toEqual({ ok: true, value: at('2028-03-16T00:00:00Z') });
	});

	it.each([
		['us-2703f', 1],
		['us-2703f', 2],
		['eu-2023-1543', 1],
		['budapest', 0],
	])('under %s refuses another after %i: counsel decides on a new request', (regime, extensions) => {
		expect(extensionEnd({ ...hold, regime, extensions }, hold.expiresAt)).toMatchObject({
			ok: false,
			code: 'no-further-extension',
		});
	});

	it('is granted until the last instant, and refused afterwards: there is nothing left to extend', () => {
		expect(extensionEnd(hold, hold.expiresAt).ok).toBe(true);
		expect(extensionEnd(hold, hold.expiresAt + 1)).toMatchObject({
			code: 'already-expired',
			params: { expiresAt: '2026-04-01T10:15:00.000Z' },
		});
	});
});

describe('production deadlines', () => {
	const receivedAt = at('2028-02-25T09:30:00Z');

	it('are 10 days for an EPOC and 8 hours in an emergency (Regulation (EU) 2023/1543, Article 10)', () => {
		expect(formatInstant(productionDeadline(receivedAt, 'eu-2023-1543') ?? 0)).toBe('2028-03-06T09:30:00Z');
		expect(formatInstant(productionDeadline(receivedAt, 'eu-2023-1543', true) ?? 0)).toBe('2028-02-25T17:30:00Z');
	});

	it('are set by the order itself elsewhere', () => {
		expect(productionDeadline(receivedAt, 'us-2703f')).toBeUndefined();
		expect(productionDeadline(receivedAt, 'us-2703f', true)).toBeUndefined();
		expect(productionDeadline(receivedAt, 'budapest')).toBeUndefined();
	});
});

it('the table of regimes says what the law says', () => {
	expect(HOLD_REMINDER_DAYS).toEqual([30, 14, 7, 3, 1]);
	expect(REGIMES).toMatchObject({
		'us-2703f': { preservationDays: 90, extensionDays: 90, maxExtensions: 1 },
		'eu-2023-1543': {
			preservationDays: 60,
			extensionDays: 30,
			maxExtensions: 1,
			productionDays: 10,
			emergencyProductionHours: 8,
		},
		'budapest': { preservationDays: 90, maxExtensions: 0 },
	});
});
