import { addDays, subDays } from 'date-fns';

import { asException, LONGEST_MONTH_DAYS, orderEnd } from './decisions/orders';
import type { DueKind } from './dueItem';
import { listDue } from './dueList';
import type { NoticeState, OrderState } from './noticeState';
import type { CaseState } from './state';
import { DEFAULT_RULES, type DeskRules } from '../policy/deskRules';
import { formatDay, MINUTE_MS, UTC } from '../policy/instants';
import { orderReviewsDue } from '../policy/notice';

/** What began and did not finish for this long was cut off: its process has died. */
const STALLED_MS = 10 * MINUTE_MS;

/** What the desk must do by itself about orders and notices, and from when. */
export type NoticeWork =
	| { kind: 'remind-order'; orderId: string; key: string; superseded: string[]; at: number }
	| { kind: 'interrupt-notice'; noticeId: string; at: number }
	| { kind: 'escalate'; key: string; at: number };

/** @returns in no order; due is what has `at` ≤ now */
export function listNoticeWork(state: CaseState, now: number, rules: DeskRules = DEFAULT_RULES): NoticeWork[] {
	const last = findLastOrder(state.orders);
	const reminder = last && nextReminder(last, now, rules);
	const sending = state.notices.filter(({ status }) => status === 'sending');
	return [...(reminder ? [reminder] : []), ...sending.map(interrupt), ...listEscalations(state, now)];
}

/** What people have to do, and on which approvers are called once it is overdue. The rest has reminders of its own. */
const ESCALATED: readonly DueKind[] = [
	'emergency',
	'emergency-letter',
	'emergency-process',
	'production-deadline',
	'approval',
	'notice',
	'exception',
];

function listEscalations(state: CaseState, now: number): NoticeWork[] {
	return listDue(state, now)
		.filter(({ kind, key }) => ESCALATED.includes(kind) && !state.escalations[key]?.done)
		.map(({ key, at, snoozedUntil = 0 }) => {
			const started = state.escalations[key]?.startedAt;
			const dueAt = Math.max(at, snoozedUntil);
			return { kind: 'escalate', key, at: started ? Math.max(dueAt, Date.parse(started) + STALLED_MS) : dueAt };
		});
}

/** Of several orders only the one that ends last matters: while it runs nothing follows from the end of another. */
function findLastOrder(orders: readonly OrderState[]): OrderState | undefined {
	const endOf = (order: OrderState) => orderEnd(order) ?? Infinity;
	return orders.reduce<OrderState | undefined>(
		(last, order) => (last === undefined || endOf(order) > endOf(last) ? order : last),
		undefined,
	);
}

interface Day {
	key: string;
	at: number;
}

/**
 * The one reminder of an order that comes next: 30, 14, 7 and 0 days before it is over, or every month while it has no end.
 * Days that had passed when the order was recorded or extended are not caught up on. Of several that passed unreminded (the
 * server was off) only the last is posted.
 *
 * @clause notice-duration
 */
function nextReminder(order: OrderState, now: number, rules: DeskRules): NoticeWork | undefined {
	const days = listDays(order, now, rules);
	const lastDone = days.findLastIndex(({ key }) => order.reminders[key]?.done);
	// Days that were added to the setting after a later one was posted are not caught up on.
	const open = days.slice(lastDone + 1);
	const passed = open.filter(({ at }) => at <= now);
	const next = passed.at(-1) ?? open[0];
	if (!next) {
		return undefined;
	}
	const started = order.reminders[next.key]?.startedAt;
	return {
		kind: 'remind-order',
		orderId: order.orderId,
		key: next.key,
		superseded: passed.filter((day) => day !== next).map(({ key }) => key),
		at: started ? Math.max(next.at, Date.parse(started) + STALLED_MS) : next.at,
	};
}

/** Every day on which people are reminded of an order, earliest first. The key names the end, so that an extension begins anew. */
function listDays(order: OrderState, now: number, { orderReminderDays }: DeskRules): Day[] {
	const knownSince = Date.parse(order.extensions.at(-1)?.at ?? order.recordedAt);
	const end = orderEnd(order);
	if (end === undefined) {
		return orderReviewsDue({ ...asException(order, ['any']), endsAt: undefined }, addDays(now, LONGEST_MONTH_DAYS, UTC))
			.filter((at) => at > knownSince)
			.map((at) => ({ key: `review:${formatDay(at)}`, at }));
	}
	const days = order.lifted ? [0] : orderReminderDays;
	return days
		.map((daysBefore) => ({
			key: `${order.lifted ? 'lifted' : (order.endsOn ?? '')}:${daysBefore}`,
			at: subDays(end, daysBefore, UTC).getTime(),
			daysBefore,
		}))
		.filter(({ at, daysBefore }) => daysBefore === 0 || at > knownSince)
		.sort((a, b) => a.at - b.at);
}

function interrupt({ noticeId, startedAt }: NoticeState): NoticeWork {
	return { kind: 'interrupt-notice', noticeId, at: Date.parse(startedAt) + STALLED_MS };
}
