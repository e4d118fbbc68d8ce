import type { Actor } from '../events';
import type { NoticeEvents } from '../events/notice';
import type { ExceptionState, NoticeState, NoticeStatus } from '../noticeState';
import type { CaseState } from '../state';
import { changeItem, type Appliers } from './appliers';

export const applyNoticeEvents: Appliers<keyof NoticeEvents> = {
	'notice.started'(state, { body, at, actor }) {
		if (state.notices.some(({ noticeId }) => noticeId === body.noticeId)) {
			return 'already-started';
		}
		const notice: NoticeState = { ...body, status: 'sending', startedAt: at, startedBy: actor };
		return { ...state, notices: [...state.notices, notice] };
	},
	// A notice whose process was thought dead may finish after all: what was sent was sent.
	'notice.finished': (state, { body: { noticeId, direct, email }, at }) =>
		changeNotice(state, noticeId, ['sending', 'interrupted'], (notice) => {
			const arrived = direct.outcome === 'posted' || email.outcome === 'queued';
			return { ...notice, status: arrived ? 'sent' : 'failed', finishedAt: at, direct, email };
		}),
	'notice.stopped': (state, { body: { noticeId, code }, at }) =>
		changeNotice(state, noticeId, ['sending', 'interrupted'], (notice) => ({
			...notice,
			...{ status: 'stopped', finishedAt: at, code },
		})),
	'notice.interrupted': (state, { body: { noticeId } }) =>
		changeNotice(state, noticeId, ['sending'], (notice) => ({ ...notice, status: 'interrupted' })),
	'exception.proposed'(state, { body, at, actor }) {
		if (state.exceptions.some(({ exceptionId }) => exceptionId === body.exceptionId)) {
			return 'already-proposed';
		}
		const exception: ExceptionState = { ...body, status: 'proposed', proposedAt: at, proposedBy: actor };
		return { ...state, exceptions: [...state.exceptions, exception] };
	},
	'exception.approved': (state, { body: { exceptionId }, at, actor }) =>
		changeException(state, exceptionId, 'proposed', (exception) =>
			isSamePerson(exception.proposedBy, actor)
				? 'approver-is-proposer'
				: { ...exception, status: 'approved', decidedAt: at, decidedBy: actor },
		),
	'exception.declined': (state, { body: { exceptionId, reason }, at, actor }) =>
		changeException(state, exceptionId, 'proposed', (exception) => ({
			...exception,
			...{ status: 'declined', decidedAt: at, decidedBy: actor, decisionReason: reason },
		})),
	'exception.withdrawn': (state, { body: { exceptionId, reason }, at, actor }) =>
		changeException(state, exceptionId, 'approved', (exception) => ({
			...exception,
			...{ status: 'withdrawn', decidedAt: at, decidedBy: actor, decisionReason: reason },
		})),
	'due.escalation-started': (state, { body: { key }, at }) =>
		setEscalation(state, key, at, state.escalations[key]?.done ?? false),
	'due.escalated': (state, { body: { key }, at }) => setEscalation(state, key, state.escalations[key]?.startedAt ?? at, true),
	'due.snoozed': (state, { body: { key, until, reason }, actor }) => ({
		...state,
		snoozes: { ...state.snoozes, [key]: { until, reason, by: actor } },
	}),
};

/** Whether two entries are of one person; a part of the desk is nobody's second person. */
export function isSamePerson(one: Actor, other: Actor): boolean {
	return one.kind !== 'person' || other.kind !== 'person' || one.userId === other.userId;
}

function setEscalation(state: CaseState, key: string, startedAt: string, done: boolean): CaseState {
	return { ...state, escalations: { ...state.escalations, [key]: { startedAt, done } } };
}

function changeNotice(
	state: CaseState,
	noticeId: string,
	needed: readonly NoticeStatus[],
	change: (notice: NoticeState) => NoticeState,
): CaseState | string {
	const notices = changeItem(state.notices, 'noticeId', noticeId, (notice) =>
		needed.includes(notice.status) ? change(notice) : `notice-is-${notice.status}`,
	);
	return typeof notices === 'string' ? notices : { ...state, notices };
}

function changeException(
	state: CaseState,
	exceptionId: string,
	needed: ExceptionState['status'],
	change: (exception: ExceptionState) => ExceptionState | string,
): CaseState | string {
	const exceptions = changeItem(state.exceptions, 'exceptionId', exceptionId, (exception) =>
		exception.status === needed ? change(exception) : `exception-is-${exception.status}`,
	);
	return typeof exceptions === 'string' ? exceptions : { ...state, exceptions };
}
