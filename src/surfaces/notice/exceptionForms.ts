import type { OpenCase } from '../../cases/caseFile';
import { findFailedNotice } from '../../cases/decisions/exceptions';
import { listNoticeSubjects } from '../../cases/decisions/notice';
import { EXCEPTION_KINDS } from '../../cases/events/notice';
import type { ExceptionState } from '../../cases/noticeState';
import type { CaseState } from '../../cases/state';
import type { ModalView, Session } from '../session';

/** What an exception is about, in one line: its ground, the one account that it covers, and its reason. */
export function describeGround({ say }: Pick<Session, 'say'>, { subjects }: CaseState, exception: ExceptionState): string {
	const { kind, reason, userId } = exception;
	const only = subjects.find((subject) => subject.userId === userId);
	return `${say(`notice.${kind}`)}${only ? ` (@${only.username})` : ''}: ${reason}`;
}

/** The form in which an exception is proposed. That an account is unreachable is offered where a notice to it did not arrive. */
export function renderProposal({ say, ui }: Session, { state }: OpenCase): ModalView {
	const unreached = listNoticeSubjects(state).filter(({ userId }) => findFailedNotice(state, userId));
	const kinds = EXCEPTION_KINDS.filter((kind) => kind !== 'unreachable');
	return {
		title: say('exception.title'),
		submit: say('button.propose-exception-now'),
		blocks: [
			ui.facts([[say('card.case'), state.reference]]),
			ui.note(say('exception.explained')),
			ui.select('kind', { label: say('exception.kind') }, [
				...unreached.map(({ userId, username }) => ({
					value: `unreachable ${userId}`,
					text: `${say('notice.unreachable')}: @${username}`,
				})),
				...kinds.map((kind) => ({ value: kind, text: say(`notice.${kind}`) })),
			]),
			ui.textField('reason', { label: say('exception.reason') }, { multiline: true, maxLength: 1000 }),
		],
	};
}

/** The form in which an approver decides on what was proposed, or takes back what was approved. */
export function renderDecision(session: Session, { state }: OpenCase): ModalView {
	const { say, ui } = session;
	const decidable = ['proposed', 'approved'].flatMap((status) => state.exceptions.filter((known) => known.status === status));
	const options = decidable.map((exception) => ({
		value: exception.exceptionId,
		text: describeGround(session, state, exception),
	}));
	return {
		title: say('exception.decide-title'),
		submit: say('button.decide-exception-now'),
		blocks: [
			ui.facts([[say('card.case'), state.reference]]),
			...options.map(({ text }) => ui.text(text)),
			...(options.length > 0 ? [ui.select('exceptionId', { label: say('exception.which') }, options, options[0]?.value)] : []),
			ui.select(
				'verdict',
				{ label: say('exception.verdict') },
				(['approve', 'decline', 'withdraw'] as const).map((verdict) => ({
					value: verdict,
					text: say(`exception.verdict-${verdict}`),
				})),
			),
			ui.textField('reason', { label: say('exception.verdict-reason') }, { multiline: true, maxLength: 500, optional: true }),
		],
	};
}
