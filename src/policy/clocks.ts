import { addDays, addHours } from 'date-fns';

import { readInstant, UTC } from './instants';
import { LAW, type LawId } from './law';
import { accept, refuse, type Result } from './refusal';

export type Regime = 'us-2703f' | 'eu-2023-1543' | 'budapest';

export interface RegimeClock {
	readonly title: string;
	readonly preservationDays: number;
	/** How long one extension lasts; absent where the regime has none, so that a longer hold needs a new request. */
	readonly extensionDays?: number;
	readonly maxExtensions: number;
	/** Absent where the order itself sets the date. */
	readonly productionDays?: number;
	readonly emergencyProductionHours?: number;
	readonly law: readonly LawId[];
}

/**
 * Every legal period in one table. A day is 24 hours, counted from the instant: 90 days after 10:15:00 UTC ends at 10:15:00 UTC.
 * The guidelines give a number of days and no rule for counting them; this one needs no calendar, no time zone and no
 * holidays, and gives the same answer to everybody who checks it.
 *
 * @clause preservation-ninety-days
 * @clause preservation-extension
 * @law us-2703-f
 * @law eu-2023-1543-10
 * @law eu-2023-1543-11
 * @law budapest-16
 */
export const REGIMES: Readonly<Record<Regime, RegimeClock>> = {
	'us-2703f': { title: LAW['us-2703-f'].cite, preservationDays: 90, extensionDays: 90, maxExtensions: 1, law: ['us-2703-f'] },
	'eu-2023-1543': {
		title: 'Regulation (EU) 2023/1543',
		preservationDays: 60,
		extensionDays: 30,
		maxExtensions: 1,
		productionDays: 10,
		emergencyProductionHours: 8,
		law: ['eu-2023-1543-10', 'eu-2023-1543-11'],
	},
	// Whether a preservation may be renewed is left to each party of the convention: a renewal is a new order here.
	'budapest': { title: LAW['budapest-16'].cite, preservationDays: 90, maxExtensions: 0, law: ['budapest-16'] },
};

/** Days before the end at which people are reminded; settings may change them. */
export const HOLD_REMINDER_DAYS: readonly number[] = [30, 14, 7, 3, 1];
export const ORDER_REMINDER_DAYS: readonly number[] = [30, 14, 7, 0];
/** Between notice to the account holder and disclosure, so that there is time to object. */
export const NOTICE_WAITING_DAYS = 7;

export function isRegime(value: unknown): value is Regime {
	return typeof value === 'string' && Object.hasOwn(REGIMES, value);
}

/**
 * When a preserved snapshot expires: the regime's days after the instant at which it was taken.
 *
 * @clause preservation-ninety-days
 * @param capturedAt instant of the snapshot, epoch ms or Date
 * @returns epoch ms
 * @throws RangeError for a regime that is not in the table: no period may be made up
 * @example
 * preservationEnd(Date.parse('2026-01-01T10:15:00Z'), 'us-2703f') // Date.parse('2026-04-01T10:15:00Z')
 */
export function preservationEnd(capturedAt: number | Date, regime: string): number {
	return addDays(readInstant(capturedAt), findClock(regime).preservationDays, UTC).getTime();
}

/**
 * When a hold expires after one more extension: the regime's days after its present end, not after the day of the request.
 *
 * @clause preservation-extension
 * @param hold `expiresAt` present end; `extensions` how many were granted before
 * @param requestedAt when the extension was requested; after the end there is nothing left to extend
 * @returns epoch ms, or refuses: `no-further-extension` (counsel decides on a new request), `already-expired`
 */
export function extensionEnd(
	hold: { readonly expiresAt: number | Date; readonly regime: string; readonly extensions: number },
	requestedAt: number | Date,
): Result<number, 'no-further-extension' | 'already-expired'> {
	const { extensionDays, maxExtensions } = findClock(hold.regime);
	const expiresAt = readInstant(hold.expiresAt);
	if (readInstant(requestedAt) > expiresAt) {
		return refuse('already-expired', { expiresAt: new Date(expiresAt).toISOString() });
	}
	if (extensionDays === undefined || hold.extensions >= maxExtensions) {
		return refuse('no-further-extension', { granted: hold.extensions, permitted: maxExtensions });
	}
	return accept(addDays(expiresAt, extensionDays, UTC).getTime());
}

/**
 * When a production is due by the regime itself.
 *
 * @param receivedAt when the order was received, epoch ms or Date
 * @returns epoch ms, or undefined where the regime sets no date and the order's own date counts
 */
export function productionDeadline(receivedAt: number | Date, regime: string, isEmergency = false): number | undefined {
	const { productionDays, emergencyProductionHours } = findClock(regime);
	const received = readInstant(receivedAt);
	if (isEmergency) {
		return emergencyProductionHours === undefined ? undefined : addHours(received, emergencyProductionHours).getTime();
	}
	return productionDays === undefined ? undefined : addDays(received, productionDays, UTC).getTime();
}

function findClock(regime: string): RegimeClock {
	if (!isRegime(regime)) {
		throw new RangeError(`No clock for the regime "${regime}"`);
	}
	return REGIMES[regime];
}
