import { composeLetter, listItems, nameRequest, quote, type Letter, type LetterFacts } from './letter';
import { onOneLine } from './mailText';
import { CLAUSES } from '../policy/clauses';
import { DEPLOYMENT_STATEMENTS } from '../policy/deployment';
import { REQUIRED_ITEMS } from '../policy/requestKinds';

/**
 * To a request about a customer's server in the hosted offering: the request stays open, and what it still lacks.
 *
 * @clause deployment-hosted
 * @clause cloud-registration
 */
export function writeHosted(facts: LetterFacts): Letter {
	const { kind, missing, details } = facts.request;
	const lacking = REQUIRED_ITEMS[kind].filter(({ item }) => missing.includes(item));
	const server = onOneLine(details.deployment.host ?? facts.request.facts.serverUrl);
	return composeLetter(facts, `your ${nameRequest(facts)} concerns a hosted workspace`, [
		`Your ${nameRequest(facts)} names the server ${server}. Its name belongs to those of the “${CLAUSES['deployment-hosted']}”.`,
		'The records of such a workspace are kept apart from this desk’s. Your request stays open while we find out what can be obtained from it; this letter promises no result.',
		quote(...DEPLOYMENT_STATEMENTS.hosted),
		lacking.length > 0 ? 'So that it can be acted on, please also send what we did not find in it:' : undefined,
		lacking.length > 0 ? listItems(lacking.map(({ term }) => term)) : undefined,
	]);
}
