import type { Who } from './steps';

/** What came of one step for the person who did it. */
export interface Reply {
	who?: Who;
	/** Every sentence that the person was told. */
	said: string[];
	/** A view is open now. */
	opened?: boolean;
	/** The desk has said that it was done: then these types of events have to be in the ledger of the case. */
	done?: { reference: string; types: string[] };
	/** The server did not answer, or too late. */
	unanswered?: string;
	/** There was nothing that this person could do. */
	idle?: boolean;
}

export const IDLE: Reply = { said: [], idle: true };
