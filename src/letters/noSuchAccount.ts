import { composeLetter, listAccounts, nameRequest, quote, type Letter, type LetterFacts } from './letter';
import { onOneLine } from './mailText';

/**
 * To a complete request that names no account of this server.
 *
 * @clause account-scope
 * @clause account-format
 * @clause community-no-ip-log
 */
export function writeNoSuchAccount(facts: LetterFacts): Letter {
	const server = onOneLine(facts.serverUrl);
	return composeLetter(facts, `your ${nameRequest(facts)}: no such account`, [
		`We looked for ${listAccounts(facts)} on ${server} and found no account with this name on that day.`,
		'Usernames are compared letter by letter, capitals included. An account that was renamed or deleted does not answer to its former name; that no account was found does not show that there never was one.',
		quote('account-scope'),
		'We therefore have no records to preserve or produce. If you know the account by another name or by its id, please send the request again with it.',
		quote('community-no-ip-log'),
	]);
}
