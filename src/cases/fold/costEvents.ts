import type { Appliers } from './appliers';
import type { CostEvents } from '../events/cost';

/** A statement stays as it was made; a later one for the same production takes its place. */
export const applyCostEvents: Appliers<keyof CostEvents> = {
	'cost.stated'(state, { body, at, actor }) {
		if (state.costs.some(({ statementId }) => statementId === body.statementId)) {
			return 'already-stated';
		}
		if (!state.productions.some(({ productionId }) => productionId === body.productionId)) {
			return 'no-such-production';
		}
		return { ...state, costs: [...state.costs, { ...body, statedAt: at, statedBy: actor }] };
	},
};
