import { composeLetter, nameRequest, quote, type Letter, type LetterFacts } from './letter';
import { onOneLine } from './mailText';
import { DEPLOYMENT_STATEMENTS } from '../policy/deployment';

/**
 * To a request about a private server: who can answer it. The server was recognised by its name alone; nobody contacted it.
 *
 * @clause private-no-user-information
 * @clause private-referral
 * @clause private-no-relationship
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
		quote('private-no-user-information', 'private-referral', ...DEPLOYMENT_STATEMENTS.private),
		'We recognised the server by its name alone. Our system sent nothing to it.',
		'We can therefore not preserve or produce anything, and consider your request answered.',
	]);
}
