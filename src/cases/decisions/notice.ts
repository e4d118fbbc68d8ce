import { addDays, addMinutes } from 'date-fns';

import { isUndecided, listEmergencies } from './emergency';
import { asException, findRulingOrder, orderEnd } from './orders';
import { formatInstant, UTC } from '../../policy/instants';
import {
	checkNotice,
	endOfWaiting,
	isExceptionInForce,
	listNoticesOwed,
	type Notice,
	type NoticeException,
	type NoticeRefusal,
} from '../../policy/notice';
import { accept, refuse, type Result } from '../../policy/refusal';
import type { Actor, EventBodies, EventDraft, Subject } from '../events';
import type { ExceptionState, NoticeState } from '../noticeState';
import type { CaseState, RequestState } from '../state';

/** Requests that ask for information about an account. A preservation discloses nothing, and nobody is told of it. */
const ASKS_FOR_INFORMATION = ['account-information', 'contents', 'emergency', 'epoc'];

/** The account holders whom a case concerns so that they have to be told: their information is asked for, or was. */
export function listNoticeSubjects({ requests, productions, holds }: CaseState): Subject[] {
	const asked = requests.filter(asksForInformation).flatMap(({ subjects }) => subjects);
	const produced = productions.flatMap(({ holdId }) =>
		holds.filter((hold) => hold.holdId === holdId).map(({ subject }) => subject),
	);
	return [...new Map([...asked, ...produced].map((subject) => [subject.userId, subject])).values()];
}

/**
 * Since when an account holder could have been told: their information was asked for, the last order that forbade it was
 * over, and what was asked for in an emergency was decided.
 *
 * @returns epoch ms
 */
export function noticePossibleSince(state: CaseState, userId: string): number {
	const { requests, productions, orders } = state;
	const asked = [
		...requests
			.filter((request) => asksForInformation(request) && request.subjects.some((subject) => subject.userId === userId))
			.map(({ recordedAt }) => recordedAt),
		...productions.map(({ requestedAt }) => requestedAt),
	].map((at) => Date.parse(at));
	const decided = listEmergencies(state).map(({ standing }) => Date.parse(standing.decision?.at ?? '') || 0);
	return Math.max(Math.min(...asked), ...decided, ...orders.map((order) => orderEnd(order) ?? 0));
}

/** Whether a request asks for records of an account, and was accepted. */
export function asksForInformation({ kind, outcome }: RequestState): boolean {
	return outcome === 'accepted' && ASKS_FOR_INFORMATION.includes(kind);
}

/** Every recorded reason against notice, as the rule reads it. */
export function listExceptions(state: CaseState, subjects: readonly string[]): NoticeException[] {
	const { orders, exceptions } = state;
	const approved = exceptions
		.filter((exception) => exception.status === 'approved' && !isReachableAgain(state, exception))
		.map(
			({ kind, reason, userId, proposedAt, proposedBy, decidedBy }): NoticeException => ({
				...{ kind, reason, recordedAt: Date.parse(proposedAt), recordedBy: nameOf(proposedBy) },
				subjects: userId === undefined ? subjects : [userId],
				approvedBy: decidedBy && nameOf(decidedBy),
			}),
		);
	const emergencies = listEmergencies(state).flatMap(({ standing: { recommendation, decision } }): NoticeException[] =>
		recommendation && decision?.decision === 'disclose'
			? [
					{
						...{ kind: 'emergency', subjects, reason: decision.reason, recordedAt: Date.parse(decision.at) },
						...{ recordedBy: nameOf(recommendation.by), approvedBy: nameOf(decision.by) },
					},
				]
			: [],
	);
	return [...orders.map((order) => asException(order, subjects)), ...approved, ...emergencies];
}

/** Whether an account that could not be reached was seen to be in use again after the exception was approved. */
function isReachableAgain({ holds }: CaseState, { kind, userId, decidedAt = '' }: ExceptionState): boolean {
	return (
		kind === 'unreachable' &&
		holds.some(
			({ subject, changes = [] }) =>
				subject.userId === userId && changes.some(({ at, before, now }) => at > decidedAt && !before.active && now.active),
		)
	);
}

