import type { IUser } from '@rocket.chat/apps-engine/definition/users';

import type { Desk } from '../platform/desk';
import { accept, refuse, type Result } from '../policy/refusal';
import { readAccountName, type AccountNameRefusal } from '../policy/username';

export interface FoundAccount {
	user: IUser;
	/** What was typed, where the account's username has other capitals. */
	typed?: string;
}

/**
 * Finds the account that a person means. The platform compares usernames letter by letter and has no search, so the
 * usual other ways to write the same name are tried too; a match by one of them is said to be one.
 */
export async function lookUpAccount(
	desk: Desk,
	typed: string,
): Promise<Result<FoundAccount, AccountNameRefusal | 'no-such-account'>> {
	const named = readAccountName(typed);
	if (!named.ok) {
		return named;
	}
	const { username, id } = named.value;
	const exact = username ? await desk.people.findByUsername(username) : undefined;
	if (exact) {
		return accept({ user: exact });
	}
	const byId = id ? await desk.people.findById(id) : undefined;
	if (byId) {
		return accept({ user: byId });
	}
	for (const other of username ? otherCapitals(username) : []) {
		const user = await desk.people.findByUsername(other);
		if (user) {
			return accept({ user, typed: username });
		}
	}
	return refuse('no-such-account', { username: username ?? id ?? '' });
}

/** The same name in small letters, in capitals, and with each part capitalised. */
function otherCapitals(username: string): string[] {
	const small = username.toLowerCase();
	const capitalised = small.replace(
		/(^|[._-])(\p{L})/gu,
		(_whole, before: string, letter: string) => before + letter.toUpperCase(),
	);
	const firstOnly = small.replace(/^\p{L}/u, (letter) => letter.toUpperCase());
	return [...new Set([small, capitalised, firstOnly, username.toUpperCase()])].filter((other) => other !== username);
}
