import type { Appliers } from './appliers';
import type { DeclarationEvents } from '../events/declaration';

export const applyDeclarationEvents: Appliers<keyof DeclarationEvents> = {
	'declaration.drafted'(state, { body, at, actor }) {
		if (state.declarations.some(({ declarationId }) => declarationId === body.declarationId)) {
			return 'already-drafted';
		}
		if (!state.productions.some(({ productionId }) => productionId === body.productionId)) {
			return 'no-such-production';
		}
		return { ...state, declarations: [...state.declarations, { ...body, draftedAt: at, draftedBy: actor }] };
	},
};
