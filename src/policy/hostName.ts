import { domainToUnicode } from 'url';

import type { Result } from './refusal';
import { accept, refuse } from './refusal';

/** The server that an address names, as a browser would understand it. Nothing is looked up: no name server, no connection. */
export interface HostName {
	/** Lower case, ASCII (punycode), without port, path or trailing dot: `open.rocket.chat`. */
	readonly host: string;
	/** The same as a person reads it; differs from `host` for international names. */
	readonly displayHost: string;
	readonly kind: 'name' | 'ip-address';
	/** What stands before an `@` in the address: https://open.rocket.chat@evil.example names evil.example. */
	readonly userInfo?: string;
}

export type HostRefusal =
	| 'missing'
	| 'several-words'
	| 'email-address'
	| 'not-a-web-address'
	| 'ambiguous-characters'
	| 'not-a-server-name';

/** Longer input is no address (RFC 1035 allows 253 characters for the name) and is not worth the work. */
const MAX_LENGTH = 2048;
const WRAPPINGS: readonly (readonly [string, string])[] = [
	['<', '>'],
	['(', ')'],
	['[', ']'],
	['{', '}'],
	['"', '"'],
	["'", "'"],
	['`', '`'],
	['“', '”'],
	['«', '»'],
];

/**
 * Reads the server's name from what a person typed or pasted: with or without scheme, port, path, brackets or quotes,
 * and in the form in which investigators make links harmless (`hxxps://open[.]rocket[.]chat`).
 *
 * Input that programs read differently (backslashes, control characters) and input that names two things is refused, not guessed.
 *
 * @example
 * readHostName('HTTPS://Open.Rocket.Chat.:443/channel/general')
 * // { ok: true, value: { host: 'open.rocket.chat', displayHost: 'open.rocket.chat', kind: 'name' } }
 */
export function readHostName(input: string | null | undefined): Result<HostName, HostRefusal> {
	const text = unwrap(String(input ?? '').slice(0, MAX_LENGTH + 1));
	if (text === '') {
		return refuse('missing');
	}
	if (/\s/u.test(text)) {
		return refuse('several-words');
	}
	// Browsers take a backslash for a slash and drop control characters; other programs do not. Bidi controls reorder what is read.
	if (text.length > MAX_LENGTH || /[\\\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(text)) {
		return refuse('ambiguous-characters');
	}
	const address = rearm(text);
	const scheme = /^(https?):\/*/i.exec(address);
	if (!scheme && /^[a-z][a-z0-9+.-]*:\/\//i.test(address)) {
		return refuse('not-a-web-address');
	}
	const rest = address.slice(scheme?.[0].length ?? 0).replace(/^\/+/, '');
	// Without a scheme, name@server is a mail address or a federated account, and says nothing about where the account is.
	if (!scheme && /^[^/?#]*@/.test(rest)) {
		return refuse('email-address');
	}
	return parseAuthority(rest, scheme !== null);
}

/** Takes off surrounding blanks, quotes and brackets, and the punctuation with which a sentence ends. */
function unwrap(input: string): string {
	let text = input.trim();
	for (let before = ''; before !== text; ) {
		before = text;
		text = text.replace(/[,;:!?…。]+$/u, '').trim();
		for (const [open, close] of WRAPPINGS) {
			// An IPv6 address keeps its brackets.
			if (text.length > 1 && text.startsWith(open) && text.endsWith(close) && !/^\[[0-9a-f:.]+\]$/i.test(text)) {
				text = text.slice(1, -1).trim();
			}
		}
	}
	return text;
}

/** Undoes the harmless form of a link: hxxp, [.], (.), {.}, [dot]. */
function rearm(text: string): string {
	return text
		.replace(/^hxxp/i, 'http')
		.replace(/\[(?:\.|dot)\]|\((?:\.|dot)\)|\{(?:\.|dot)\}/gi, '.')
		.replace(/^(https?)\[:\](?:\/\/)?/i, '$1://');
}

function parseAuthority(rest: string, schemeGiven: boolean): Result<HostName, HostRefusal> {
	let url: URL;
	try {
		url = new URL(`https://${rest}`);
	} catch {
		return refuse('not-a-server-name');
	}
	const host = url.hostname.replace(/\.$/, '');
	if (host.startsWith('[') || /^\d+(\.\d+){3}$/.test(host)) {
		return accept(describeHost(host, 'ip-address', url));
	}
	const labels = host.split('.');
	const wellFormed = host.length <= 253 && labels.every((label) => label.length > 0 && label.length <= 63);
	// A lone word is a server's name only where the writer says so: with a scheme, or as localhost.
	if (!wellFormed || (labels.length === 1 && !schemeGiven && host !== 'localhost')) {
		return refuse('not-a-server-name');
	}
	return accept(describeHost(host, 'name', url));
}

function describeHost(host: string, kind: HostName['kind'], url: URL): HostName {
	const displayHost = kind === 'name' ? domainToUnicode(host) || host : host;
	const userInfo = [url.username, url.password].filter(Boolean).map(decode).join(':');
	return userInfo ? { host, displayHost, kind, userInfo } : { host, displayHost, kind };
}

function decode(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}
