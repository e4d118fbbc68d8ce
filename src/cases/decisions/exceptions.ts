import { hasArrived, listNoticeSubjects } from './notice';
import { accept, refuse, type Result } from '../../policy/refusal';
import type { Actor, EventBodies, EventDraft } from '../events';
import { isSamePerson } from '../fold/noticeEvents';
import type { NoticeState } from '../noticeState';
import type { CaseState } from '../state';

/** The last notice to an account, where it did not bring the copy to its holder. */
export function findFailedNotice({ notices }: CaseState, userId: string): NoticeState | undefined {
	const last = notices.filter(({ subject, status }) => subject.userId === userId && status !== 'stopped').at(-1);
	return last && last.status !== 'sending' && !hasArrived(last) ? last : undefined;
}

/**
 * Proposes that account holders are not told. That one cannot be reached is said of one account, and only after it was tried.
 *
 * @clause notice-exceptions
 */
export function proposeException(
	state: CaseState,
	{ userId, ...proposal }: EventBodies['exception.proposed'],
): Result<EventDraft[], 'nothing-to-notify' | 'notice-not-tried'> {
	if (proposal.kind !== 'unreachable') {
		return accept([{ type: 'exception.proposed', body: proposal }]);
	}
	if (userId === undefined || !listNoticeSubjects(state).some((subject) => subject.userId === userId)) {
		return refuse('nothing-to-notify');
	}
	return findFailedNotice(state, userId)
		? accept([{ type: 'exception.proposed', body: { ...proposal, userId } }])
		: refuse('notice-not-tried');
}

/**
 * Decides on a proposed exception.
 *
 * @law house-two-people
 */
export function decideException(
	{ exceptions }: CaseState,
	exceptionId: string,
	approver: Actor,
	verdict: { approve: boolean; reason: string },
): Result<EventDraft[], 'no-such-exception' | 'exception-already-decided' | 'approver-is-proposer'> {
	const exception = exceptions.find((known) => known.exceptionId === exceptionId);
	if (!exception) {
		return refuse('no-such-exception');
	}
	if (exception.status !== 'proposed') {
		return refuse('exception-already-decided');
	}
	if (verdict.approve && isSamePerson(exception.proposedBy, approver)) {
		return refuse('approver-is-proposer');
	}
	return accept([
		verdict.approve
			? { type: 'exception.approved', body: { exceptionId } }
			: { type: 'exception.declined', body: { exceptionId, reason: verdict.reason } },
	]);
}

/** Takes back an exception that was approved: from then on the account holder is told again. */
export function decideWithdrawal(
	{ exceptions }: CaseState,
	exceptionId: string,
	reason: string,
): Result<EventDraft[], 'no-such-exception'> {
	const stands = exceptions.some((known) => known.exceptionId === exceptionId && known.status === 'approved');
	return stands ? accept([{ type: 'exception.withdrawn', body: { exceptionId, reason } }]) : refuse('no-such-exception');
}
