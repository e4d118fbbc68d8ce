import { composeLetter, listAccounts, nameRequest, quote, type Letter, type LetterFacts } from './letter';
import { onOneLine } from './mailText';
import type { ClauseId } from '../policy/clauses';
import { isRegime, REGIMES } from '../policy/clocks';

/**
 * To a complete request: that it was received, under which reference, and what the guidelines say comes next. It says
 * nothing of what exists or what was done, and waives nothing.
 *
 * @clause receipt-waives-nothing
 * @clause preservation-accepted
 * @clause preservation-ninety-days
 * @clause preservation-extension
 * @clause valid-legal-process
 * @clause private-information-process
 * @clause contents-search-warrant
 * @clause notice-default
 * @clause notice-duration
 * @clause cost-reimbursement
 * @clause authentication-declaration
 * @clause emergency-case-by-case
 * @clause community-registration
 * @clause no-ip-log
 */
export function writeAcknowledgement(facts: LetterFacts): Letter {
	const accounts = listAccounts(facts);
	const { serverUrl } = facts.request.facts;
	const concerns = [serverUrl && `the server ${onOneLine(serverUrl)}`, accounts && `the account(s) ${accounts}`].filter(Boolean);
	return composeLetter(facts, `receipt of your ${nameRequest(facts)}`, [
		`We have received your ${nameRequest(facts)} and opened it under the reference ${facts.reference}.`,
		concerns.length > 0 ? `As we read it, it concerns ${concerns.join(' and ')}.` : undefined,
		...sayWhatFollows(facts),
	]);
}

const ABOUT_RECORDS: readonly ClauseId[] = [
	'notice-default',
	'notice-duration',
	'cost-reimbursement',
	'authentication-declaration',
];

/** So that nobody waits for what was never kept. */
const WHAT_EXISTS: readonly ClauseId[] = ['community-registration', 'no-ip-log'];

function sayWhatFollows({ request }: LetterFacts): string[] {
	switch (request.kind) {
		case 'preservation':
			return [quote('preservation-accepted'), sayPeriod(request.details.regime), quote('private-information-process')];
		case 'extension':
			return [quote('preservation-extension'), 'Whether and until when the preservation is extended, we tell you separately.'];
		case 'account-information':
			return [quote('valid-legal-process', 'private-information-process', ...WHAT_EXISTS, ...ABOUT_RECORDS)];
		case 'contents':
			return [quote('valid-legal-process', 'contents-search-warrant', ...ABOUT_RECORDS)];
		case 'emergency':
			return [
				quote('emergency-case-by-case'),
				'Before anything is disclosed we call your agency back on a number that does not come from this request.',
			];
		case 'epoc':
			return [quote('valid-legal-process', ...ABOUT_RECORDS)];
		case 'epoc-pr':
			return [quote('valid-legal-process'), sayPeriod(request.details.regime)];
	}
}

function sayPeriod(regime: string): string {
	if (regime === 'us-2703f' || !isRegime(regime)) {
		return quote('preservation-ninety-days');
	}
	const { title, preservationDays } = REGIMES[regime];
	return `Under ${title} preserved data is kept for up to ${preservationDays} days. We preserve, and do not disclose.`;
}
