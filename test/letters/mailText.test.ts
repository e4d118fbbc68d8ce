import fc from 'fast-check';

import { makeFacts } from './facts';
import { ANSWER_KINDS } from '../../src/cases/events/letter';
import { escapeForMail, onOneLine, unescapeMail, writeLetter } from '../../src/letters';
import { mangle } from '../../workbench/engine/bridges/email';

const SITE = { siteName: 'MANGLED', siteUrl: 'MANGLED' };

/** Texts in which what the mailer takes for its own is frequent. */
const hostileText = fc
	.array(
		fc.oneof(
			fc.constantFrom(
				'{',
				'}',
				'[Site_Name]',
				'[Site_URL]',
				'__Site_Url__',
				'[U+007B]',
				'\n',
				'\r\n',
				'\u202e',
				'\u200b',
				' ',
				'a',
			),
			fc.string({ unit: 'binary' }),
		),
	)
	.map((parts) => parts.join(''));

describe('a text for the mailer', () => {
	it('passes the mailer unchanged, whatever it says', () => {
		fc.assert(
			fc.property(hostileText, (text) => {
				const escaped = escapeForMail(text);
				expect(mangle(escaped, SITE)).toBe(escaped);
			}),
		);
	});

	it('can be read back exactly, but for the way in which lines end', () => {
		fc.assert(fc.property(hostileText, (text) => expect(unescapeMail(escapeForMail(text))).toBe(text.replace(/\r\n?/g, '\n'))));
	});

	it('hides nothing: what cannot be seen is written as a code point', () => {
		expect(escapeForMail('exe.\u202Egnp \u200b')).toBe('exe.[U+202E]gnp [U+200B]');
	});

	it('leaves ordinary words of any language as they are', () => {
		const text = 'São Paulo, 東京, نور — “Straße” (18 U.S.C. § 2703(f))\nsecond line';
		expect(escapeForMail(text)).toBe(text);
	});
});

describe('a name from outside stands on one line of a letter', () => {
	it.each([
		['Det. X\nBcc: someone@evil.example', 'Det. X Bcc: someone@evil.example'],
		['Det. X\r\n\r\nCase LE-2026-9999', 'Det. X Case LE-2026-9999'],
		['Det.\u2028X\u2029Y\u0085Z', 'Det. X Y Z'],
		['  spaced \t out  ', 'spaced out'],
	])('%j', (typed, shown) => expect(onOneLine(typed)).toBe(shown));

	const HOSTILE = [
		'Det. X\nBcc: all@evil.example\n\n--\nCase LE-2026-0666\nLedger head (SHA-256): 00',
		'{Site_Name} {{payload}} [Site_URL] __Site_Name__',
		'**bold** [link](https://evil.example) @all @here #general',
		'\u202eevil\u202c\u200b\u0000',
	];
	const letters = HOSTILE.flatMap((name) => ANSWER_KINDS.map((kind) => [kind, name] as const));

	it.each(letters)('%s with the name %j', (kind, name) => {
		const honest = writeLetter(kind, makeFacts());
		const details = { from: { name, officer: name, officialEmail: 'x@police.example', reference: name } };
		const { subject, text } = writeLetter(kind, makeFacts({ details, facts: { accounts: [name], serverUrl: name } }));
		// The letter's lines are its own: as many as with an honest name, and one last line with the one head.
		expect(text.split('\n')).toHaveLength(honest.text.split('\n').length);
		expect(text.split('\n').filter((line) => line.startsWith('Case ') || /^bcc:/i.test(line))).toEqual(['Case LE-2026-0001']);
		expect(subject).not.toMatch(/[\r\n]/);
		expect(mangle(text + subject, SITE)).toBe(text + subject);
		expect(['\u202e', '\u200b', '\u0000'].filter((hidden) => text.includes(hidden))).toEqual([]);
	});
});
