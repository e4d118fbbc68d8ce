import type { Agency, Subject } from './parties';
import type { ReceivedBy } from '../../policy/contact';
import type { RequestFacts, RequestKind } from '../../policy/requestKinds';

/** What became of a request at intake. */
export type RequestOutcome = 'accepted' | 'deficient' | 'rejected' | 'referred' | 'hosted' | 'no-such-account';

/** By which way of the law a request comes in. */
export const LEGAL_ROUTES = ['domestic', 'mlat', 'letter-rogatory', 'budapest', 'epoc', 'cloud-act'] as const;
export type LegalRoute = (typeof LEGAL_ROUTES)[number];

/** Something about a request that people should look at before they act on it. It decides nothing. */
export interface IntakeWarning {
	/** Stable; its sentence has the key `warning.<code>`. */
	code: string;
	/** What the sentence names: a case reference, a host, a number. Never an account. */
	about?: string;
	/** The account that it is about; masked wherever it is shown to more than one person. */
	username?: string;
}

/** A court's order that forbids notice to the account holder, as the paper states it. Days are YYYY-MM-DD. */
export interface NonDisclosureOrder {
	court: string;
	number: string;
	statute?: string;
	startsOn?: string;
	/** Absent: the order sets no end. */
	endsOn?: string;
}

/** What the served paper states beyond the items that the guidelines ask for, and what was noticed at intake. */
export interface RequestDetails {
	/** Who made this request; another official than the one who opened the case may extend it. */
	from: Agency;
	country?: string;
	route: LegalRoute;
	/** What the person who recorded it has seen on the paper. */
	marks: string[];
	/** How it came in; absent where nobody recorded it. */
	receivedBy?: ReceivedBy;
	process?: { kind: string; issuer?: string; number?: string; issuedOn?: string };
	/** The last day that the paper itself sets for an answer, YYYY-MM-DD. */
	respondBy?: string;
	/** The period of the records asked for. */
	period?: { from?: string; to?: string };
	nonDisclosureOrder?: NonDisclosureOrder;
	wantsDeclaration: boolean;
	negotiatedFee?: string;
	/** The regime whose clock a preservation under this request runs by. */
	regime: string;
	/** Where the named server was put, by its name alone. */
	deployment: { kind: string; host?: string };
	/** Names that the request gives and that no account of this workspace has. */
	notFound: string[];
	warnings: IntakeWarning[];
}

/** A case, the requests that came in, and its card. */
export interface CaseEvents {
	'case.opened': {
		reference: string;
		agency: Agency;
		/** User ids of the only people who may know of the case (a national security letter); absent for the whole legal team. */
		restrictedTo?: string[];
	};
	'request.recorded': {
		requestId: string;
		/** Counted from 1 within the case. */
		number: number;
		kind: RequestKind;
		/** YYYY-MM-DD. */
		receivedOn: string;
		/** What the served paper states. */
		facts: RequestFacts;
		details: RequestDetails;
		/** The accounts of this workspace that it names, as they were found. */
		subjects: Subject[];
		outcome: RequestOutcome;
		/** Items of the guideline's list that the paper lacks. */
		missing: string[];
	};
	/** The case card; a later one replaces a card that somebody deleted. */
	'card.posted': { roomId: string; messageId: string };
	/** The case is not for everybody in the channel: it has no card there. */
	'card.withheld': Record<string, never>;
}
