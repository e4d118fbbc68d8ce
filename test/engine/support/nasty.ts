import type { Random } from '../../../stress/random';

/** Texts that have broken parsers, renderers and queries elsewhere. */
export const NASTY = [
	...[
		'',
		' ',
		'\0',
		'\n\n',
		'\u202E1000-6202-EL',
		'\u200B\u200D',
		'\uD800',
		'\u{E0041}',
		'ﬀ',
		'ＬＥ-２０２６-０００１',
		'@',
		'@@',
		'@all',
		'@here',
	],
	...[
		'../../etc/passwd',
		'%0d%0aBcc: x@evil.example',
		"' OR 1=1 --",
		'{"$gt":""}',
		'{{constructor}}',
		'${7*7}',
		'<img src=x onerror=alert(1)>',
	],
	...['[x](javascript:alert(1))', 'constructor', 'toString', 'hasOwnProperty', 'prototype', 'null', 'NaN', '-1', '1e999', '0x10'],
	...[
		'9'.repeat(3000),
		'x'.repeat(19_999),
		'🏳️‍🌈'.repeat(300),
		'2026-13-45',
		'LE-0000-0000',
		'LE-2026-99999999999999999999',
		'LE-2026-0001\u0000',
	],
];

/** A value that a form's state cannot have when a client sends it. @param known something that exists, for example a case's id */
export function makeNasty(random: Random, known: string, depth = 0): unknown {
	const kind = random.below(depth > 2 ? 2 : 7);
	switch (kind) {
		case 0:
		case 1:
			return random.pick(NASTY);
		case 2:
			return random.pick([null, true, 0, -1, 1e308, [], {}, [[[]]]]);
		case 3:
			return Array.from({ length: random.below(80) }, () => random.pick(NASTY));
		case 4:
			return { [random.pick(NASTY)]: makeNasty(random, known, depth + 1), constructor: { prototype: { isAdmin: true } } };
		case 5:
			return [makeNasty(random, known, depth + 1), makeNasty(random, known, depth + 1)];
		default:
			return known;
	}
}

/** Whether a line is something that a person can act on. */
export const isExplained = (line: string) =>
	line.split(/\s+/).length >= 3 && !/undefined|\[object|Something went wrong/.test(line);
