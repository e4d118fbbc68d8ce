import { canonicalise } from '../../evidence';
import type { Actor } from '../events';
import type { EventOf } from '../events/eventOf';
import type { HoldEvents } from '../events/hold';
import { isPastEnd } from '../holdClock';
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
	'snapshot.extended': (state, { body, at }) =>
		changeHold(state, body.holdId, 'capturing', (hold) => {
			if (body.step !== hold.steps || !followsLastStep(hold, body.follows)) {
				return 'step-already-done';
			}
			const { step, stepId, chunks, cursor, roomsDone, roomsTotal, progress, standing } = body;
			return {
				...hold,
				...{ steps: step + 1, stepId, steppedAt: at, cursor, roomsDone, roomsTotal, progress, trouble: undefined },
				chunks: [...hold.chunks, ...chunks],
				standing: standing ?? hold.standing,
			};
		}),
	'snapshot.completed': (state, { body: { holdId, follows, capturedAt, expiresAt, counts } }) =>
		changeHold(state, holdId, 'capturing', (hold) =>
			followsLastStep(hold, follows) ? { ...hold, status: 'active', capturedAt, expiresAt, counts } : 'not-the-last-step',
		),
	'snapshot.failed': (state, { body: { holdId, code } }) =>
		changeHold(state, holdId, 'capturing', (hold) => ({ ...hold, trouble: code })),
	'reminder.started': (state, { body: { holdId, daysBefore }, at }) =>
		changeHold(state, holdId, undefined, (hold) => setReminder(hold, daysBefore, at, hold.reminders[daysBefore]?.done ?? false)),
	'reminder.posted': (state, { body: { holdId, daysBefore }, at }) => finishReminder(state, holdId, daysBefore, at),
	'reminder.superseded': (state, { body: { holdId, daysBefore }, at }) => finishReminder(state, holdId, daysBefore, at),
	'hold.extended': (state, { body, at, actor }) =>
		changeHold(state, body.holdId, 'active', (hold) => extendHold(hold, body, at, actor)),
	'hold.released': (state, { body: { holdId, reason }, at, actor }) =>
		changeHold(state, holdId, undefined, (hold) => {
			if (hold.status !== 'capturing' && hold.status !== 'active') {
				return `hold-is-${hold.status}`;
			}
			return hold.block || hold.release ? 'cannot-be-released' : { ...hold, release: { at, by: actor, reason } };
		}),
	'hold.blocked': (state, { body: { holdId, matter }, at, actor }) =>
		changeHold(state, holdId, undefined, (hold) => {
			if (hold.status !== 'capturing' && hold.status !== 'active') {
				return `hold-is-${hold.status}`;
			}
			return hold.block || hold.release ? 'cannot-be-blocked' : { ...hold, block: { at, by: actor, matter } };
		}),
	'hold.unblocked': (state, { body: { holdId } }) =>
		changeHold(state, holdId, undefined, (hold) => (hold.block ? { ...hold, block: undefined } : 'not-blocked')),
	'account.changed': (state, { body: { holdId, changeId, before, now }, at }) =>
		changeHold(state, holdId, undefined, (hold) =>
			canonicalise(hold.standing ?? {}) === canonicalise(now)
				? 'already-noticed'
				: {
						...hold,
						standing: now,
						changes: [...(hold.changes ?? []), { changeId, at, before, now, announced: false }],
					},
		),
	'account.change-announced': (state, { body: { holdId, changeId } }) =>
		changeHold(state, holdId, undefined, (hold) => ({
			...hold,
			changes: hold.changes?.map((change) => (change.changeId === changeId ? { ...change, announced: true } : change)),
		})),
	'purge.started': (state, { body: { holdId, rule }, at }) =>
		changeHold(state, holdId, undefined, (hold) =>
			isPastEnd(hold, Date.parse(at))
				? { ...hold, status: 'purging', purge: { startedAt: at, rule, announced: false } }
				: 'not-to-be-purged',
		),
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

/** Two processes may do the same step; what either does next counts only after its own. */
function followsLastStep({ stepId }: HoldState, follows: string | undefined): boolean {
	return follows === undefined || follows === (stepId ?? '');
}

function extendHold(hold: HoldState, body: EventOf<'hold.extended'>['body'], at: string, by: Actor): HoldState | string {
	const { number, requestId, expiresAt, beyondRegime } = body;
	const extensions = hold.extensions ?? [];
	const from = hold.expiresAt ?? '';
	if (hold.release || number !== extensions.length + 1 || Date.parse(expiresAt) <= Date.parse(from)) {
		return 'cannot-be-extended';
	}
	const extension = { number, requestId, at, by, from, expiresAt, beyondRegime };
	// The reminders count down to the new end.
	return { ...hold, expiresAt, extensions: [...extensions, extension], reminders: {} };
}

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
