import type { Agency, Subject } from './parties';
import type { RequestFacts, RequestKind } from '../../policy/requestKinds';

/** What became of a request at intake. */
export type RequestOutcome = 'accepted' | 'deficient' | 'rejected' | 'referred' | 'hosted' | 'no-such-account';

/** A case, the requests that came in, and its card. */
export interface CaseEvents {
	'case.opened': { reference: string; agency: Agency };
	'request.recorded': {
		requestId: string;
		/** Counted from 1 within the case. */
		number: number;
		kind: RequestKind;
		/** YYYY-MM-DD. */
		receivedOn: string;
		/** What the served paper states. */
		facts: RequestFacts;
		/** The accounts of this workspace that it names, as they were found. */
		subjects: Subject[];
		outcome: RequestOutcome;
		/** Items of the guideline's list that the paper lacks. */
		missing: string[];
	};
	/** The case card; a later one replaces a card that somebody deleted. */
	'card.posted': { roomId: string; messageId: string };
}
