import type { LayoutBlock } from '@rocket.chat/ui-kit';

import type { OpenCase } from '../../cases/caseFile';
import { checkProductionNotice, checkSending, listNoticeSubjects } from '../../cases/decisions/notice';
import { findRulingOrder, isOrderOpen, orderEnd } from '../../cases/decisions/orders';
import type { ExceptionState, NoticeState, OrderState } from '../../cases/noticeState';
import { formatInstant, remainingInWords } from '../../policy/instants';
import type { ModalView, Session } from '../session';
import { sayRefusal } from '../texts';

/** Everything about telling the account holders of a case: who has to be told, what forbids it, what was sent, and what can be done. */
export function renderNotice(session: Session, { caseId, state }: OpenCase): ModalView {
	const { say, ui, roles } = session;
	const subjects = listNoticeSubjects(state);
	const lines = (title: string, texts: string[]) =>
		texts.length > 0 ? [ui.text(`${title}\n${texts.map((text) => `• ${text}`).join('\n')}`)] : [];
	const button = (actionId: string, label: string) => ui.button(actionId, label, { value: caseId });
	const decidable = state.exceptions.some(({ status }) => status === 'proposed' || status === 'approved');
	const hasOpenOrder = findRulingOrder(state, session.desk.clock()) !== undefined;
	return {
		title: say('notice.title'),
		blocks: [
			ui.facts([[say('card.case'), state.reference]]),
			...renderStanding(session, { state, subjects }),
			...lines(
				say('notice.orders'),
				state.orders.map((order) => describeOrder(session, order)),
			),
			...lines(
				say('notice.exceptions'),
				state.exceptions.map((exception) => describeException(session, exception)),
			),
			...lines(
				say('notice.sent'),
				state.notices.map((notice) => describeNotice(session, notice)),
			),
			ui.actions(
				'notice-send',
				...(subjects.length > 0 ? [button('sendNotice', say('button.send-notice'))] : []),
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

/** For each account holder: whether a production may leave, and whether they may be told now. */
function renderStanding(
	{ desk, say, ui }: Session,
	{ state, subjects }: { state: OpenCase['state']; subjects: ReturnType<typeof listNoticeSubjects> },
): LayoutBlock[] {
	if (subjects.length === 0) {
		return [ui.note(say('notice.nobody'))];
	}
	const now = desk.clock();
	return subjects.map(({ userId, username }) => {
		const gate = checkProductionNotice(state, userId, now);
		const sending = checkSending(state, userId, now);
		const production = gate.ok
			? say('notice.gate-open', { basis: say(`notice.${gate.value.basis}` as 'notice.order') })
			: sayRefusal(say, gate);
		return ui.text(`@${username}\n${production}\n${sending.ok ? say('notice.can-be-sent') : sayRefusal(say, sending)}`);
	});
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
		return say('order.is-lifted', { at: lifted.at, reason: lifted.reason });
	}
	if (end === undefined) {
		return say('order.is-open', { end: say('order.no-end') });
	}
	return isOrderOpen(order, now)
		? say('order.is-open', { end: `${formatInstant(end)} (${remainingInWords(end, now)})` })
		: say('order.is-over', { end: formatInstant(end) });
}

function describeException({ say }: Session, { kind, reason, status, proposedBy, decidedBy }: ExceptionState): string {
	const people = [proposedBy, decidedBy].flatMap((actor) => (actor?.kind === 'person' ? [`@${actor.username}`] : []));
	return `${say(`notice.${kind}`)}: ${say(`exception.${status}`)} (${people.join(', ')}). ${reason}`;
}

function describeNotice({ say }: Session, notice: NoticeState): string {
	const { number, subject, status, startedAt, direct, email, copy } = notice;
	const outcome = (way: typeof direct) => (way ? [way.outcome, way.code].filter(Boolean).join(': ') : '–');
	return say('notice.line', {
		number,
		username: subject.username,
		status: say(`notice.status-${status}`),
		at: startedAt,
		direct: outcome(direct),
		email: outcome(email),
		file: copy.fileName,
		sha256: copy.sha256,
	});
}
