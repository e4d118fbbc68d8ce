import type { LayoutBlock } from '@rocket.chat/ui-kit';

import { describeGround } from './exceptionForms';
import { sayOutcome } from './sayOutcome';
import type { OpenCase } from '../../cases/caseFile';
import { findFailedNotice } from '../../cases/decisions/exceptions';
import { checkProductionNotice, checkRepeat, checkSending, hasArrived, listNoticeSubjects } from '../../cases/decisions/notice';
import { findRulingOrder, isOrderOpen, orderEnd } from '../../cases/decisions/orders';
import type { Subject } from '../../cases/events';
import type { ExceptionState, NoticeState, OrderState } from '../../cases/noticeState';
import { formatInstant } from '../../policy/instants';
import type { ModalView, Session } from '../session';
import { sayRefusal, sayRemaining } from '../texts';

/** Everything about telling the account holders of a case: who has to be told, what forbids it, what was sent, and what can be done. */
export async function renderNotice(session: Session, caseFile: OpenCase): Promise<ModalView> {
	const { say, ui, roles } = session;
	const { caseId, state } = caseFile;
	const lines = (title: string, texts: string[]) =>
		texts.length > 0 ? [ui.text(`${title}\n${texts.map((text) => `• ${text}`).join('\n')}`)] : [];
	const button = (actionId: string, label: string) => ui.button(actionId, label, { value: caseId });
	const decidable = state.exceptions.some(({ status }) => status === 'proposed' || status === 'approved');
	const hasOpenOrder = findRulingOrder(state, session.desk.clock()) !== undefined;
	return {
		title: say('notice.title'),
		blocks: [
			ui.facts([[say('card.case'), state.reference]]),
			...(await renderSubjects(session, caseFile)),
			...lines(
				say('notice.orders'),
				state.orders.map((order) => describeOrder(session, order)),
			),
			...lines(
				say('notice.exceptions'),
				state.exceptions.map((exception) => describeException(session, caseFile, exception)),
			),
			...lines(
				say('notice.sent'),
				state.notices.map((notice) => describeNotice(session, notice)),
			),
			ui.actions(
				'notice-exceptions',
				button('proposeException', say('button.propose-exception')),
				...(decidable && roles.includes('approver') ? [button('decideException', say('button.decide-exception'))] : []),
			),
			ui.actions(
				'notice-orders',
				button('recordOrder', say('button.new-order')),
				...(hasOpenOrder ? [button('extendOrder', say('button.extend')), button('liftOrder', say('button.lift'))] : []),
			),
		],
	};
}

async function renderSubjects(session: Session, { caseId, state }: OpenCase): Promise<LayoutBlock[]> {
	const { say, ui } = session;
	const subjects = listNoticeSubjects(state);
	if (subjects.length === 0) {
		return [ui.note(say('notice.nobody'))];
	}
	const blocks: LayoutBlock[] = [];
	for (const [index, subject] of subjects.entries()) {
		blocks.push(...(await renderSubject(session, { caseId, state }, subject, index)));
	}
	return blocks;
}

/** One account holder: what the account is today, whether a production may leave, and whether they may be told now. */
async function renderSubject(
	session: Session,
	{ caseId, state }: Pick<OpenCase, 'caseId' | 'state'>,
	subject: Subject,
	index: number,
): Promise<LayoutBlock[]> {
	const { desk, say, ui } = session;
	const { userId, username } = subject;
	const now = desk.clock();
	const gate = checkProductionNotice(state, userId, now);
	const sending = checkSending(state, userId, now);
	const repeat = checkRepeat(state, userId, now);
	const isPaused = !repeat.ok && repeat.code === 'notice-just-sent';
	const production = gate.ok
		? say('notice.gate-open', { basis: say(`notice.${gate.value.basis}` as 'notice.order') })
		: sayRefusal(say, gate);
	const isTold = state.notices.some((notice) => notice.subject.userId === userId && hasArrived(notice));
	const failed = findFailedNotice(state, userId);
	const standing = [
		production,
		...(sending.ok ? [repeat.ok ? say('notice.can-be-sent') : sayRefusal(say, repeat)] : [sayRefusal(say, sending)]),
		await describeAccount(session, userId),
		...(failed && !gate.ok ? [say('notice.unreached', { number: failed.number })] : []),
	];
	const send = ui.button('sendNotice', say(isTold || failed ? 'button.send-notice-again' : 'button.send-notice'), {
		value: `${caseId} ${userId}`,
		...(isTold ? {} : { style: 'primary' as const }),
	});
	return [
		ui.text([`@${username}`, ...standing].join('\n')),
		...(sending.ok && !isPaused ? [ui.actions(`notice-send-${index}`, send)] : []),
	];
}

/** By which ways the account holder can be reached now. */
async function describeAccount({ desk, say }: Session, userId: string): Promise<string> {
	const account = await desk.people.findById(userId);
	if (!account) {
		return say('notice.account-deleted');
	}
	const mail = say(account.emails?.some(({ verified }) => verified) ? 'notice.has-address' : 'notice.has-no-address');
	return `${say(account.isEnabled ? 'notice.account-active' : 'notice.account-deactivated')} ${mail}`;
}

function describeOrder(session: Session, order: OrderState): string {
	const { say } = session;
	const { court, number, statute, startsOn, endsOn } = order;
	const terms = [number, court, statute ?? say('order.no-statute'), `${startsOn} – ${endsOn ?? say('order.no-end')}`].join(', ');
	return `${terms}: ${describeEnd(session, order)}`;
}

function describeEnd({ desk, say }: Session, order: OrderState): string {
	const { lifted } = order;
	const now = desk.clock();
	const end = orderEnd(order);
	if (lifted) {
		return say('order.is-lifted', { at: formatInstant(Date.parse(lifted.at)), reason: lifted.reason });
	}
	if (end === undefined) {
		return say('order.is-endless');
	}
	return isOrderOpen(order, now)
		? say('order.is-open', { end: `${formatInstant(end)} (${sayRemaining(say, end, now)})` })
		: say('order.is-over', { end: formatInstant(end) });
}

function describeException(session: Session, { state }: OpenCase, exception: ExceptionState): string {
	const { status, proposedBy, decidedBy } = exception;
	const people = [proposedBy, decidedBy].flatMap((actor) => (actor?.kind === 'person' ? [`@${actor.username}`] : []));
	return `${session.say(`exception.${status}`)} (${people.join(', ')}) · ${describeGround(session, state, exception)}`;
}

function describeNotice({ say }: Session, notice: NoticeState): string {
	const { number, subject, status, startedAt, copy, again } = notice;
	const line = say('notice.line', {
		number,
		username: subject.username,
		status: say(`notice.status-${status}`),
		at: formatInstant(Date.parse(startedAt)),
		...sayOutcome(say, notice),
		file: copy.fileName,
		sha256: copy.sha256,
	});
	return again ? `${line} ${say('notice.line-again', { reason: again })}` : line;
}
