import { composeLetter, nameRequest, quote, type Letter, type LetterFacts } from './letter';
import { onOneLine } from './mailText';
import type { ClauseId } from '../policy/clauses';

/**
 * To a request about a private server: who can answer it. The server was recognised by its name alone; nobody contacted it.
 *
 * @clause private-no-user-information
 * @clause private-referral
 * @clause private-no-access
 * @clause private-no-control
 * @clause private-no-regulation
 * @clause private-registration
 * @clause private-registration-data
 * @clause deployment-private
 * @clause other-servers-not-ours
 */
export function writeReferral(facts: LetterFacts): Letter {
	const { deployment } = facts.request.details;
	const server = onOneLine(deployment.host ?? facts.request.facts.serverUrl);
	return composeLetter(facts, `your ${nameRequest(facts)} concerns a server that is not ours`, [
		`Your ${nameRequest(facts)} names the server ${server}. That server is not operated by ${onOneLine(facts.organisation)}; it is a private server, hosted by a third party.`,
		quote('private-no-user-information', 'private-referral', ...NO_CONTROL, 'private-registration', 'private-registration-data'),
		'We recognised the server by its name alone. Our system sent nothing to it.',
		'We can therefore not preserve or produce anything, and consider your request answered.',
	]);
}

const NO_CONTROL: readonly ClauseId[] = ['private-no-access', 'private-no-control', 'private-no-regulation'];
