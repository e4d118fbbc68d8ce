import * as fc from 'fast-check';

import { makeReport, nameBand } from '../../src/cases/report';
import { readPeriod } from '../../src/cases/reportPeriod';
import { writeReportCsv, writeReportText } from '../../src/cases/reportText';
import type { CaseState } from '../../src/cases/state';

const period = (name: string) => {
	const read = readPeriod(name);
	if (!read.ok) {
		throw new Error(`${name} is no period`);
	}
	return read.value;
};

interface RequestFacts {
	kind?: string;
	process?: string;
	outcome?: string;
	receivedOn?: string;
	accounts?: string[];
}

const stateWith = (requests: RequestFacts[], more: Partial<CaseState> = {}): CaseState =>
	({
		requests: requests.map(
			({ kind = 'preservation', process, outcome = 'accepted', receivedOn = '2026-03-02', accounts = ['u1'] }) => ({
				kind,
				outcome,
				receivedOn,
				facts: process ? { process } : {},
				subjects: accounts.map((userId) => ({ userId, username: userId })),
			}),
		),
		productions: [],
		...more,
	}) as unknown as CaseState;

describe('the period of a report', () => {
	it.each([
		['2026', '2026-01-01', '2026-12-31'],
		['2026-h1', '2026-01-01', '2026-06-30'],
		['2026-H2', '2026-07-01', '2026-12-31'],
		['2026-Q3', '2026-07-01', '2026-09-30'],
		['2026-11', '2026-11-01', '2026-11-30'],
		['2028-02', '2028-02-01', '2028-02-29'],
	])('%s is %s to %s', (name, from, to) => {
		expect(period(name)).toMatchObject({ from, to });
	});

	it.each(['', '26', '2026-13', '2026-Q5', '2026-H3', '2026-00', '__proto__', '2026-constructor', '1999'])(
		'refuses %j',
		(typed) => {
			expect(readPeriod(typed)).toEqual({ ok: false, code: 'report-period' });
		},
	);
});

describe('a report', () => {
	it('counts requests by kind, process and outcome, and each account once', () => {
		const report = makeReport(period('2026-H1'), [
			stateWith([{}, { accounts: ['u1', 'u2'] }]),
			stateWith([{ kind: 'contents', process: 'search-warrant', outcome: 'deficient', accounts: [] }]),
		]);
		expect(report.requests).toEqual([
			{ kind: 'contents', process: 'search-warrant', outcome: 'deficient', requests: 1, accounts: 0 },
			{ kind: 'preservation', process: 'none', outcome: 'accepted', requests: 2, accounts: 2 },
		]);
		expect(report.accounts).toBe(2);
	});

	it('leaves out what was received on the day before and the day after', () => {
		const report = makeReport(period('2026-H1'), [
			stateWith([
				{ receivedOn: '2025-12-31' },
				{ receivedOn: '2026-07-01' },
				{ receivedOn: '2026-06-30' },
				{ receivedOn: '2026-01-01' },
			]),
		]);
		expect(report.requests[0]?.requests).toBe(2);
	});

	it('has restricted cases and national security letters in the band alone, so that no exact number tells of them', () => {
		const restricted = stateWith([{}], { restrictedTo: ['u9'] });
		const letter = stateWith([{ process: 'national-security-letter' }]);
		const [without, hidden] = [makeReport(period('2026'), []), makeReport(period('2026'), [restricted, letter])];
		expect(hidden).toEqual(without);
		expect(hidden.restricted).toEqual({ requests: '0–249', accounts: '0–249' });
	});

	it.each([
		[0, '0–249'],
		[249, '0–249'],
		[250, '250–499'],
	])('puts %d into the band %s', (amount, band) => {
		expect(nameBand(amount)).toBe(band);
	});

	it('is a CSV in which no cell runs as a formula, whatever a kind is called', () => {
		fc.assert(
			fc.property(fc.constantFrom('=', '+', '-', '@', '\t', '\r', ''), fc.string(), (start, rest) => {
				const csv = writeReportCsv(makeReport(period('2026'), [stateWith([{ kind: `${start}${rest}` }])]));
				const cells = csv.match(/"(?:[^"]|"")*"/g) ?? [];
				expect(cells.filter((cell) => /^"[=+\-@\t\r]/.test(cell))).toEqual([]);
				expect(cells.length % 7).toBe(0);
			}),
		);
	});

	it('says in words how restricted requests are given, and how many cases could not be read', () => {
		const text = writeReportText(makeReport(period('2026'), [], 3), 'Example', 0);
		expect(text).toContain('50 U.S.C. § 1874(a)(3)');
		expect(text).toContain('COULD NOT BE READ AND ARE IN NO NUMBER: 3');
	});
});
