import { addDays, addMonths, differenceInMonths } from 'date-fns';

import { NOTICE_WAITING_DAYS } from './clocks';
import { readInstant, UTC } from './instants';
import type { Result } from './refusal';
import { accept, refuse } from './refusal';

export const NOTICE_EXCEPTIONS = [
	'order',
	'emergency',
	'child-safety',
	'terrorism',
	'counter-productive',
	'unreachable',
] as const;
export type NoticeExceptionKind = (typeof NOTICE_EXCEPTIONS)[number];

/** Why an account holder is not told, or not yet. Instants are epoch ms. */
export interface NoticeException {
	readonly kind: NoticeExceptionKind;
	/** User ids of the accounts that it covers. */
	readonly subjects: readonly string[];
	readonly recordedAt: number;
	readonly recordedBy: string;
	/** For every exception but an order: in the words of the person who decided. */
	readonly reason?: string;
	/** For every exception but an order: the second person. */
	readonly approvedBy?: string;
	/** Non-disclosure order. */
	readonly court?: string;
	readonly orderNumber?: string;
	readonly statute?: string;
	readonly startsAt?: number;
	/** First instant at which notice is permitted again. Absent: the order has no end, and is looked at every month. */
	readonly endsAt?: number;
}

export interface Notice {
	/** User id of the account holder. */
	readonly subject: string;
	readonly sentAt: number;
	/** A notice that is known not to have arrived does not count. */
	readonly failed?: boolean;
	/** Whether a copy of the request went with it, as the guidelines promise. */
	readonly hasCopyOfRequest: boolean;
	/** The waiting period by which it was sent: what an account holder was promised, no later setting takes away. */
	readonly waitingDays?: number;
}

type TextField = 'recordedBy' | 'reason' | 'approvedBy' | 'court' | 'orderNumber' | 'statute' | 'startsAt';

/**
 * What has to be recorded before an exception counts. An order's end date may be missing, because orders without one exist.
 *
 * @clause notice-exceptions
 * @clause notice-duration
 */
export const EXCEPTION_FIELDS: Readonly<Record<NoticeExceptionKind, readonly TextField[]>> = {
	'order': ['recordedBy', 'court', 'orderNumber', 'statute', 'startsAt'],
	'emergency': ['recordedBy', 'reason', 'approvedBy'],
	'child-safety': ['recordedBy', 'reason', 'approvedBy'],
	'terrorism': ['recordedBy', 'reason', 'approvedBy'],
	'counter-productive': ['recordedBy', 'reason', 'approvedBy'],
	// “As soon as we are able”: the account holder was tried, and cannot be reached.
	'unreachable': ['recordedBy', 'reason', 'approvedBy'],
};

export type ExceptionRefusal = 'incomplete' | 'unknown-exception' | 'end-before-start' | 'same-person';

/**
 * Checks that an exception records what it must.
 *
 * @clause notice-exceptions
 * @clause notice-duration
 * @law us-2705-b
 * @law house-two-people
 * @returns the exception, or refuses: `incomplete` with `missing`, `end-before-start`, `same-person` (approver and recorder)
 */
export function checkNoticeException(exception: NoticeException): Result<NoticeException, ExceptionRefusal> {
	if (!NOTICE_EXCEPTIONS.includes(exception.kind)) {
		return refuse('unknown-exception');
	}
	const missing: string[] = EXCEPTION_FIELDS[exception.kind].filter((field) => isEmpty(exception[field]));
	if (exception.subjects.length === 0) {
		missing.push('subjects');
	}
	if (missing.length > 0) {
		return refuse('incomplete', { missing });
	}
	const { startsAt, endsAt, recordedBy, approvedBy } = exception;
	if (startsAt !== undefined && endsAt !== undefined && !(endsAt > startsAt)) {
		return refuse('end-before-start');
	}
	if (exception.kind !== 'order' && recordedBy === approvedBy) {
		return refuse('same-person');
	}
	return accept(exception);
}

function isEmpty(value: string | number | undefined | null): boolean {
	return typeof value === 'string' ? value.trim() === '' : typeof value !== 'number' || !Number.isFinite(value);
}

/** Whether an exception forbids or excuses notice to this account holder at this instant. */
export function isExceptionInForce(exception: NoticeException, subject: string, now: number | Date): boolean {
	if (!checkNoticeException(exception).ok || !exception.subjects.includes(subject)) {
		return false;
	}
	const present = readInstant(now);
	if (exception.kind !== 'order') {
		return true;
	}
	return (exception.startsAt ?? Infinity) <= present && (exception.endsAt ?? Infinity) > present;
}

