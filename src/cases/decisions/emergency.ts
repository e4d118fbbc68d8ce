import { addHours } from 'date-fns';

import { checkEmergencyDisclosure } from '../../policy/emergency';
import type { RecordCategory } from '../../policy/entitlement';
import { accept, refuse, type Result } from '../../policy/refusal';
import type { Actor, EventBodies, EventDraft, RequestOutcome } from '../events';
import { isSamePerson } from '../fold/noticeEvents';
import type { EmergencyState } from '../noticeState';
import type { CaseState, LetterState, ProductionState, RequestState } from '../state';

/** House rule: by when an emergency request is decided. Somebody may be in danger of death. */
export const EMERGENCY_DECISION_HOURS = 2;
/** House rule: by when the agency is told what was decided. */
export const EMERGENCY_ANSWER_HOURS = 1;
/** House rule: by when the legal process that follows a disclosure should have been served. */
export const EMERGENCY_PROCESS_HOURS = 48;

export interface Emergency {
	request: RequestState;
	standing: EmergencyState;
	/** The agency was asked for more and has sent its request again: that one is decided, and this one no more. */
	isReplaced: boolean;
}

/** The emergency requests of a case, oldest first, and how each stands. */
export function listEmergencies({ requests, emergencies }: CaseState): Emergency[] {
	return requests
		.filter(({ kind }) => kind === 'emergency')
		.map((request, index, all) => {
			const { requestId } = request;
			const standing = emergencies.find((known) => known.requestId === requestId) ?? { requestId, callBacks: [] };
			const isReplaced = standing.decision?.decision === 'ask-for-more' && index < all.length - 1;
			return { request, standing, isReplaced };
		});
}

/** Requests that were answered at intake: another server, no server or no account is named. */
const ANSWERED_AT_INTAKE: readonly RequestOutcome[] = ['rejected', 'referred', 'no-such-account'];

/** Whether somebody still has to disclose or refuse. */
export function isUndecided({ request, standing: { decision }, isReplaced }: Emergency): boolean {
	const isOpen = decision === undefined || decision.decision === 'ask-for-more';
	return isOpen && !isReplaced && !ANSWERED_AT_INTAKE.includes(request.outcome);
}

/** By when it has to be decided: epoch ms. Whoever asks the agency for more looks at it again within the same time. */
export function decisionDueAt({ request, standing: { decision } }: Emergency): number {
	return addHours(decision?.at ?? request.recordedAt, EMERGENCY_DECISION_HOURS).getTime();
}

/** The letter that tells the agency what was decided last; undefined while it is not drafted. */
export function findDecisionLetter(
	{ letters }: CaseState,
	{ request, standing: { decision } }: Emergency,
): LetterState | undefined {
	return letters.filter(({ requestId, decidedAt }) => decidedAt === decision?.at && requestId === request.requestId).at(-1);
}

/** Whether the agency was told what was decided last. */
export function isAgencyTold(state: CaseState, emergency: Emergency): boolean {
	return emergency.standing.decision !== undefined && findDecisionLetter(state, emergency)?.status === 'queued';
}

export type EmergencyStep = 'call-back' | 'recommend' | 'decide' | 'produce' | 'letter' | 'wait' | 'follow-up' | 'done';

/** What somebody has to do next about an emergency. */
export function findNextStep(state: CaseState, emergency: Emergency): EmergencyStep {
	const { decision } = emergency.standing;
	if (!decision) {
		return stepToDecision(emergency.standing);
	}
	if (decision.decision === 'disclose' && !findEmergencyProduction(state, decision.at)) {
		return 'produce';
	}
	return isAgencyTold(state, emergency) ? stepAfterDecision(emergency.standing, decision) : 'letter';
}

/** The production under an emergency request that has left since it was decided. */
export function findEmergencyProduction({ productions }: CaseState, decidedAt: string): ProductionState | undefined {
	return productions.findLast(
		({ status, process, deliveredAt = '', withdrawal }) =>
			status === 'delivered' && !withdrawal && process.kind === 'emergency' && deliveredAt >= decidedAt,
	);
}

function stepToDecision({ callBacks, recommendation }: EmergencyState): EmergencyStep {
	const call = callBacks.at(-1);
	if (!call?.isConfirmed || call.numberFrom === 'from-the-request') {
		return 'call-back';
	}
	return recommendation ? 'decide' : 'recommend';
}

function stepAfterDecision(
	{ recommendation, followUp }: EmergencyState,
	{ decision, at }: NonNullable<EmergencyState['decision']>,
): EmergencyStep {
	if (decision === 'ask-for-more') {
		return (recommendation?.at ?? '') > at ? 'decide' : 'wait';
	}
	return decision === 'refuse' || followUp ? 'done' : 'follow-up';
}

/**
 * The categories that may leave under an emergency request: what the approver named, once everything that the rule wants is
 * there. Of several emergencies of a case the last that permits anything counts.
 *
 * @clause emergency-good-faith
 * @law us-2702-b-8
 * @returns refuses with everything that is missing (`missing`, `items`)
 */
export function findNamedCategories(state: CaseState): Result<readonly RecordCategory[], 'emergency-not-ready' | 'no-emergency'> {
	const checked = listEmergencies(state).map((emergency) => checkEmergencyDisclosure(describeCase(emergency)));
	return checked.filter(({ ok }) => ok).at(-1) ?? checked.at(-1) ?? refuse('no-emergency');
}

function describeCase({ request, standing }: Emergency) {
	const { callBacks, recommendation, decision } = standing;
	const call = callBacks.at(-1);
	return {
		facts: request.facts,
		...(call ? { callBack: { ...call, calledBy: nameOf(call.by), calledAt: Date.parse(call.calledAt) } } : {}),
		recommendedBy: recommendation && nameOf(recommendation.by),
		decidedBy: decision && nameOf(decision.by),
		decision: decision?.decision,
		decisionReason: decision?.reason,
		...(decision ? { scope: { categories: decision.categories, whyNecessary: decision.whyNecessary } } : {}),
	};
}

type DecisionRefusal =
	| 'no-emergency'
	| 'already-decided'
	| 'no-recommendation'
	| 'decider-is-recommender'
	| 'emergency-not-ready';

/**
 * Decides an emergency request. To disclose takes everything that the rule wants, and another person than the one who
 * recommended it; to refuse or to ask for more takes a reason.
 *
 * @clause emergency-case-by-case
 * @law house-two-people
 */
export function decideEmergency(
	state: CaseState,
	body: EventBodies['emergency.decided'],
	actor: Actor,
): Result<EventDraft[], DecisionRefusal> {
	const emergency = listEmergencies(state).find(({ request }) => request.requestId === body.requestId);
	if (!emergency) {
		return refuse('no-emergency');
	}
	if (!isUndecided(emergency)) {
		return refuse('already-decided');
	}
	if (body.decision === 'disclose') {
		const { recommendation } = emergency.standing;
		if (!recommendation) {
			return refuse('no-recommendation');
		}
		if (isSamePerson(recommendation.by, actor)) {
			return refuse('decider-is-recommender');
		}
		const decided = { ...emergency, standing: { ...emergency.standing, decision: { ...body, at: '', by: actor } } };
		const ready = checkEmergencyDisclosure(describeCase(decided));
		if (!ready.ok) {
			return ready;
		}
	}
	return accept([{ type: 'emergency.decided', body }]);
}

function nameOf(actor: Actor): string {
	return actor.kind === 'person' ? actor.userId : '';
}
