import { findNamedCategories } from './decisions/emergency';
import { checkProductionNotice } from './decisions/notice';
import { isSuspect } from './decisions/tamper';
import type { Actor, EventBodies, EventDraft } from './events';
import type { CaseState, HoldState, ProductionState } from './state';
import type { NoticeRefusal } from '../policy/notice';
import { accept, refuse, type Result } from '../policy/refusal';

/** Whether this hold's records can be produced now. */
export function findProducibleHold(state: CaseState): Result<HoldState, 'no-hold' | 'still-capturing' | 'hold-purged'> {
	const active = state.holds.filter(({ status }) => status === 'active').at(-1);
	if (active) {
		return accept(active);
	}
	if (state.holds.some(({ status }) => status === 'capturing')) {
		return refuse('still-capturing');
	}
	return state.holds.length > 0 ? refuse('hold-purged') : refuse('no-hold');
}

/** The production on which somebody still has to act. A case has at most one at a time. */
export function findOpenProduction(state: CaseState): ProductionState | undefined {
	return state.productions.filter((production) => production.status !== 'delivered' && !isLapsed(state, production)).at(-1);
}

/** What was asked for, from a hold that was purged before it was produced: nobody can act on it any more, and it stands in nobody's way. */
export function isLapsed(state: CaseState, { status, holdId }: ProductionState): boolean {
	const hold = state.holds.find((known) => known.holdId === holdId);
	return (status === 'requested' || status === 'failed') && (hold?.status === 'purging' || hold?.status === 'purged');
}

/**
 * Records that legal process was served and asks for a production under it.
 *
 * @returns the event, or why not: there is nothing to produce from, or another production waits
 */
export function decideProductionRequest(
	state: CaseState,
	input: Omit<EventBodies['production.requested'], 'number' | 'holdId'>,
): Result<EventDraft[], 'no-hold' | 'still-capturing' | 'hold-purged' | 'production-waiting' | 'tamper-found'> {
	if (isSuspect(state)) {
		return refuse('tamper-found');
	}
	const hold = findProducibleHold(state);
	if (!hold.ok) {
		return hold;
	}
	if (findOpenProduction(state)) {
		return refuse('production-waiting');
	}
	const number = state.productions.length + 1;
	return accept([{ type: 'production.requested', body: { ...input, number, holdId: hold.value.holdId } }]);
}

type ApprovalRefusal =
	| 'no-such-production'
	| 'not-waiting'
	| 'approver-is-requester'
	| 'hold-purged'
	| 'tamper-found'
	| 'no-emergency'
	| 'emergency-not-ready'
	| NoticeRefusal;

/**
 * Approves a production: a second person, always another than the one who asked for it, and only once the account holder was
 * told or an exception stands. Under an emergency request only the categories that the approver of the emergency named.
 *
 * @clause notice-default
 * @clause emergency-good-faith
 * @returns the event, with what it rests on; or why not
 */
export function decideApproval(
	state: CaseState,
	productionId: string,
	approver: Actor,
	now: number,
): Result<EventDraft[], ApprovalRefusal> {
	const production = state.productions.find((known) => known.productionId === productionId);
	if (!production) {
		return refuse('no-such-production');
	}
	if (production.status !== 'requested' && production.status !== 'failed') {
		return refuse('not-waiting');
	}
	const { requestedBy } = production;
	if (approver.kind !== 'person' || (requestedBy.kind === 'person' && requestedBy.userId === approver.userId)) {
		return refuse('approver-is-requester');
	}
	if (isSuspect(state)) {
		return refuse('tamper-found');
	}
	const hold = state.holds.find(({ holdId }) => holdId === production.holdId);
	if (hold?.status !== 'active') {
		return refuse('hold-purged');
	}
	const notice = checkProductionNotice(state, hold.subject.userId, now);
	if (!notice.ok) {
		return notice;
	}
	const named = production.process.kind === 'emergency' ? findNamedCategories(state) : undefined;
	if (named && !named.ok) {
		return named;
	}
	const namedCategories = named ? { namedCategories: [...named.value] } : {};
	return accept([{ type: 'production.approved', body: { productionId, notice: notice.value, ...namedCategories } }]);
}