export interface NoticeQuestion {
	/** User ids of the accounts whose records would leave. */
	readonly subjects: readonly string[];
	readonly notices: readonly Notice[];
	readonly exceptions: readonly NoticeException[];
}

export type NoticeRefusal = 'no-subjects' | 'notice-not-sent' | 'notice-without-copy' | 'notice-waiting';

/**
 * Whether a production may leave, as far as notice goes: every account holder was told, with a copy of the request, and the
 * waiting period is over, or an exception is in force for that account. Without either, the answer is no.
 *
 * @clause notice-default
 * @clause notice-exceptions
 * @param now epoch ms or Date
 * @returns refusals carry `subjects` (user ids), `notice-waiting` also `until` (ISO 8601)
 */
export function checkNotice(question: NoticeQuestion, now: number | Date): Result<'noticed-or-excepted', NoticeRefusal> {
	if (question.subjects.length === 0) {
		return refuse('no-subjects');
	}
	const open = question.subjects.filter(
		(subject) => !question.exceptions.some((exception) => isExceptionInForce(exception, subject, now)),
	);
	const told = (subject: string) => question.notices.filter((notice) => notice.subject === subject && notice.failed !== true);
	const untold = open.filter((subject) => told(subject).length === 0);
	if (untold.length > 0) {
		return refuse('notice-not-sent', { subjects: untold });
	}
	const withCopy = (subject: string) => told(subject).filter(({ hasCopyOfRequest }) => hasCopyOfRequest);
	const withoutCopy = open.filter((subject) => withCopy(subject).length === 0);
	if (withoutCopy.length > 0) {
		return refuse('notice-without-copy', { subjects: withoutCopy });
	}
	const freeAt = (subject: string) => endOfWaiting(withCopy(subject));
	const waiting = open.filter((subject) => freeAt(subject) > readInstant(now));
	if (waiting.length > 0) {
		return refuse('notice-waiting', { subjects: waiting, until: new Date(Math.max(...waiting.map(freeAt))).toISOString() });
	}
	return accept('noticed-or-excepted');
}

/**
 * When the waiting period after notice is over. The first notice that brought the copy counts: one that is sent again
 * neither prolongs it nor makes it shorter.
 *
 * @param notices to one account holder, with the copy
 * @returns epoch ms; Infinity without any
 */
export function endOfWaiting(notices: readonly Pick<Notice, 'sentAt' | 'waitingDays'>[]): number {
	const [first] = [...notices].sort((a, b) => readInstant(a.sentAt) - readInstant(b.sentAt));
	return first
		? addDays(readInstant(first.sentAt), Math.max(0, first.waitingDays ?? NOTICE_WAITING_DAYS), UTC).getTime()
		: Infinity;
}

/**
 * The account holders who still have to be told: no notice reached them, and no exception stands. An order stands until it
 * ends; an emergency excuses only the notice before disclosure, and the account holder is told afterwards, as soon as we are able.
 *
 * @clause notice-default
 * @returns user ids
 */
export function listNoticesOwed(question: NoticeQuestion, now: number | Date): string[] {
	const isTold = (subject: string) =>
		question.notices.some((notice) => notice.subject === subject && notice.failed !== true && notice.hasCopyOfRequest);
	const isExcused = (subject: string) =>
		question.exceptions.some((exception) => exception.kind !== 'emergency' && isExceptionInForce(exception, subject, now));
	return question.subjects.filter((subject) => !isTold(subject) && !isExcused(subject));
}

/**
 * The monthly reviews of an order without an end date that have come due, oldest first: the same day of every month in UTC,
 * or the month's last day where it is shorter.
 *
 * @clause notice-duration
 * @returns epoch ms; empty for an order that ends, and for every other exception
 */
export function orderReviewsDue(order: NoticeException, now: number | Date): number[] {
	if (order.kind !== 'order' || order.endsAt !== undefined || order.startsAt === undefined) {
		return [];
	}
	const [start, present] = [readInstant(order.startsAt), readInstant(now)];
	const months = Math.max(0, differenceInMonths(present, start, UTC) + 1);
	return Array.from({ length: months }, (_, index) => addMonths(start, index + 1, UTC).getTime()).filter((at) => at <= present);
}
