import { isUndecided, listEmergencies } from './emergency';
import { listNoticeSubjects, listOwed } from './notice';
import { findRulingOrder } from './orders';
import { isSettled } from './requests';
import { accept, refuse, type Result } from '../../policy/refusal';
import { listDue } from '../dueList';
import type { EventBodies, EventDraft } from '../events';
import type { CaseState } from '../state';

/** What has to be done, or decided, before a case may be closed: each is a duty to somebody outside the legal team. */
export type ClosingRefusal =
	| 'already-closed'
	| 'hold-runs'
	| 'production-runs'
	| 'emergency-undecided'
	| 'notice-owed'
	| 'exception-undecided'
	| 'order-runs';

/** What is left undone when a case is closed now. */
export interface Remaining {
	/** A key of the due list, or `request:` with a request's id. */
	key: string;
	/** A kind of the due list, or `request`. */
	kind: string;
	/** Of a request. */
	number?: number;
}

/**
 * Whether a case may be closed. Not while a hold keeps somebody's records, while something is on its way out, while an
 * emergency waits for its answer, or while an account holder has to be told or will have to be.
 *
 * @returns what would be left undone, which the person who closes takes upon them; or the first thing that forbids it
 */
export function checkClosing(state: CaseState, now: number): Result<Remaining[], ClosingRefusal> {
	const obstacle = findObstacle(state, now);
	if (obstacle) {
		return refuse(obstacle);
	}
	const requests = state.requests
		.filter((request) => !isSettled(state, request))
		.map(({ requestId, number }) => ({ key: `request:${requestId}`, kind: 'request', number }));
	const due = listDue(state, now).filter(({ key }) => !requests.some((request) => request.key === key));
	return accept([...requests, ...due.map(({ key, kind }) => ({ key, kind }))]);
}

function findObstacle(state: CaseState, now: number): ClosingRefusal | undefined {
	const obstacles: Record<ClosingRefusal, boolean> = {
		'already-closed': state.closing !== undefined,
		'production-runs': state.productions.some(({ status }) => status === 'approved' || status === 'unsigned'),
		'hold-runs': state.holds.some(({ status }) => status !== 'purged'),
		'emergency-undecided': listEmergencies(state).some(isUndecided),
		'exception-undecided': state.exceptions.some(({ status }) => status === 'proposed'),
		'notice-owed': listOwed(state, now).length > 0 || state.notices.some(({ status }) => status === 'sending'),
		// The account holder has to be told when the order ends: somebody has to keep that date.
		'order-runs': listNoticeSubjects(state).length > 0 && findRulingOrder(state, now) !== undefined,
	};
	return (Object.keys(obstacles) as ClosingRefusal[]).find((code) => obstacles[code]);
}

/** Closes a case, with how it ended and why; what is left undone is recorded with it. */
export function decideClosing(
	state: CaseState,
	input: Omit<EventBodies['case.closed'], 'remaining'>,
	now: number,
): Result<EventDraft[], ClosingRefusal> {
	const remaining = checkClosing(state, now);
	return remaining.ok
		? accept([{ type: 'case.closed', body: { ...input, remaining: remaining.value.map(({ key }) => key) } }])
		: remaining;
}

export function decideReopening(state: CaseState, reason: string): Result<EventDraft[], 'not-closed'> {
	return state.closing ? accept([{ type: 'case.reopened', body: { reason } }]) : refuse('not-closed');
}
