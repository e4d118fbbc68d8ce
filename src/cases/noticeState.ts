import type { Actor, Subject } from './events';
import type { EmergencyEvents } from './events/emergency';
import type { ExceptionKind, NoticeCopy, NoticeOutcome } from './events/notice';
import type { OrderEvents, OrderTerms } from './events/order';
import type { ReminderState } from './holdState';

/** A non-disclosure order. What it misses of its terms is what the request with which it came does not state. */
export interface OrderState extends Omit<OrderTerms, 'statute'> {
	orderId: string;
	statute?: string;
	recordedAt: string;
	recordedBy: Actor;
	extensions: (Omit<OrderEvents['order.extended'], 'orderId'> & { at: string; by: Actor })[];
	lifted?: Omit<OrderEvents['order.lifted'], 'orderId'> & { at: string; by: Actor };
	/** By the key of the reminder. */
	reminders: Record<string, ReminderState>;
}

export type NoticeStatus = 'sending' | 'sent' | 'failed' | 'stopped' | 'interrupted';

/** One attempt to tell one account holder. */
export interface NoticeState {
	noticeId: string;
	number: number;
	subject: Subject;
	status: NoticeStatus;
	text: string;
	sha256: string;
	copy: NoticeCopy;
	waitingDays?: number;
	/** Why it was sent again, where an earlier one had arrived. */
	again?: string;
	startedAt: string;
	startedBy: Actor;
	finishedAt?: string;
	direct?: NoticeOutcome;
	email?: NoticeOutcome;
	/** Why it was stopped. */
	code?: string;
}

export interface ExceptionState {
	exceptionId: string;
	kind: ExceptionKind;
	reason: string;
	/** The only account that it covers. */
	userId?: string;
	status: 'proposed' | 'approved' | 'declined' | 'withdrawn';
	proposedAt: string;
	proposedBy: Actor;
	decidedAt?: string;
	decidedBy?: Actor;
	/** Why it was declined or withdrawn. */
	decisionReason?: string;
}

type Said<T extends keyof EmergencyEvents> = Omit<EmergencyEvents[T], 'requestId'> & { at: string; by: Actor };

/** How an emergency request stands; begun with the first thing that is done about it. */
export interface EmergencyState {
	requestId: string;
	/** The latest one counts. */
	callBacks: Said<'emergency.called-back'>[];
	recommendation?: Said<'emergency.recommended'>;
	decision?: Said<'emergency.decided'>;
	followUp?: Said<'emergency.followed-up'>;
}

/** What of a case is about telling its account holders. */
export interface NoticeFile {
	orders: OrderState[];
	notices: NoticeState[];
	exceptions: ExceptionState[];
	emergencies: EmergencyState[];
	/** By the key of what is due. */
	snoozes: Record<string, { until: string; reason: string; by: Actor }>;
	/** Whether approvers were called on, by the key of what is overdue. */
	escalations: Record<string, ReminderState>;
}

export const EMPTY_NOTICE_FILE: NoticeFile = {
	orders: [],
	notices: [],
	exceptions: [],
	emergencies: [],
	snoozes: {},
	escalations: {},
};
