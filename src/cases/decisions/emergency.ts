import { checkEmergencyDisclosure } from '../../policy/emergency';
import type { RecordCategory } from '../../policy/entitlement';
import { HOUR_MS } from '../../policy/instants';
import { accept, refuse, type Result } from '../../policy/refusal';
import type { Actor, EventBodies, EventDraft } from '../events';
import { isSamePerson } from '../fold/noticeEvents';
import type { EmergencyState } from '../noticeState';
import type { CaseState, RequestState } from '../state';

/** House rule: by when an emergency request is decided. Somebody may be in danger of death. */
export const EMERGENCY_DECISION_HOURS = 2;
/** House rule: by when the legal process that follows a disclosure should have been served. */
export const EMERGENCY_PROCESS_HOURS = 48;

export interface Emergency {
	request: RequestState;
	standing: EmergencyState;
}

/** The emergency requests of a case, oldest first, and how each stands. */
export function listEmergencies({ requests, emergencies }: CaseState): Emergency[] {
	return requests
		.filter(({ kind }) => kind === 'emergency')
		.map((request) => {
			const standing = emergencies.find(({ requestId }) => requestId === request.requestId);
			return { request, standing: standing ?? { requestId: request.requestId, callBacks: [] } };
		});
}

/** Whether somebody still has to disclose or refuse. */
export function isUndecided({ standing: { decision } }: Emergency): boolean {
	return decision === undefined || decision.decision === 'ask-for-more';
}

/** By when it has to be decided: epoch ms. */
export function decisionDueAt({ request }: Emergency): number {
	return Date.parse(request.recordedAt) + EMERGENCY_DECISION_HOURS * HOUR_MS;
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
