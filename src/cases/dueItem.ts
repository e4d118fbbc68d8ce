export const DUE_KINDS = [
	'emergency',
	'emergency-letter',
	'emergency-process',
	'production-deadline',
	'approval',
	'production-failed',
	'signature',
	'waiting-period',
	'notice',
	'notice-failed',
	'exception',
	'order-end',
	'order-review',
	'order-incomplete',
	'letter',
	'hand-over',
	'capture-trouble',
	'stalled',
	'document-missing',
	'expiry',
	'kept',
] as const;
export type DueKind = (typeof DUE_KINDS)[number];

/** An open clock of a case. */
export interface DueItem {
	/** Stable within the case while the thing is due: by it a person puts it off. */
	key: string;
	kind: DueKind;
	/** Epoch ms from which it is overdue. */
	at: number;
	/** Epoch ms before which it is no news yet: work that goes on is listed once it stands still. */
	shownFrom?: number;
	/** Only an approver can do it, and not the person of `by`. */
	needsApprover?: true;
	/** The request or thing that it is about, for its button. */
	about?: string;
	/** User id of the person whose work it is. */
	by?: string;
	/** Put off until then, epoch ms, with a reason that the ledger has. */
	snoozedUntil?: number;
}
