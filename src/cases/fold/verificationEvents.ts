import type { Appliers } from './appliers';
import type { VerificationEvents } from '../events/verification';

export const applyVerificationEvents: Appliers<keyof VerificationEvents> = {
	'case.viewed': (state, { at, actor }) =>
		actor.kind === 'person' ? { ...state, viewedAt: { ...state.viewedAt, [actor.userId]: at } } : 'viewer-is-no-person',
	'ledger.exported': (state) => state,
	'verification.started': (state, { body, at, actor }) => ({
		...state,
		verification: { ...body, startedAt: at, startedBy: actor },
	}),
	'verification.completed'(state, { body, at }) {
		const { verification } = state;
		if (verification?.verificationId !== body.verificationId) {
			return 'no-such-verification';
		}
		const { chunksChecked, faults, faultCount } = body;
		return { ...state, verification: { ...verification, completedAt: at, chunksChecked, faults, faultCount } };
	},
};
