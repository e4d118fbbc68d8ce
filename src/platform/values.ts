/**
 * Reading what the platform answers. Values cross a wire that turns `undefined` into `null` and an invalid date into
 * 1970-01-01; so null and undefined are one here, and an instant at the epoch counts as absent.
 */

export function asText(value: unknown): string | undefined {
	return typeof value === 'string' && value !== '' ? value : undefined;
}

/** @returns ISO 8601 UTC with milliseconds, or undefined for anything that is no instant */
export function asInstant(value: unknown): string | undefined {
	if (value === undefined || value === null) {
		return undefined;
	}
	const date =
		value instanceof Date ? value : new Date(typeof value === 'string' || typeof value === 'number' ? value : Number.NaN);
	return Number.isFinite(date.getTime()) && date.getTime() !== 0 ? date.toISOString() : undefined;
}

export function asTexts(value: unknown): string[] {
	return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

/** Copies an object of our own making without the keys that have no value. Runs for every message. */
export function withoutAbsent<T extends object>(value: T): T {
	const kept: Partial<T> = {};
	for (const key of Object.keys(value) as (keyof T)[]) {
		if (value[key] !== undefined && value[key] !== null) {
			kept[key] = value[key];
		}
	}
	return kept as T;
}
