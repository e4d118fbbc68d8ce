const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

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
	const seconds = Math.floor(readInstant(instant) / 1000);
	return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
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
	const leftMs = readInstant(until) - readInstant(now);
	const durationMs = Math.abs(leftMs);
	const isOver = leftMs <= 0;
	if (durationMs >= 2 * DAY_MS) {
		return { isOver, amount: Math.floor(durationMs / DAY_MS), unit: 'days' };
	}
	if (durationMs >= 2 * HOUR_MS) {
		return { isOver, amount: Math.floor(durationMs / HOUR_MS), unit: 'hours' };
	}
	return { isOver, amount: Math.floor(durationMs / MINUTE_MS), unit: 'minutes' };
}
