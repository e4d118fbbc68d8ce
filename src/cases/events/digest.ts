/** The daily digest; in ledgers of its own, one a month, since nothing depends on old ones. Days are YYYY-MM-DD in UTC. */
export interface DigestEvents {
	/** Written before it is posted, so that a crash repeats it rather than loses it. */
	'digest.started': { day: string };
	'digest.posted': { day: string; messageId: string };
	/** Nothing was due on that day. */
	'digest.skipped': { day: string };
}

export function nameDigestLedger(day: string): string {
	return `digests-${day.slice(0, 7)}`;
}
