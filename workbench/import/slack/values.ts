/** Values of an export, in which nothing is certain. */
export const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

export const recordOf = (value: unknown): Record<string, unknown> =>
	typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

export const recordsOf = (value: unknown): Record<string, unknown>[] =>
	(Array.isArray(value) ? value : []).filter((entry) => typeof entry === 'object' && entry !== null);

const latestSeconds = 253_402_300_799; // the year 9999

/** Slack's times are seconds since 1970; one that is none of a calendar counts as 1970. */
export const instantOf = (seconds: unknown): string => {
	const known = typeof seconds === 'number' && seconds >= 0 && seconds <= latestSeconds ? seconds : 0;
	return new Date(Math.floor(known * 1000)).toISOString();
};