/** Notices that went out. One counts as having brought the copy only where the copy was posted to the account holder. */
function listNotices({ notices }: CaseState): Notice[] {
	return notices
		.filter(({ status }) => status === 'sent')
		.map((notice) => ({
			subject: notice.subject.userId,
			sentAt: Date.parse(notice.finishedAt ?? notice.startedAt),
			hasCopyOfRequest: hasArrived(notice),
			waitingDays: notice.waitingDays,
		}));
}

/** Whether a notice was posted to the account holder, the copy of the request with it. */
export function hasArrived({ status, direct }: NoticeState): boolean {
	return status === 'sent' && direct?.outcome === 'posted' && direct.uploadId !== undefined;
}

/**
 * From when records may be disclosed, as a notice that is sent now promises it: a notice that is sent again keeps the
 * promise of the first.
 *
 * @returns epoch ms
 */
export function promiseDisclosure(state: CaseState, userId: string, waitingDays: number, now: number): number {
	const earlier = listNotices(state).filter(({ subject, hasCopyOfRequest }) => subject === userId && hasCopyOfRequest);
	return Math.max(now, earlier.length > 0 ? endOfWaiting(earlier) : addDays(now, waitingDays, UTC).getTime());
}

/**
 * Whether a production may leave, as far as notice to its account holder goes.
 *
 * @clause notice-default
 * @returns what the package says about notice; or the rule's refusal
 */
export function checkProductionNotice(
	state: CaseState,
	userId: string,
	now: number,
): Result<{ basis: string; details: string }, NoticeRefusal> {
	const exceptions = listExceptions(state, [userId]);
	const checked = checkNotice({ subjects: [userId], notices: listNotices(state), exceptions }, now);
	return checked.ok ? accept(describeBasis(state, userId, now)) : checked;
}

/** The recorded facts on which a production goes out without waiting for notice, or after it. */
function describeBasis(state: CaseState, userId: string, now: number): { basis: string; details: string } {
	const running = state.orders.filter((order) => isExceptionInForce(asException(order, [userId]), userId, now));
	const order = findRulingOrder({ orders: running }, now);
	if (order) {
		const { court, number, statute, startsOn, endsOn } = order;
		const until = endsOn ? `until and including ${endsOn}` : 'without a stated end';
		return { basis: 'order', details: [court, `order ${number}`, statute, `from ${startsOn}`, until].filter(Boolean).join(', ') };
	}
	const told = state.notices.find((notice) => notice.subject.userId === userId && hasArrived(notice));
	if (told) {
		return {
			basis: 'notified',
			details: `notice no. ${told.number} sent at ${formatInstant(Date.parse(told.finishedAt ?? ''))}`,
		};
	}
	const [exception] = listExceptions(state, [userId]).filter(
		({ kind, subjects }) => kind !== 'order' && subjects.includes(userId),
	);
	return { basis: exception?.kind ?? 'none', details: exception ? 'recorded with a reason and approved by a second person' : '' };
}

/** For so long after something went out to an account holder nothing more does: a second click is no second notice. */
const NOTICE_PAUSE_MINUTES = 10;

/**
 * Whether a notice may be sent to somebody who was sent one before. One that arrived is sent again for a reason only, which
 * the ledger keeps; one that is known not to have arrived, or of which nobody knows, needs none.
 *
 * @param again why it is sent again
 * @param sending the notice that is on its way, when asked again on its behalf
 * @returns refusals carry `number` and `at` of the last one, or `until`
 */
