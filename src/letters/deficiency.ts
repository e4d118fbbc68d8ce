import { composeLetter, listItems, nameRequest, quote, sayWhereToSend, type Letter, type LetterFacts } from './letter';
import type { ClauseId } from '../policy/clauses';
import { LAW, type LawId } from '../policy/law';
import { REQUIRED_ITEMS, type RequestKind } from '../policy/requestKinds';

/**
 * To an incomplete request: exactly the items of the list for its kind that it lacks, in the guidelines' terms, and for a
 * European certificate in the regulation's. Nothing about any account.
 *
 * @clause server-url-required
 * @clause account-server-named
 * @clause account-scope
 * @clause preservation-list
 * @clause preservation-signed
 * @clause preservation-email-letterhead
 * @clause preservation-server-url
 * @clause account-request-list
 * @clause account-request-url-username
 * @clause account-request-details
 * @clause account-request-email
 * @clause account-request-letterhead
 * @clause private-information-process
 * @clause contents-search-warrant
 * @clause emergency-list
 */
export function writeDeficiency(facts: LetterFacts): Letter {
	const { kind, missing } = facts.request;
	const lacking = REQUIRED_ITEMS[kind].filter(({ item }) => missing.includes(item));
	return composeLetter(facts, `your ${nameRequest(facts)} is incomplete`, [
		`We have received your ${nameRequest(facts)} and cannot act on it yet. ${INTRODUCTIONS[kind]} Of that list we did not find in it:`,
		listItems(lacking.map(({ term, source }) => `${term}${citeLaw(source)}`)),
		missing.includes('server-url') ? quote('server-url-required', 'account-server-named') : undefined,
		missing.includes('legal-process')
			? quote(kind === 'contents' ? 'contents-search-warrant' : 'private-information-process')
			: undefined,
		'Please send the request again with what is missing. Until then nothing is preserved or disclosed on the strength of it.',
		sayWhereToSend(facts),
	]);
}

/** In which words the list of each kind begins. */
const INTRODUCTIONS: Readonly<Record<RequestKind, string>> = {
	'preservation': quote('preservation-list'),
	'extension': quote('preservation-list'),
	'account-information': quote('account-request-list'),
	'contents': quote('account-request-list'),
	'emergency': quote('emergency-list'),
	'epoc': 'Regulation (EU) 2023/1543 lists what such a certificate states.',
	'epoc-pr': 'Regulation (EU) 2023/1543 lists what such a certificate states.',
};

function citeLaw(source: ClauseId | LawId): string {
	return source in LAW ? ` (${LAW[source as LawId].cite})` : '';
}
