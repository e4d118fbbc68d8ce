import type { Appliers } from './appliers';
import type { VerificationEvents } from '../events/verification';

export const applyVerificationEvents: Appliers<keyof VerificationEvents> = {
	'case.viewed': (state, { at, actor }) =>
		actor.kind === 'person' ? { ...state, viewedAt: { ...state.viewedAt, [actor.userId]: at } } : 'viewer-is-no-person',
	'ledger.exported': (state) => state,
	'tamper.found': (state, { body, at, actor }) => ({
		...state,
		tamper: { signs: joinSigns(state.tamper?.signs ?? [], body.signs), foundAt: at, foundBy: actor },
	}),
	'tamper.acknowledged'(state, { body, at, actor }) {
		const { tamper } = state;
		return tamper && !tamper.acknowledged
			? { ...state, tamper: { ...tamper, acknowledged: { ...body, at, by: actor } } }
			: 'nothing-to-acknowledge';
	},
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

type Sign = VerificationEvents['tamper.found']['signs'][number];

function joinSigns(known: readonly Sign[], found: readonly Sign[]): Sign[] {
	const isKnown = (sign: Sign) => known.some(({ code, hash }) => code === sign.code && hash === sign.hash);
	return [...known, ...found.filter((sign) => !isKnown(sign))];
}
