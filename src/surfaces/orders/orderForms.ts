import type { OpenCase } from '../../cases/caseFile';
import { isOrderOpen } from '../../cases/decisions/orders';
import type { OrderState } from '../../cases/noticeState';
import { formatDay } from '../../policy/instants';
import { openCaseForm } from '../openCaseForm';
import type { ModalView, Session } from '../session';
import type { Action } from '../surface';

/** *Record an order*, *Extend* and *Lift*, on the view of notice and orders. The value is a case id. */
export const orderActions: readonly Action[] = [
	{
		actionId: 'recordOrder',
		capability: 'request-production',
		run: (session, value) => openCaseForm(session, value, 'order', renderRecord),
	},
	{
		actionId: 'extendOrder',
		capability: 'request-production',
		run: (session, value) => openCaseForm(session, value, 'order-extend', renderExtend),
	},
	{
		actionId: 'liftOrder',
		capability: 'request-production',
		run: (session, value) => openCaseForm(session, value, 'order-lift', renderLift),
	},
];

function renderRecord({ desk, say, ui }: Session, { state }: OpenCase): ModalView {
	const today = formatDay(desk.clock());
	const line = (name: string, label: string, hint?: string, optional = false) =>
		ui.textField(name, { label, ...(hint ? { hint } : {}) }, { maxLength: 200, optional });
	return {
		title: say('order.title'),
		submit: say('button.record-order'),
		blocks: [
			ui.facts([[say('card.case'), state.reference]]),
			ui.note(say('order.explained')),
			line('court', say('order.court')),
			line('number', say('order.number')),
			line('statute', say('order.statute'), say('order.statute-hint')),
			ui.dateField('startsOn', { label: say('order.starts') }, today),
			{
				...ui.dateField('endsOn', { label: say('order.ends-on'), hint: say('order.ends-on-hint') }),
				optional: true,
			},
			line('document', say('order.document'), say('order.document-hint'), true),
		] as ModalView['blocks'],
	};
}

function renderExtend(session: Session, { state }: OpenCase): ModalView {
	const { say, ui } = session;
	return {
		title: say('order.extend-title'),
		submit: say('button.extend-order'),
		blocks: [
			...renderChoice(session, state.orders),
			{
				...ui.dateField('endsOn', { label: say('order.new-end'), hint: say('order.ends-on-hint') }),
				optional: true,
			},
			ui.textField('reason', { label: say('order.by-what') }, { maxLength: 500 }),
			ui.textField('document', { label: say('order.document') }, { maxLength: 200, optional: true }),
		] as ModalView['blocks'],
	};
}

function renderLift(session: Session, { state }: OpenCase): ModalView {
	const { say, ui } = session;
	return {
		title: say('order.lift-title'),
		submit: say('button.lift-order'),
		blocks: [
			ui.warning(say('order.lift-explained')),
			...renderChoice(session, state.orders),
			ui.textField('reason', { label: say('order.by-what') }, { maxLength: 500 }),
			ui.textField('document', { label: say('order.document') }, { maxLength: 200 }),
			ui.textField('reference', { label: say('order.type-reference', { reference: state.reference }) }, { maxLength: 40 }),
		],
	};
}

/** The orders that are not over. Without any, the form says so and can only be refused. */
function renderChoice({ desk, say, ui }: Session, orders: readonly OrderState[]): ModalView['blocks'] {
	const open = orders.filter((order) => isOrderOpen(order, desk.clock()));
	const options = open.map(({ orderId, court, number, endsOn }) => ({
		value: orderId,
		text: `${number}, ${endsOn ?? say('order.no-end')}, ${court}`,
	}));
	const chosen = options.length === 1 ? options[0]?.value : undefined;
	return options.length > 0
		? [ui.select('orderId', { label: say('order.which') }, options, chosen)]
		: [ui.note(say('order.none-open'))];
}
