import { UTCDateMini } from '@date-fns/utc/date/mini';
import { addDays, differenceInDays, differenceInHours, differenceInMinutes, formatISO, startOfSecond } from 'date-fns';
import { millisecondsInDay, millisecondsInHour, millisecondsInMinute } from 'date-fns/constants';

export { millisecondsInDay as DAY_MS, millisecondsInHour as HOUR_MS, millisecondsInMinute as MINUTE_MS };

/**
 * What every function of date-fns that knows of days, months or hours of the day is given: left alone it reckons in the
 * time zone of its process, where a day can have 23 or 25 hours.
 *
 * @example
 * addDays(Date.parse('2026-03-01T10:15:00Z'), 90, UTC).getTime() // Date.parse('2026-05-30T10:15:00Z')
 */
export const UTC = { in: (value: Date | number | string): Date => new UTCDateMini(Number(new Date(value))) };

/**
 * @param instant epoch ms or Date
 * @returns epoch ms
 * @throws RangeError for what is not an instant: a clock must not run from a date that nobody gave
 */
export function readInstant(instant: number | Date): number {
	const epochMs = Number(instant);
	if (!Number.isFinite(epochMs)) {
		throw new RangeError('Not an instant');
	}
	return epochMs;
}

/**
 * An instant as everything of the desk writes it: ISO 8601, UTC, whole seconds (cut, never rounded up).
 *
 * @param instant epoch ms or Date
 * @throws RangeError for what is not an instant
 * @example
 * formatInstant(Date.parse('2026-03-31T17:00:00.999Z')) // '2026-03-31T17:00:00Z'
 */
export function formatInstant(instant: number | Date): string {
	return startOfSecond(readInstant(instant)).toISOString().replace('.000Z', 'Z');
}

/**
 * The day of an instant, in UTC.
 *
 * @param instant epoch ms, Date or ISO 8601
 * @throws RangeError for what is not an instant
 * @example
 * formatDay(Date.parse('2026-03-31T23:59:59Z')) // '2026-03-31'
 */
export function formatDay(instant: number | Date | string): string {
	return formatISO(instant, { representation: 'date', ...UTC });
}

/**
 * The first instant after a day in UTC: until then the day is not over.
 *
 * @param day YYYY-MM-DD
 * @example
 * dayAfter('2028-02-28') // '2028-02-29T00:00:00.000Z'
 */
export function dayAfter(day: string): string {
	return addDays(day, 1, UTC).toISOString();
}

/** How long something still has, or has been overdue, in the one unit that a person needs. */
export interface Remaining {
	isOver: boolean;
	/** Whole units; 0 for less than a minute. */
	amount: number;
	unit: 'days' | 'hours' | 'minutes';
}

/**
 * Measures the time left. Never says more than is left: 47 hours and 59 minutes are 47 hours. Hours are given below two days,
 * minutes below two hours, because that is when they matter.
 *
 * @param until epoch ms or Date
 * @param now epoch ms or Date
 * @throws RangeError for what is not an instant
 * @example
 * measureRemaining(Date.parse('2026-03-31T17:00:00Z'), Date.parse('2026-03-19T12:00:00Z')) // { isOver: false, amount: 12, unit: 'days' }
 */
export function measureRemaining(until: number | Date, now: number | Date): Remaining {
	const [end, present] = [readInstant(until), readInstant(now)];
	const isOver = end <= present;
	const days = Math.abs(differenceInDays(end, present, UTC));
	if (days >= 2) {
		return { isOver, amount: days, unit: 'days' };
	}
	const hours = Math.abs(differenceInHours(end, present));
	return hours >= 2
		? { isOver, amount: hours, unit: 'hours' }
		: { isOver, amount: Math.abs(differenceInMinutes(end, present)), unit: 'minutes' };
}
