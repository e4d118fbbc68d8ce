import type { EventType } from '../events';
import type { ClosingEvents } from '../events/closing';
import type { CaseState } from '../state';
import type { Appliers } from './appliers';

/** What begins anew in a closed case, and so opens it. Nobody has to remember to. */
const OPENS_AGAIN: readonly EventType[] = ['request.recorded', 'hold.placed', 'production.requested', 'order.recorded'];

export const applyClosingEvents: Appliers<keyof ClosingEvents> = {
	'case.closed'(state, { body, at, actor }) {
		if (state.closing) {
			return 'already-closed';
		}
		// Written by an author who had not seen a hold that another instance placed at the same time.
		const isBusy =
			state.holds.some(({ status }) => status !== 'purged') || state.productions.some(({ status }) => status === 'approved');
		return isBusy ? 'not-finished' : { ...state, closing: { ...body, at, by: actor } };
	},
	'case.reopened': (state) => (state.closing ? reopen(state) : 'not-closed'),
};

/** The state after an event that begins something. */
export function reopenAfter(type: EventType, state: CaseState): CaseState {
	return state.closing && OPENS_AGAIN.includes(type) ? reopen(state) : state;
}

function reopen(state: CaseState): CaseState {
	const { closing, ...open } = state;
	return { ...open, closedBefore: [...(state.closedBefore ?? []), ...(closing ? [closing] : [])] };
}
