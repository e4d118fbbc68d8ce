/** How a case ended. */
export const CLOSING_OUTCOMES = [
	'records-produced',
	'nothing-served',
	'nothing-held',
	'withdrawn',
	'refused',
	'referred',
	'other',
] as const;
export type ClosingOutcome = (typeof CLOSING_OUTCOMES)[number];

/** The end of a case, and its opening again. */
export interface ClosingEvents {
	'case.closed': {
		outcome: ClosingOutcome;
		reason: string;
		/** What was left undone on purpose: keys of the due list, and `request:` with the id of an unsettled request. */
		remaining: string[];
	};
	'case.reopened': { reason: string };
}