export function checkRepeat(
	{ notices }: CaseState,
	userId: string,
	now: number,
	again = '',
	sending?: string,
): Result<undefined, 'notice-already-sent' | 'notice-just-sent'> {
	const last = notices
		.filter(({ noticeId, status, subject }) => noticeId !== sending && status !== 'stopped' && subject.userId === userId)
		.at(-1);
	const at = Date.parse(last?.finishedAt ?? last?.startedAt ?? '');
	const until = addMinutes(at, NOTICE_PAUSE_MINUTES).getTime();
	if (last?.status === 'sent' && until > now) {
		return refuse('notice-just-sent', { number: last.number, until: formatInstant(until) });
	}
	return last && hasArrived(last) && again.trim() === ''
		? refuse('notice-already-sent', { number: last.number, at: formatInstant(at) })
		: accept(undefined);
}

export type SendRefusal =
	| 'nothing-to-notify'
	| 'order-forbids-notice'
	| 'endless-order-forbids-notice'
	| 'exception-forbids-notice'
	| 'exception-waits'
	| 'emergency-undecided'
	| 'notice-being-sent'
	| 'notice-just-sent'
	| 'notice-already-sent';

/**
 * Whether this account holder may be told now. The one question that everything asks before it sends anything to an account
 * holder: not while an order is not over, also one that has not begun; not against an exception that people approved, or
 * have not decided yet. An emergency excuses the delay only, and that an account holder could not be reached excuses what
 * could not be done: notice after either is free. While an emergency is not decided, a notice could cost somebody's life.
 *
 * @clause notice-default
 * @clause notice-exceptions
 * @law us-2705-b
 * @param sending the notice that is on its way, when asked again on its behalf
 */
export function checkSending(state: CaseState, userId: string, now: number, sending?: string): Result<Subject, SendRefusal> {
	const subject = listNoticeSubjects(state).find((known) => known.userId === userId);
	const order = findRulingOrder(state, now);
	if (order) {
		const end = orderEnd(order);
		return end === undefined
			? refuse('endless-order-forbids-notice', { number: order.number })
			: refuse('order-forbids-notice', { number: order.number, until: formatInstant(end) });
	}
	if (!subject) {
		return refuse('nothing-to-notify');
	}
	const forbidding = state.exceptions.filter(({ kind }) => kind !== 'unreachable');
	if (forbidding.some(({ status }) => status === 'approved')) {
		return refuse('exception-forbids-notice');
	}
	if (forbidding.some(({ status }) => status === 'proposed')) {
		return refuse('exception-waits');
	}
	if (listEmergencies(state).some(isUndecided)) {
		return refuse('emergency-undecided');
	}
	const other = state.notices.some((notice) => isUnderway(notice, userId) && notice.noticeId !== sending);
	return other ? refuse('notice-being-sent') : accept(subject);
}

function isUnderway({ status, subject }: NoticeState, userId: string): boolean {
	return status === 'sending' && subject.userId === userId;
}

/** Begins a notice. Nothing was sent yet: whoever sends asks `checkSending` once more after this event was written. */
export function decideNotice(
	state: CaseState,
	input: Omit<EventBodies['notice.started'], 'number' | 'subject'> & { userId: string },
	now: number,
): Result<EventDraft[], SendRefusal> {
	const { userId, ...notice } = input;
	const subject = checkSending(state, userId, now);
	if (!subject.ok) {
		return subject;
	}
	const repeat = checkRepeat(state, userId, now, notice.again);
	if (!repeat.ok) {
		return repeat;
	}
	const number = state.notices.length + 1;
	return accept([{ type: 'notice.started', body: { ...notice, subject: subject.value, number } }]);
}

/** The account holders who have to be told now, and may be. */
export function listOwed(state: CaseState, now: number): Subject[] {
	const subjects = listNoticeSubjects(state);
	const ids = subjects.map(({ userId }) => userId);
	const owed = listNoticesOwed({ subjects: ids, notices: listNotices(state), exceptions: listExceptions(state, ids) }, now);
	return subjects.filter(({ userId }) => owed.includes(userId) && checkSending(state, userId, now).ok);
}

function nameOf(actor: Actor): string {
	return actor.kind === 'person' ? actor.userId : actor.part;
}
