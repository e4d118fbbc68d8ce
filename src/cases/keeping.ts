import { addDays } from 'date-fns';

import { isUndecided, listEmergencies } from './decisions/emergency';
import { asksForInformation } from './decisions/notice';
import { isStanding } from './delivered';
import { holdEnd } from './holdClock';
import type { CaseState, HoldState, ProductionStatus, RequestState } from './state';
import { UTC } from '../policy/instants';

/** House rule: how long a snapshot outlives the last production from it, so that a package that cannot be read can be made again. */
export const KEPT_AFTER_ANSWER_DAYS = 7;

/** A production on which somebody still has to act. */
const UNANSWERED: readonly ProductionStatus[] = ['requested', 'approved', 'unsigned', 'failed'];

/** What keeps a snapshot beyond its end. */
export interface Keeper {
	kind: 'production' | 'request';
	/** Of the production or the request, within the case. */
	number: number;
}

/**
 * The served process that keeps a snapshot beyond its end until it is answered: the days are given "pending service of valid
 * legal process", and what was asked for in time is not destroyed while people deal with it. Whoever decides that the process
 * is not answered releases the hold, with a reason.
 *
 * @clause preservation-ninety-days
 * @law eu-2023-1543-11
 * @returns undefined where nothing waits
 */
export function findKeeper(state: CaseState, { holdId, subject }: HoldState): Keeper | undefined {
	const production = state.productions.find((known) => known.holdId === holdId && UNANSWERED.includes(known.status));
	if (production) {
		return { kind: 'production', number: production.number };
	}
	const request = state.requests.find((known) => isUnanswered(state, known, subject.userId));
	return request && { kind: 'request', number: request.number };
}

/** Whether a request asks for records of an account, and none have left since it was recorded. */
function isUnanswered(state: CaseState, request: RequestState, userId: string): boolean {
	if (!request.subjects.some((subject) => subject.userId === userId)) {
		return false;
	}
	const isAsked = request.kind === 'emergency' ? isEmergencyOpen(state, request) : asksForInformation(request);
	return isAsked && deliveredAt(state, userId) < Date.parse(request.recordedAt);
}

/** Until it is refused, an emergency request may yet be disclosed under. */
function isEmergencyOpen(state: CaseState, { requestId }: RequestState): boolean {
	const emergency = listEmergencies(state).find(({ request }) => request.requestId === requestId);
	return emergency !== undefined && (isUndecided(emergency) || emergency.standing.decision?.decision === 'disclose');
}

/** When the last records of an account left. Epoch ms; -Infinity when none have. */
function deliveredAt({ holds, productions }: CaseState, userId: string): number {
	const ofAccount = holds.filter(({ subject }) => subject.userId === userId).map(({ holdId }) => holdId);
	return productions
		.filter((production) => ofAccount.includes(production.holdId) && isStanding(production))
		.reduce((latest, production) => Math.max(latest, Date.parse(production.deliveredAt ?? '') || -Infinity), -Infinity);
}

/**
 * From when a hold's snapshot is to be destroyed: at its own end, or, where legal process was served by then, some days
 * after the records left. A release is carried out whatever waits: a person has given the reason.
 *
 * @returns epoch ms; undefined while litigation or unanswered process keeps it, and for a capture that goes on
 */
export function purgeDueAt(state: CaseState, hold: HoldState): number | undefined {
	const end = holdEnd(hold);
	if (end === undefined || hold.release) {
		return end;
	}
	if (findKeeper(state, hold)) {
		return undefined;
	}
	const answeredAt = deliveredAt(state, hold.subject.userId);
	return answeredAt === -Infinity ? end : Math.max(end, addDays(answeredAt, KEPT_AFTER_ANSWER_DAYS, UTC).getTime());
}

/** Whether served process has kept a snapshot beyond its own end. */
export function wasKept(state: CaseState, hold: HoldState): boolean {
	return !hold.release && deliveredAt(state, hold.subject.userId) > Date.parse(hold.expiresAt ?? '');
}
