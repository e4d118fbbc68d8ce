/** Prints what the clocks say in the time zone of this process, and what date-fns says in it when left alone. Run by clocksLaw.test.ts. */
import { addDays, addMonths } from 'date-fns';

import { at, ROWS, show } from './clockTable';
import { orderStart } from '../../src/cases/decisions/orders';
import { readPeriod } from '../../src/cases/reportPeriod';
import { preservationEnd } from '../../src/policy/clocks';
import { dayAfter, formatDay } from '../../src/policy/instants';
import { orderReviewsDue, type NoticeException } from '../../src/policy/notice';
import { sayRemaining, speak } from '../../src/surfaces/texts';

/** The nights in which summer time begins in Berlin, and ends in New York. */
const NIGHTS = ['2026-03-29T00:30:00Z', '2026-11-01T05:30:00Z'].map(at);
const say = speak('en');
const samples = process.argv.slice(2).map(Number);
const offsetOf = (iso: string) => new Date(iso).getTimezoneOffset();

/** An order without an end, of which people are asked every month. */
const endlessOrder = (startsAt: number): NoticeException => ({
	...{ kind: 'order', subjects: ['u'], recordedAt: startsAt, recordedBy: 'o' },
	...{ court: 'c', orderNumber: '1', statute: 's', startsAt },
});

process.stdout.write(
	JSON.stringify({
		changesClocks: offsetOf('2026-01-15T00:00:00Z') !== offsetOf('2026-07-15T00:00:00Z'),
		ends: ROWS.map(([, , clock]) => show(clock()) ?? null),
		words: NIGHTS.flatMap((night) => [
			sayRemaining(say, night + 3 * 86_400_000, night),
			sayRemaining(say, night + 5 * 3_600_000, night),
		]),
		orderStarts: show(orderStart({ startsOn: '2026-03-29' })),
		calendar: NIGHTS.flatMap((night) => [formatDay(night), dayAfter(formatDay(night))]),
		period: readPeriod('2026-Q1'),
		preserved: samples.map((start) => preservationEnd(start, 'us-2703f')),
		reviews: samples.map((startsAt) => orderReviewsDue(endlessOrder(startsAt), addMonths(startsAt, 14))),
		days: samples.map((start) => addDays(start, 90).getTime()),
		months: samples.map((start) => Array.from({ length: 14 }, (_, index) => addMonths(start, index + 1).getTime())),
	}),
);
