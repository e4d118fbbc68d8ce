import { execFileSync } from 'node:child_process';
import path from 'node:path';

import { at, ROWS, show } from './clockTable';
import { REGIMES } from '../../src/policy/clocks';
import { LAW } from '../../src/policy/law';

/** Where readers and servers stand: the clocks of the first three change within the year, each on another day. */
const ZONES = ['America/New_York', 'Europe/Berlin', 'Australia/Lord_Howe', 'UTC'];

/** Instants over a century and a half, among them ends of months and leap days. */
const SAMPLES = [
	...Array.from({ length: 200 }, (_, index) => at('2000-01-01T23:59:59Z') + index * 273 * 86_400_000 + index * 1_234_567),
	...['2028-02-29T12:00:00Z', '2027-12-31T23:59:59Z', '2026-01-31T00:00:00Z', '2026-08-31T06:00:00Z'].map(at),
];

interface Printed {
	changesClocks: boolean;
	ends: (string | null)[];
	words: string[];
	orderStarts: string;
	calendar: string[];
	period: unknown;
	preserved: number[];
	reviews: number[][];
	days: number[];
	months: number[][];
}

/** What a process in this time zone says: a process has one zone for its whole life. */
function printIn(zone: string): Printed {
	const script = path.join(__dirname, 'printClocks.ts');
	const args = ['--import', 'tsx', script, ...SAMPLES.map(String)];
	return JSON.parse(execFileSync(process.execPath, args, { env: { ...process.env, TZ: zone }, encoding: 'utf8' })) as Printed;
}

describe('each clock says what its law says', () => {
	it.each(ROWS)('%s: %s', (law, _words, clock, end) => {
		expect(LAW[law].cite).not.toBe('');
		expect(show(clock())).toBe(end);
	});

	it('for every law that a regime names', () => {
		const named = Object.values(REGIMES).flatMap((regime) => regime.law);
		expect(named.filter((law) => !ROWS.some(([known]) => known === law))).toEqual([]);
	});
});

describe('in whatever zone the server or the reader is', () => {
	const printed = Object.fromEntries(ZONES.map((zone) => [zone, printIn(zone)]));

	it('also where clocks are changed within the year', () => {
		expect(ZONES.filter((zone) => printed[zone]?.changesClocks)).toEqual(ZONES.slice(0, 3));
	});

	it.each(ZONES)('in %s every clock ends at the same instant, is written in UTC, and has the same words', (zone) => {
		expect(printed[zone]?.ends).toEqual(ROWS.map(([, , , end]) => end ?? null));
		expect(printed[zone]?.words).toEqual(['in 3 days', 'in 5 hours', 'in 3 days', 'in 5 hours']);
		expect(printed[zone]?.orderStarts).toBe('2026-03-28T10:00:00Z');
	});

	it.each(ZONES)('in %s days and months of a calendar are those of UTC', (zone) => {
		expect(printed[zone]?.calendar).toEqual([
			...['2026-03-29', '2026-03-30T00:00:00.000Z'],
			...['2026-11-01', '2026-11-02T00:00:00.000Z'],
		]);
		expect(printed[zone]?.period).toMatchObject({ value: { from: '2026-01-01', to: '2026-03-31' } });
		expect(printed[zone]?.preserved).toEqual(SAMPLES.map((start) => start + 90 * 86_400_000));
		// Left alone date-fns is right only in UTC: there it says when an order without an end is to be looked at.
		expect(printed[zone]?.reviews.map((reviews) => reviews.slice(0, 12))).toEqual(
			printed.UTC?.months.map((months) => months.slice(0, 12)),
		);
	});

	it('would differ, were it left to date-fns alone', () => {
		expect(printed.UTC?.days).toEqual(printed.UTC?.preserved);
		expect(printed['America/New_York']?.days).not.toEqual(printed.UTC?.days);
	});
});
