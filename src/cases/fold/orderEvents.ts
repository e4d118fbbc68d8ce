import type { EventOf } from '../events/eventOf';
import type { OrderEvents } from '../events/order';
import type { OrderState } from '../noticeState';
import type { CaseState } from '../state';
import { changeItem, type Appliers } from './appliers';

export const applyOrderEvents: Appliers<keyof OrderEvents> = {
	'order.recorded'(state, { body, at, actor }) {
		if (state.orders.some(({ orderId }) => orderId === body.orderId)) {
			return 'already-recorded';
		}
		return { ...state, orders: [...state.orders, { ...body, recordedAt: at, recordedBy: actor, extensions: [], reminders: {} }] };
	},
	'order.extended': (state, { body: { orderId, ...extension }, at, actor }) =>
		changeOrder(state, orderId, (order) =>
			order.lifted
				? 'order-is-lifted'
				: {
						...order,
						endsOn: findLater(order.endsOn, extension.endsOn),
						extensions: [...order.extensions, { ...extension, at, by: actor }],
					},
		),
	'order.lifted': (state, { body: { orderId, ...lifting }, at, actor }) =>
		changeOrder(state, orderId, (order) =>
			order.lifted ? 'order-is-lifted' : { ...order, lifted: { ...lifting, at, by: actor } },
		),
	'order.reminder-started': (state, { body: { orderId, key }, at }) =>
		changeOrder(state, orderId, (order) => setReminder(order, key, at, order.reminders[key]?.done ?? false)),
	'order.reminder-posted': (state, { body: { orderId, key }, at }) =>
		changeOrder(state, orderId, (order) => setReminder(order, key, order.reminders[key]?.startedAt ?? at, true)),
	'order.reminder-superseded': (state, { body: { orderId, key }, at }) =>
		changeOrder(state, orderId, (order) => setReminder(order, key, order.reminders[key]?.startedAt ?? at, true)),
};

/**
 * The orders of a case after a request was recorded: an order that the request states counts at once, whatever becomes of
 * the request. Where it states no first day, it counts from the day on which it was received.
 */
export function joinOrder(
	orders: readonly OrderState[],
	{ body: { requestId, receivedOn, details }, at, actor }: EventOf<'request.recorded'>,
): OrderState[] {
	const stated = details?.nonDisclosureOrder;
	if (!stated || orders.some(({ orderId }) => orderId === requestId)) {
		return [...orders];
	}
	const { court, number, statute, startsOn = receivedOn, endsOn } = stated;
	const order = { orderId: requestId, court, number, startsOn, recordedAt: at, recordedBy: actor, extensions: [], reminders: {} };
	return [...orders, { ...order, ...(statute ? { statute } : {}), ...(endsOn ? { endsOn } : {}) }];
}

/** Of two last days the later; no last day is later than any. */
function findLater(one: string | undefined, other: string | undefined): string | undefined {
	if (one === undefined || other === undefined) {
		return undefined;
	}
	return one > other ? one : other;
}

function changeOrder(state: CaseState, orderId: string, change: (order: OrderState) => OrderState | string): CaseState | string {
	const orders = changeItem(state.orders, 'orderId', orderId, change);
	return typeof orders === 'string' ? orders : { ...state, orders };
}

function setReminder(order: OrderState, key: string, startedAt: string, done: boolean): OrderState {
	return { ...order, reminders: { ...order.reminders, [key]: { startedAt, done } } };
}
