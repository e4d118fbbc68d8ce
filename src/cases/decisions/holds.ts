import { accept, refuse, type Result } from '../../policy/refusal';
import type { Subject } from '../events';
import type { CaseState, RequestState } from '../state';

/** Kinds of requests under which an account is preserved: those that ask for it, and those whose records must not go meanwhile. */
const PRESERVES = ['preservation', 'account-information', 'contents', 'emergency', 'epoc', 'epoc-pr'] as const;

/** Accounts of a request that are not preserved in this case yet. */
export function listUnpreserved({ holds }: CaseState, { outcome, kind, subjects, recordedAt }: RequestState): Subject[] {
	if (outcome !== 'accepted' || !PRESERVES.some((known) => known === kind)) {
		return [];
	}
	// What was preserved under this request and has expired is not preserved again on the strength of it.
	const counts = holds.filter(({ status, placedAt }) => status !== 'purged' || placedAt >= recordedAt);
	return subjects.filter(({ userId }) => !counts.some(({ subject }) => subject.userId === userId));
}

/**
 * Whether an account can be preserved now under a request of the case, under which of them, and by which regime's clock.
 *
 * @clause preservation-accepted
 */
export function decidePreservation(
	state: CaseState,
	userId: string,
): Result<{ subject: Subject; regime: string; requestId: string }, 'already-preserved' | 'no-accepted-request'> {
	for (const request of [...state.requests].reverse()) {
		const subject = listUnpreserved(state, request).find((known) => known.userId === userId);
		if (subject) {
			return accept({ subject, regime: request.details.regime, requestId: request.requestId });
		}
	}
	return state.holds.some((hold) => hold.subject.userId === userId) ? refuse('already-preserved') : refuse('no-accepted-request');
}
