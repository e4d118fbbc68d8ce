import type { Subject } from './parties';

/**
 * Why an account holder is not told, or not yet, besides an order and an emergency. The last is of one account, and excuses
 * what cannot be done: it forbids no notice.
 */
export const EXCEPTION_KINDS = ['child-safety', 'terrorism', 'counter-productive', 'unreachable'] as const;
export type ExceptionKind = (typeof EXCEPTION_KINDS)[number];

/** The redacted copy of the request that goes with a notice. */
export interface NoticeCopy {
	fileName: string;
	/** Of the bytes as they were read from the legal channel. */
	sha256: string;
	sizeBytes: number;
	/** The file in the legal channel from which it was taken. */
	uploadId: string;
}

/** What became of one way to reach an account holder. */
export interface NoticeOutcome {
	/** `queued` is all that is ever known of an e-mail. */
	outcome: 'posted' | 'queued' | 'failed' | 'skipped';
	/** Why it failed or was left out. */
	code?: string;
	messageId?: string;
	/** The copy of the request, as it was posted. */
	uploadId?: string;
	address?: string;
}

/** Notice to account holders, and the exceptions from it. */
export interface NoticeEvents {
	/** Written before anything is sent, so that a crash shows as a notice whose fate is not known. */
	'notice.started': {
		noticeId: string;
		/** Counted from 1 within the case. */
		number: number;
		subject: Subject;
		text: string;
		/** SHA-256 of the text in UTF-8. */
		sha256: string;
		copy: NoticeCopy;
		/** Why it is sent again, where an earlier one had arrived. */
		again?: string;
		/** How long a production waits after it, as it stood when this was sent; 7 without it. */
		waitingDays?: number;
	};
	'notice.finished': { noticeId: string; direct: NoticeOutcome; email: NoticeOutcome };
	/** Nothing was sent: an order or an exception was recorded while the notice was on its way. */
	'notice.stopped': { noticeId: string; code: string };
	/** The process that was sending it died; people have to look whether it arrived. */
	'notice.interrupted': { noticeId: string };
	/** With `userId` it covers this account alone; without, every account of the case. */
	'exception.proposed': { exceptionId: string; kind: ExceptionKind; reason: string; userId?: string };
	'exception.approved': { exceptionId: string };
	'exception.declined': { exceptionId: string; reason: string };
	'exception.withdrawn': { exceptionId: string; reason: string };
	/** Something that is due is put off until a day, with a reason. */
	/** Written before approvers are called on because something is overdue; then that it was done. */
	'due.escalation-started': { key: string };
	'due.escalated': { key: string; messageId: string };
	'due.snoozed': { key: string; until: string; reason: string };
}
