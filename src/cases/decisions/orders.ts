import { addHours, subHours } from 'date-fns';

import type { NoticeException } from '../../policy/notice';
import { accept, refuse, type Result } from '../../policy/refusal';
import type { EventBodies, EventDraft } from '../events';
import type { OrderState } from '../noticeState';
import type { CaseState } from '../state';

/** The first and the last time zone of the earth, in hours from UTC. */
export const FIRST_ZONE_HOURS = 14;
const LAST_ZONE_HOURS = -12;

/** Within it falls the next monthly review of an order without an end, from whichever day one looks. */
export const LONGEST_MONTH_DAYS = 31;

/**
 * From when an order forbids notice. An order names days and no time zone; so its first day begins where on earth it begins
 * first.
 *
 * @returns epoch ms
 */
export function orderStart({ startsOn }: Pick<OrderState, 'startsOn'>): number {
	return subHours(startsOn, FIRST_ZONE_HOURS).getTime();
}

/**
 * The first instant at which an order no longer forbids notice: its last day is over everywhere on earth, or it was lifted.
 *
 * @clause notice-duration
 * @returns epoch ms; undefined for an order without an end
 */
export function orderEnd({ endsOn, lifted }: Pick<OrderState, 'endsOn' | 'lifted'>): number | undefined {
	const end = endsOn === undefined ? undefined : addHours(endsOn, 24 - LAST_ZONE_HOURS).getTime();
	return lifted ? Math.min(Date.parse(lifted.at), end ?? Infinity) : end;
}

/** Whether an order is not over: it runs, or will. Until then nothing is sent to the account holder. */
export function isOrderOpen(order: OrderState, now: number): boolean {
	return (orderEnd(order) ?? Infinity) > now;
}

/** Of the orders of a case that are not over, the one that ends last; undefined when none forbids notice. */
export function findRulingOrder({ orders }: Pick<CaseState, 'orders'>, now: number): OrderState | undefined {
	const open = orders.filter((order) => isOrderOpen(order, now));
	const [last] = open.sort((a, b) => (orderEnd(b) ?? Infinity) - (orderEnd(a) ?? Infinity) || 0);
	// Of two without an end the difference is no number; either of them rules.
	return open.find((order) => orderEnd(order) === undefined) ?? last;
}

/** An order as the rule on notice reads it. It covers every account of the case, also those that are named later. */
export function asException(order: OrderState, subjects: readonly string[]): NoticeException {
	const { court, number, statute, recordedAt, recordedBy } = order;
	return {
		kind: 'order',
		subjects,
		recordedAt: Date.parse(recordedAt),
		recordedBy: recordedBy.kind === 'person' ? recordedBy.userId : recordedBy.part,
		...{ court, orderNumber: number, statute },
		startsAt: orderStart(order),
		endsAt: orderEnd(order),
	};
}

type OrderRefusal = 'order-ends-before-start' | 'order-already-over' | 'order-already-recorded';

/**
 * Records an order.
 *
 * @clause notice-duration
 * @law us-2705-b
 */
export function decideOrder(
	{ orders }: CaseState,
	order: EventBodies['order.recorded'],
	now: number,
): Result<EventDraft[], OrderRefusal> {
	if (order.endsOn !== undefined && order.endsOn < order.startsOn) {
		return refuse('order-ends-before-start');
	}
	if ((orderEnd({ endsOn: order.endsOn }) ?? Infinity) <= now) {
		return refuse('order-already-over');
	}
	const isKnown = orders.some(
		(known) => known.statute && known.number === order.number && known.court === order.court && isOrderOpen(known, now),
	);
	return isKnown ? refuse('order-already-recorded') : accept([{ type: 'order.recorded', body: order }]);
}

/** Prolongs an order that is not over yet. One that is over is recorded anew, so that the time between them stays visible. */
export function decideExtension(
	state: CaseState,
	extension: EventBodies['order.extended'],
	now: number,
): Result<EventDraft[], 'no-such-order' | 'order-is-over' | 'order-extension-not-later'> {
	const order = findOpenOrder(state, extension.orderId, now);
	if (!order.ok) {
		return order;
	}
	const { endsOn } = order.value;
	const isLater = endsOn !== undefined && (extension.endsOn === undefined || extension.endsOn > endsOn);
	return isLater ? accept([{ type: 'order.extended', body: extension }]) : refuse('order-extension-not-later');
}

/** Records that a court lifted an order. From that event on it forbids nothing. */
export function decideLifting(
	state: CaseState,
	lifting: EventBodies['order.lifted'],
	now: number,
): Result<EventDraft[], 'no-such-order' | 'order-is-over'> {
	const order = findOpenOrder(state, lifting.orderId, now);
	return order.ok ? accept([{ type: 'order.lifted', body: lifting }]) : order;
}

function findOpenOrder(
	{ orders }: CaseState,
	orderId: string,
	now: number,
): Result<OrderState, 'no-such-order' | 'order-is-over'> {
	const order = orders.find((known) => known.orderId === orderId);
	if (!order) {
		return refuse('no-such-order');
	}
	return isOrderOpen(order, now) ? accept(order) : refuse('order-is-over');
}
