/** Which answer a letter gives to a request. */
export const ANSWER_KINDS = ['acknowledgement', 'deficiency', 'rejection', 'referral', 'hosted', 'no-such-account'] as const;
export type AnswerKind = (typeof ANSWER_KINDS)[number];
/** Which letter tells what was decided on an emergency request. */
export const DECISION_LETTERS = {
	'disclose': 'emergency-disclosure',
	'refuse': 'emergency-refusal',
	'ask-for-more': 'emergency-more',
} as const;
export type LetterKind =
	| AnswerKind
	| 'cost-statement'
	| 'production'
	| 'extension'
	| (typeof DECISION_LETTERS)[keyof typeof DECISION_LETTERS];

/** A letter's words at one moment. */
export interface LetterVersion {
	/** The recipient's e-mail address; empty while none is known. */
	to: string;
	subject: string;
	/** The whole text, its last lines with the case reference and the ledger's head included. */
	text: string;
	/** SHA-256 of the text in UTF-8. */
	sha256: string;
	/** The ledger's head that the text states: it left the server with the letter. */
	head: string;
}

/** What a letter is about. */
export interface DraftedLetter {
	letterId: string;
	requestId: string;
	kind: LetterKind;
	/** The cost statement that it carries; such a letter answers no request. */
	statementId?: string;
	/** The production that it goes with; such a letter answers no request. */
	productionId?: string;
	/** The instant of the decision on an emergency that it tells; such a letter answers no request either. */
	decidedAt?: string;
}

/** A letter, from its draft to the moment when the workspace's mailer took it. Delivery is seen by nobody here. */
export interface LetterEvents {
	'letter.drafted': DraftedLetter & LetterVersion;
	'letter.edited': { letterId: string } & LetterVersion;
	/** Written before the mailer is called, so that a crash shows as a letter whose fate is not known. */
	'letter.sending': { letterId: string; to: string; sha256: string };
	'letter.queued': { letterId: string };
	'letter.failed': { letterId: string; code: string };
	/** Posted into the legal channel as a text file. */
	'letter.filed': { letterId: string; fileName: string; sha256: string; uploadId: string };
}
