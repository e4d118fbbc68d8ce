import { lastDayOfMonth } from 'date-fns';

import { formatDay, UTC } from '../policy/instants';
import { refuse, accept, type Result } from '../policy/refusal';

/** Days of a report, YYYY-MM-DD, both included. */
export interface ReportPeriod {
	/** As people write it: 2026, 2026-H1, 2026-Q3, 2026-11. */
	name: string;
	from: string;
	to: string;
}

const MONTHS_OF: Record<string, readonly [first: number, last: number]> = {
	'': [1, 12],
	'H1': [1, 6],
	'H2': [7, 12],
	'Q1': [1, 3],
	'Q2': [4, 6],
	'Q3': [7, 9],
	'Q4': [10, 12],
};

/**
 * Reads a period: a year, a half, a quarter or a month.
 *
 * @example
 * readPeriod('2026-q1') // { name: '2026-Q1', from: '2026-01-01', to: '2026-03-31' }
 */
export function readPeriod(typed: string): Result<ReportPeriod, 'report-period'> {
	const [, year, part = ''] = /^(20\d{2})(?:-(H[12]|Q[1-4]|0[1-9]|1[0-2]))?$/.exec(typed.trim().toUpperCase()) ?? [];
	if (!year) {
		return refuse('report-period');
	}
	const [first, last] = MONTHS_OF[part] ?? [Number(part), Number(part)];
	const dayOf = (month: number) => `${year}-${String(month).padStart(2, '0')}-01`;
	return accept({
		name: part ? `${year}-${part}` : year,
		from: dayOf(first),
		to: formatDay(lastDayOfMonth(dayOf(last), UTC)),
	});
}
