import type { EmergencyEvents } from '../events/emergency';
import type { EmergencyState } from '../noticeState';
import type { CaseState } from '../state';
import type { Appliers } from './appliers';
import { isSamePerson } from './noticeEvents';

export const applyEmergencyEvents: Appliers<keyof EmergencyEvents> = {
	'emergency.called-back': (state, { body: { requestId, ...call }, at, actor }) =>
		changeEmergency(state, requestId, (emergency) => ({
			...emergency,
			callBacks: [...emergency.callBacks, { ...call, at, by: actor }],
		})),
	'emergency.recommended': (state, { body: { requestId, ...recommendation }, at, actor }) =>
		changeEmergency(state, requestId, (emergency) =>
			isDecided(emergency) ? 'already-decided' : { ...emergency, recommendation: { ...recommendation, at, by: actor } },
		),
	'emergency.decided': (state, { body: { requestId, ...decision }, at, actor }) =>
		changeEmergency(state, requestId, (emergency) => {
			if (isDecided(emergency)) {
				return 'already-decided';
			}
			const { recommendation } = emergency;
			return decision.decision === 'disclose' && (!recommendation || isSamePerson(recommendation.by, actor))
				? 'no-second-person'
				: { ...emergency, decision: { ...decision, at, by: actor } };
		}),
	'emergency.followed-up': (state, { body: { requestId, ...followUp }, at, actor }) =>
		changeEmergency(state, requestId, (emergency) => ({ ...emergency, followUp: { ...followUp, at, by: actor } })),
};

/** Asking for more decides nothing yet. */
function isDecided({ decision }: EmergencyState): boolean {
	return decision !== undefined && decision.decision !== 'ask-for-more';
}

function changeEmergency(
	state: CaseState,
	requestId: string,
	change: (emergency: EmergencyState) => EmergencyState | string,
): CaseState | string {
	if (!state.requests.some((request) => request.requestId === requestId && request.kind === 'emergency')) {
		return 'no-such-emergency';
	}
	const known = state.emergencies.find((emergency) => emergency.requestId === requestId);
	const changed = change(known ?? { requestId, callBacks: [] });
	if (typeof changed === 'string') {
		return changed;
	}
	return { ...state, emergencies: [...state.emergencies.filter((emergency) => emergency !== known), changed] };
}
