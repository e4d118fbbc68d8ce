import type { HoldState } from './holdState';

/** A step of a capture that runs while the hold is released has ended by then: one takes seconds. */
const STEP_ENDS_MS = 60_000;

/**
 * The end of a hold by its own clock: its expiry, or when it was released. Served process can keep the snapshot longer:
 * see `purgeDueAt`.
 *
 * @returns epoch ms; undefined while litigation blocks it, and for a capture that goes on
 */
export function holdEnd({ status, block, release, expiresAt }: HoldState): number | undefined {
	if (block || (status !== 'capturing' && status !== 'active')) {
		return undefined;
	}
	if (release) {
		return Date.parse(release.at) + (status === 'capturing' ? STEP_ENDS_MS : 0);
	}
	return status === 'active' && expiresAt ? Date.parse(expiresAt) : undefined;
}

/** @param now epoch ms */
export function isPastEnd(hold: HoldState, now: number): boolean {
	const end = holdEnd(hold);
	return end !== undefined && end <= now;
}
