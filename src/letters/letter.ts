import { escapeForMail, onOneLine } from './mailText';
import type { RequestState } from '../cases/state';
import { CLAUSES, type ClauseId } from '../policy/clauses';
import { isGuidelinesOrganisation, SUBMISSION_CLAUSES, type Contact } from '../policy/contact';

/** What a letter is made of. */
export interface LetterFacts {
	/** The case. */
	reference: string;
	/** Who answers. */
	organisation: string;
	/** The server that the desk answers for. */
	serverUrl: string;
	/** Where the organisation takes requests. */
	contact: Contact;
	request: RequestState;
	/** YYYY-MM-DD. */
	date: string;
	/** The ledger's head when the letter was written. */
	head: string;
}

export interface Letter {
	subject: string;
	text: string;
}

const GUIDELINES = 'Guidelines for Law Enforcement';

const KIND_WORDS: Readonly<Record<RequestState['kind'], string>> = {
	'preservation': 'preservation request',
	'extension': 'request for the extension of a preservation',
	'account-information': 'request for account information',
	'contents': 'request for the contents of communications',
	'emergency': 'emergency disclosure request',
	'epoc': 'European Production Order Certificate',
	'epoc-pr': 'European Preservation Order Certificate',
};

/** What kind of request a letter answers, in words. */
export function nameRequest({ request }: Pick<LetterFacts, 'request'>): string {
	return KIND_WORDS[request.kind];
}

/** The guidelines' own words, shown as a quotation, one paragraph a clause. */
export function quote(...clauses: ClauseId[]): string {
	return quoteWords(clauses.map(readClause));
}

function quoteWords(words: readonly string[]): string {
	return [`Our ${GUIDELINES} say:`, ...words.map((sentence) => `“${sentence}”`)].join(words.length > 1 ? '\n\n' : ' ');
}

/** A clause in a sentence. Its first word may answer a heading that a letter does not have. */
export function readClause(clause: ClauseId): string {
	return CLAUSES[clause]
		.replace(/\u00a0/g, '')
		.replace(/^Yes\. /, '')
		.trim();
}

/** As the guidelines' page shows an address that it hides from machines. */
const HIDDEN_ADDRESS = '[email\u00a0protected]';

/**
 * Where a request goes that has to be sent again, in the guidelines' words, with the address that their page hides.
 *
 * @clause preservation-submission
 * @clause account-request-submission
 * @clause emergency-submission
 * @clause directed-to
 * @returns undefined where the desk knows no address and speaks for another organisation
 */
export function sayWhereToSend({ request, contact, organisation }: LetterFacts): string | undefined {
	const words = [
		...(isGuidelinesOrganisation(organisation) && SUBMISSION_CLAUSES[request.kind] === 'account-request-submission'
			? [CLAUSES['directed-to']]
			: []),
		...(contact.email ? [CLAUSES[SUBMISSION_CLAUSES[request.kind]].replace(HIDDEN_ADDRESS, contact.email)] : []),
	];
	return words.length > 0 ? quoteWords(words) : undefined;
}

/** The accounts as the request names them. */
export function listAccounts({ request }: Pick<LetterFacts, 'request'>): string {
	const name = (account: string) => (/^(@|id:)/i.test(account) ? account : `@${account}`);
	return (request.facts.accounts ?? []).map((account) => onOneLine(name(account), 130)).join(', ');
}

/** A dash list, one item a line. */
export function listItems(items: readonly string[]): string {
	return items.map((item) => `- ${onOneLine(item, 600)}`).join('\n');
}

/**
 * Puts a letter together: whom it answers, its paragraphs, and the closing with the case reference and the ledger's head.
 *
 * @clause receipt-waives-nothing
 * @clause postal-address
 * @clause electronic-address
 * @param heading what the letter is, for its subject line
 */
export function composeLetter(facts: LetterFacts, heading: string, paragraphs: readonly (string | undefined)[]): Letter {
	const { reference, request, date, head } = facts;
	const { from } = request.details;
	const addressee = [from.officer, from.name].map((line) => onOneLine(line)).filter(Boolean);
	const yours = onOneLine(from.reference);
	const text = [
		addressee.join('\n'),
		[
			`Date: ${date}`,
			`Our reference: ${reference}`,
			...(yours ? [`Your reference: ${yours}`] : []),
			`Re: your ${nameRequest(facts)}, received on ${request.receivedOn}`,
		].join('\n'),
		...paragraphs,
		'Please give our reference in everything that you send us about this request.',
		CLAUSES['receipt-waives-nothing'],
		signOff(facts),
	];
	const body = text.filter(Boolean).join('\n\n');
	return {
		subject: escapeForMail(onOneLine(`${reference}: ${heading}${yours ? ` (your reference ${yours})` : ''}`, 180)),
		text: closeLetter(escapeForMail(body), reference, head),
	};
}

function signOff({ organisation, contact }: LetterFacts): string {
	return [
		'Legal team',
		onOneLine(organisation),
		...(contact.postalAddress ? [onOneLine(contact.postalAddress)] : []),
		...(contact.email ? [CLAUSES['electronic-address'].replace(HIDDEN_ADDRESS, contact.email)] : []),
	].join('\n');
}

/**
 * Adds the last lines of every letter. They are not for editing: with them the ledger's head leaves the server, so that a
 * ledger rewritten afterwards can be told from the one that this letter answered from.
 */
export function closeLetter(body: string, reference: string, head: string): string {
	return `${body.trimEnd()}${writeClosing(reference, head)}`;
}

/** The part of a letter's text that people edit. */
export function openLetter(text: string, reference: string, head: string): string {
	const closing = writeClosing(reference, head);
	return text.endsWith(closing) ? text.slice(0, -closing.length) : text;
}

function writeClosing(reference: string, head: string): string {
	return `\n\n--\nCase ${reference}\nLedger head (SHA-256): ${head}\n`;
}
