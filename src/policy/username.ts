import type { Result } from './refusal';
import { accept, refuse } from './refusal';

/** How an account was named. Where both are given, the text could be either: look up the username first, exactly, then the id. */
export interface AccountName {
	readonly username?: string;
	/** The id that stays when a username changes. */
	readonly id?: string;
}

export type AccountNameRefusal = 'missing' | 'several-words' | 'web-address' | 'other-server' | 'not-a-username';

/** What Rocket.Chat allows unless the workspace changes its setting UTF8_User_Names_Validation. */
const USERNAME_PATTERN = '[0-9a-zA-Z-_.]+';
const MAX_LENGTH = 128;
const EXAMPLE = '@firstname.lastname';

/**
 * Reads the name of an account from what a person typed. Letters keep their case: Rocket.Chat looks usernames up exactly.
 * An id is given as `id:` and the id; a bare word of an id's form (17 letters and digits, 24 hexadecimal digits, digits only)
 * may be either and is returned as both. An account whose username ends in a full stop has to be given by its id.
 *
 * @clause account-request-url-username
 * @clause account-format
 * @param pattern the workspace's setting UTF8_User_Names_Validation
 * @returns refusals carry `typed` and `example` for the sentence at the field
 * @example
 * readAccountName(' @firstname.lastname, ') // { ok: true, value: { username: 'firstname.lastname' } }
 * readAccountName('id:7kHjKbSf2eGmCwAyQ') // { ok: true, value: { id: '7kHjKbSf2eGmCwAyQ' } }
 */
export function readAccountName(
	typed: string | null | undefined,
	pattern = USERNAME_PATTERN,
): Result<AccountName, AccountNameRefusal> {
	const text = unwrap(String(typed ?? ''));
	const params = { typed: text.slice(0, MAX_LENGTH), example: EXAMPLE };
	if (text === '') {
		return refuse('missing', { example: EXAMPLE });
	}
	if (/\s/u.test(text)) {
		return refuse('several-words', params);
	}
	if (/^https?:|\//i.test(text)) {
		return refuse('web-address', params);
	}
	if (/^id:/i.test(text)) {
		const id = /^id:([0-9a-z]{1,64})$/i.exec(text)?.[1];
		return id === undefined ? refuse('not-a-username', params) : accept({ id });
	}
	if (/^[^@]+[@:].*\./.test(text)) {
		return refuse('other-server', params);
	}
	if (text.length > MAX_LENGTH || !matchesWhole(text, pattern)) {
		return refuse('not-a-username', params);
	}
	return accept(hasFormOfId(text) ? { username: text, id: text } : { username: text });
}

/** Takes off blanks, quotes, brackets, the mention's @ and the punctuation with which a sentence ends. */
function unwrap(typed: string): string {
	const invisible = /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;
	const bare = typed
		.replace(invisible, '')
		.trim()
		.replace(/^["'`“‘«<([{]+/u, '')
		.replace(/["'`”’»>)\]},;:!?.…]+$/u, '');
	return bare.trim().replace(/^@+\s*/, '');
}

/** Random ids leave out what is easily confused (0, 1, I, O, U, V, l); those of the database are 24 hexadecimal digits. */
function hasFormOfId(text: string): boolean {
	return /^[2-9A-HJ-NP-TW-Za-km-z]{17}$/.test(text) || /^[0-9a-f]{24}$/.test(text) || /^\d+$/.test(text);
}

/** An unusable pattern in the settings must not let everything pass. */
function matchesWhole(text: string, pattern: string): boolean {
	try {
		return new RegExp(`^(?:${pattern})$`).test(text);
	} catch {
		return new RegExp(`^${USERNAME_PATTERN}$`).test(text);
	}
}
