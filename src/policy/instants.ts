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

/**
 * The time left, in words. Never says more than is left: 47 hours and 59 minutes are 47 hours.
 * Hours are given below two days, minutes below two hours, because that is when they matter.
 *
 * @param until epoch ms or Date
 * @param now epoch ms or Date
 * @throws RangeError for what is not an instant
 * @example
 * remainingInWords(Date.parse('2026-03-31T17:00:00Z'), Date.parse('2026-03-19T12:00:00Z')) // 'in 12 days'
 */
export function remainingInWords(until: number | Date, now: number | Date): string {
	const leftMs = readInstant(until) - readInstant(now);
	const amount = describeDuration(Math.abs(leftMs));
	if (amount === undefined) {
		return 'now';
	}
	return leftMs > 0 ? `in ${amount}` : `${amount} overdue`;
}

function describeDuration(durationMs: number): string | undefined {
	if (durationMs >= 2 * DAY_MS) {
		return count(durationMs / DAY_MS, 'day');
	}
	if (durationMs >= 2 * HOUR_MS) {
		return count(durationMs / HOUR_MS, 'hour');
	}
	return durationMs >= MINUTE_MS ? count(durationMs / MINUTE_MS, 'minute') : undefined;
}

function count(amount: number, unit: string): string {
	const whole = Math.floor(amount);
	return `${whole} ${unit}${whole === 1 ? '' : 's'}`;
}
