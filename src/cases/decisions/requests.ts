import { isStanding } from '../delivered';
import type { CaseState, RequestState } from '../state';
import { isAgencyTold, listEmergencies } from './emergency';
import { listUnpreserved } from './holds';
import { findLetter } from './letters';
import type { RequestKind } from '../../policy/requestKinds';

/**
 * Whether nothing is left to do about a request: its letter went out, and what it asks for was preserved or produced. A
 * request about a hosted workspace is never settled by this desk, the records lie elsewhere: people close such a case.
 */
export function isSettled(state: CaseState, request: RequestState): boolean {
	const { outcome, kind, requestId, recordedAt } = request;
	if (outcome === 'hosted') {
		return false;
	}
	if (kind === 'emergency' && isRefused(state, requestId)) {
		return true;
	}
	const isAnswered = findLetter(state, requestId)?.status === 'queued';
	if (outcome !== 'accepted' || !PRESERVATION_ONLY.includes(kind)) {
		return (outcome !== 'accepted' && isAnswered) || isProduced(state, recordedAt);
	}
	return isAnswered && listUnpreserved(state, request).length === 0;
}

/** Whether an emergency request was refused, and its agency told. */
function isRefused(state: CaseState, requestId: string): boolean {
	const emergency = listEmergencies(state).find(({ request }) => request.requestId === requestId);
	return emergency?.standing.decision?.decision === 'refuse' && isAgencyTold(state, emergency);
}

/** Kinds to which no records are produced. */
const PRESERVATION_ONLY: readonly RequestKind[] = ['preservation', 'extension', 'epoc-pr'];

/** Whether a case waits for people to do something about one of its requests. */
export function awaitsPeople(state: CaseState): boolean {
	return state.requests.some((request) => !isSettled(state, request));
}

/** Records that left answer a request better than a letter does. */
function isProduced({ productions }: CaseState, since: string): boolean {
	return productions.some((production) => isStanding(production) && (production.deliveredAt ?? '') >= since);
}
