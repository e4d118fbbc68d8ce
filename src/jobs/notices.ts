import { appendEvents, type OpenCase } from '../cases/caseFile';
import type { DueItem } from '../cases/dueItem';
import { listDue } from '../cases/dueList';
import type { Actor, EventDraft } from '../cases/events';
import type { NoticeState, OrderState } from '../cases/noticeState';
import type { NoticeWork } from '../cases/noticeWork';
import type { CaseState } from '../cases/state';
import type { Desk } from '../platform/desk';

const SWEEP: Actor = { kind: 'desk', part: 'sweep' };

/** How the sweep tells people about orders and notices. None of it goes to an account holder. */
export interface NoticeAnnouncer {
	/** @returns the message id */
	postOrderReminder(desk: Desk, state: CaseState, order: OrderState): Promise<string>;
	postNoticeTrouble(desk: Desk, state: CaseState, notice: NoticeState): Promise<void>;
	/** Calls on the approvers. @returns the message id */
	postEscalation(desk: Desk, state: CaseState, item: DueItem): Promise<string>;
}

/** Does one piece of work about orders and notices. It is recorded as done only after it was done. */
export async function doNoticeWork(
	desk: Desk,
	caseFile: OpenCase,
	work: NoticeWork,
	announcer: NoticeAnnouncer,
): Promise<OpenCase> {
	switch (work.kind) {
		case 'remind-order':
			return remindOfOrder(desk, caseFile, work, announcer);
		case 'interrupt-notice':
			return interruptNotice(desk, caseFile, work.noticeId, announcer);
		case 'escalate':
			return escalate(desk, caseFile, work.key, announcer);
	}
}

async function remindOfOrder(
	desk: Desk,
	caseFile: OpenCase,
	{ orderId, key, superseded }: NoticeWork & { kind: 'remind-order' },
	announcer: NoticeAnnouncer,
): Promise<OpenCase> {
	const skipped = superseded.map(
		(other): EventDraft => ({ type: 'order.reminder-superseded', body: { orderId, key: other, by: key } }),
	);
	const started = await append(desk, caseFile, ...skipped, { type: 'order.reminder-started', body: { orderId, key } });
	const order = started.state.orders.find((known) => known.orderId === orderId);
	if (!order) {
		return started;
	}
	const messageId = await announcer.postOrderReminder(desk, started.state, order);
	return append(desk, started, { type: 'order.reminder-posted', body: { orderId, key, messageId } });
}

/** Whether it arrived nobody knows: people look, and send it again if it did not. It is never sent again by itself. */
async function interruptNotice(desk: Desk, caseFile: OpenCase, noticeId: string, announcer: NoticeAnnouncer): Promise<OpenCase> {
	const interrupted = await append(desk, caseFile, { type: 'notice.interrupted', body: { noticeId } });
	const notice = interrupted.state.notices.find((known) => known.noticeId === noticeId);
	if (notice) {
		await announcer.postNoticeTrouble(desk, interrupted.state, notice);
	}
	return interrupted;
}

async function escalate(desk: Desk, caseFile: OpenCase, key: string, announcer: NoticeAnnouncer): Promise<OpenCase> {
	const started = await append(desk, caseFile, { type: 'due.escalation-started', body: { key } });
	const item = listDue(started.state, desk.clock()).find((known) => known.key === key);
	if (!item) {
		return started;
	}
	const messageId = await announcer.postEscalation(desk, started.state, item);
	return append(desk, started, { type: 'due.escalated', body: { key, messageId } });
}

function append(desk: Desk, caseFile: OpenCase, ...drafts: EventDraft[]): Promise<OpenCase> {
	return appendEvents(caseFile, drafts, SWEEP, desk);
}
