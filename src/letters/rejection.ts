import { composeLetter, nameRequest, quote, sayWhereToSend, type Letter, type LetterFacts } from './letter';
import { CLAUSES } from '../policy/clauses';

/**
 * To a request that names no server, in the guidelines' wording.
 *
 * @clause server-url-rejected
 * @clause server-url-required
 * @clause account-server-named
 * @clause deployment-private
 */
export function writeRejection(facts: LetterFacts): Letter {
	return composeLetter(facts, `your ${nameRequest(facts)} is rejected: no server URL`, [
		`Your ${nameRequest(facts)} does not name the server. ${CLAUSES['server-url-required']} ${CLAUSES['server-url-rejected']}`,
		'Your request is therefore rejected, and nothing is preserved or disclosed on the strength of it.',
		quote('account-server-named'),
		`There are three kinds of servers: ${CLAUSES['deployment-community']}; ${CLAUSES['deployment-hosted']}; ${CLAUSES['deployment-private']}. ${CLAUSES['private-most-common']}`,
		'Please send the request again with the address of the server at which the account is registered, as it stands in the browser of a person who uses it.',
		sayWhereToSend(facts),
	]);
}
