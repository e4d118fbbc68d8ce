import { addDays, addHours, isWeekend, subDays, subSeconds } from 'date-fns';

import { dayAfter, formatDay, readInstant, UTC } from './instants';
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

/**
 * Preservation by backup.
 *
 * @law us-2704
 */
export const BACKUP_CLOCK = {
	backupWithinBusinessDays: 2,
	governmentNoticeWithinDays: 3,
	releaseNotBeforeDays: 14,
	law: 'us-2704',
} as const;

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

/**
 * By when a backup under 18 U.S.C. § 2704 has to exist: the end of the second business day, in UTC.
 *
 * @param receivedAt when the subpoena or order was received, epoch ms or Date
 * @param holidays days that are not business days, YYYY-MM-DD
 * @returns epoch ms of the last second
 */
export function backupDeadline(receivedAt: number | Date, holidays: readonly string[] = []): number {
	const isBusinessDay = (day: string) => !isWeekend(day, UTC) && !holidays.includes(day);
	let day = formatDay(readInstant(receivedAt));
	for (let left: number = BACKUP_CLOCK.backupWithinBusinessDays; left > 0; left -= isBusinessDay(day) ? 1 : 0) {
		day = formatDay(dayAfter(day));
	}
	return subSeconds(dayAfter(day), 1).getTime();
}

/** From when a backup under 18 U.S.C. § 2704 may be released: 14 days after the government's notice to the subscriber. */
export function backupRelease(subscriberNoticeAt: number | Date): number {
	return addDays(readInstant(subscriberNoticeAt), BACKUP_CLOCK.releaseNotBeforeDays, UTC).getTime();
}

export interface Reminder {
	readonly daysBefore: number;
	/** Epoch ms. */
	readonly dueAt: number;
}

/**
 * The reminders whose time has come, earliest first; the caller leaves out those that it has sent.
 * After the end all of them have come, so that none is lost when nothing ran for a while.
 *
 * @param days days before the end; numbers that are negative or not finite, and repeated ones, are left out
 */
export function remindersDue(
	expiresAt: number | Date,
	now: number | Date,
	days: readonly number[] = HOLD_REMINDER_DAYS,
): Reminder[] {
	const end = readInstant(expiresAt);
	const present = readInstant(now);
	return [...new Set(days)]
		.filter((daysBefore) => Number.isFinite(daysBefore) && daysBefore >= 0)
		.map((daysBefore) => ({ daysBefore, dueAt: subDays(end, daysBefore, UTC).getTime() }))
		.filter(({ dueAt }) => dueAt <= present)
		.sort((one, other) => one.dueAt - other.dueAt);
}

function findClock(regime: string): RegimeClock {
	if (!isRegime(regime)) {
		throw new RangeError(`No clock for the regime "${regime}"`);
	}
	return REGIMES[regime];
}
