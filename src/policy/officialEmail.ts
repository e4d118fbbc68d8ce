import * as z from 'zod/v4';

import { FREE_MAIL_DOMAINS } from './freeMailDomains';
import { readHostName } from './hostName';
import { findLookAlike } from './lookAlike';
import type { Result } from './refusal';
import { accept, refuse } from './refusal';

export type EmailWarning = 'free-mail' | 'differs-from-agency' | 'looks-like-agency' | 'international-name' | 'agency-unreadable';

/** For staff; an official-looking address proves nothing either way, so these never decide. */
export const EMAIL_WARNINGS: Readonly<Record<EmailWarning, string>> = {
	'free-mail': 'This is a free-mail address, which anybody can have. Ask for the agency’s own.',
	'differs-from-agency':
		'This address does not belong to the agency’s domain. Ask the agency, on a number that is not from the request.',
	'looks-like-agency':
		'This address only looks like the agency’s. Compare it letter by letter: this is how forged requests are sent.',
	'international-name': 'The domain of this address has letters that are not plain Latin ones. Compare it letter by letter.',
	'agency-unreadable': 'The agency’s domain could not be read, so the address was not compared with it.',
};

export interface OfficialEmail {
	/** Without the writer's name; the domain in lower case and ASCII. */
	readonly address: string;
	readonly domain: string;
	readonly warnings: readonly EmailWarning[];
}

export type EmailRefusal = 'missing' | 'not-an-email-address';

const EXAMPLE = 'officer@agency.example';

/**
 * Reads the return address of a request and compares its domain with the agency's.
 * Only the form is checked: nothing is looked up and nothing is sent.
 *
 * @clause preservation-email-letterhead
 * @clause account-request-email
 * @param typed an address, alone or as `Name <address>`
 * @param agency the agency's domain, web address or an address known to be its own, if known
 * @example
 * readOfficialEmail('j.doe@police-city.example', 'police.city.example')
 * // { ok: true, value: { …, warnings: ['looks-like-agency'] } }
 */
export function readOfficialEmail(typed: string | null | undefined, agency?: string): Result<OfficialEmail, EmailRefusal> {
	const text = String(typed ?? '').trim();
	if (text === '') {
		return refuse('missing', { example: EXAMPLE });
	}
	const bare = (/^[^<>]*<([^<>]+)>$/.exec(text)?.[1] ?? text).trim();
	const at = bare.lastIndexOf('@');
	const server = readDomain(bare.slice(at + 1));
	const address = server && `${bare.slice(0, at)}@${server.host}`;
	if (at < 1 || !address || text.length > 320 || !z.string().email().safeParse(address).success) {
		return refuse('not-an-email-address', { typed: text.slice(0, 320), example: EXAMPLE });
	}
	const warnings = [
		...(FREE_MAIL_DOMAINS.has(server.host) ? (['free-mail'] as const) : []),
		...(server.host === server.displayHost ? [] : (['international-name'] as const)),
		...compareWithAgency(server, agency),
	];
	return accept({ address, domain: server.host, warnings });
}

interface Domain {
	readonly host: string;
	readonly displayHost: string;
}

function readDomain(text: string): Domain | undefined {
	// What follows the @ is a bare domain: no port, no path, no brackets.
	if (/[/?#:@[\]<>()"'\s]/.test(text)) {
		return undefined;
	}
	const read = readHostName(text);
	return read.ok && read.value.kind === 'name' ? read.value : undefined;
}

function compareWithAgency(server: Domain, agency: string | undefined): EmailWarning[] {
	const given = agency?.trim() ?? '';
	if (given === '') {
		return [];
	}
	const own = readHostName(given.includes('@') ? given.slice(given.lastIndexOf('@') + 1).replace(/>$/, '') : given);
	if (!own.ok || own.value.kind !== 'name') {
		return ['agency-unreadable'];
	}
	const { host, displayHost } = own.value;
	const domain = host.replace(/^www\./, '');
	if (server.host === domain || server.host.endsWith(`.${domain}`)) {
		return [];
	}
	const alike = findLookAlike(server.displayHost, [displayHost.replace(/^www\./, '')]);
	return [alike === undefined ? 'differs-from-agency' : 'looks-like-agency'];
}
