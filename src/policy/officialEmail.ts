import * as z from 'zod/v4';

import { FREE_MAIL_DOMAINS } from './freeMailDomains';
import { readHostName } from './hostName';
import { findLookAlike } from './lookAlike';
import type { Result } from './refusal';
import { accept, refuse } from './refusal';

/** For staff: each has its sentence under `warning.<code>`. An official-looking address proves nothing, so these never decide. */
export type EmailWarning = 'free-mail' | 'differs-from-agency' | 'looks-like-agency' | 'international-name' | 'agency-unreadable';

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
