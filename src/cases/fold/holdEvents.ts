import type { HoldEvents } from '../events/hold';
import type { CaseState, HoldState } from '../state';
import { changeItem, type Appliers } from './appliers';

export const applyHoldEvents: Appliers<keyof HoldEvents> = {
	'hold.placed'(state, { body, at, actor }) {
		if (state.holds.some(({ holdId }) => holdId === body.holdId)) {
			return 'already-placed';
		}
		const hold: HoldState = {
			...body,
			...{ placedAt: at, placedBy: actor, status: 'capturing' },
			...{ steps: 0, cursor: '', roomsDone: 0, chunks: [], reminders: {} },
		};
		return { ...state, holds: [...state.holds, hold] };
	},
	'snapshot.extended': (state, { body: { holdId, step, chunks, cursor, roomsDone, roomsTotal } }) =>
		changeHold(state, holdId, 'capturing', (hold) =>
			step === hold.steps
				? { ...hold, steps: step + 1, chunks: [...hold.chunks, ...chunks], cursor, roomsDone, roomsTotal, trouble: undefined }
				: 'step-already-done',
		),
	'snapshot.completed': (state, { body: { holdId, capturedAt, expiresAt, counts } }) =>
		changeHold(state, holdId, 'capturing', (hold) => ({ ...hold, status: 'active', capturedAt, expiresAt, counts })),
	'snapshot.failed': (state, { body: { holdId, code } }) =>
		changeHold(state, holdId, 'capturing', (hold) => ({ ...hold, trouble: code })),
	'reminder.started': (state, { body: { holdId, daysBefore }, at }) =>
		changeHold(state, holdId, undefined, (hold) => setReminder(hold, daysBefore, at, hold.reminders[daysBefore]?.done ?? false)),
	'reminder.posted': (state, { body: { holdId, daysBefore }, at }) => finishReminder(state, holdId, daysBefore, at),
	'reminder.superseded': (state, { body: { holdId, daysBefore }, at }) => finishReminder(state, holdId, daysBefore, at),
	'purge.started': (state, { body: { holdId, rule }, at }) =>
		changeHold(state, holdId, 'active', (hold) => ({
			...hold,
			status: 'purging',
			purge: { startedAt: at, rule, announced: false },
		})),
	'purge.completed': (state, { body: { holdId, certificate, certificateSha256 }, at }) =>
		changeHold(state, holdId, 'purging', (hold) =>
			hold.purge
				? { ...hold, status: 'purged', purge: { ...hold.purge, completedAt: at, certificate, certificateSha256 } }
				: 'no-purge',
		),
	'purge.announced': (state, { body: { holdId } }) =>
		changeHold(state, holdId, 'purged', (hold) =>
			hold.purge ? { ...hold, purge: { ...hold.purge, announced: true } } : 'no-purge',
		),
};

/** @param needed the status without which the event is void */
function changeHold(
	state: CaseState,
	holdId: string,
	needed: HoldState['status'] | undefined,
	change: (hold: HoldState) => HoldState | string,
): CaseState | string {
	const holds = changeItem(state.holds, 'holdId', holdId, (hold) =>
		needed === undefined || hold.status === needed ? change(hold) : `hold-is-${hold.status}`,
	);
	return typeof holds === 'string' ? holds : { ...state, holds };
}

function finishReminder(state: CaseState, holdId: string, daysBefore: number, at: string): CaseState | string {
	return changeHold(state, holdId, undefined, (hold) =>
		setReminder(hold, daysBefore, hold.reminders[daysBefore]?.startedAt ?? at, true),
	);
}

function setReminder(hold: HoldState, daysBefore: number, startedAt: string, done: boolean): HoldState {
	return { ...hold, reminders: { ...hold.reminders, [daysBefore]: { startedAt, done } } };
}
