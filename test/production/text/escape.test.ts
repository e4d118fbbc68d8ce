import fc from 'fast-check';

import { escapeText, unescapeText } from '../../../src/production/text/escape';
import { hostileText } from '../hostileText';

describe('text as people read it', () => {
	test.each([
		['plain words', 'Guten Tag, 日本語, שלום', 'Guten Tag, 日本語, שלום'],
		['a line feed and a form feed', 'a\nb\fc', 'a{U+000A}b{U+000C}c'],
		['a tab and a delete', '\t\u007F\u0085', '{U+0009}{U+007F}{U+0085}'],
		['odd spaces', 'a\u00A0b\u3000c', 'a{U+00A0}b{U+3000}c'],
		['a soft hyphen', 'in\u00ADvoice', 'in{U+00AD}voice'],
		['a right-to-left override', 'exe.\u202Egnp', 'exe.{U+202E}gnp'],
		['bidi isolates and marks', '\u2066x\u2069\u200F\u061C', '{U+2066}x{U+2069}{U+200F}{U+061C}'],
		['zero-width space, word joiner, byte order mark', 'a\u200Bb\u2060c\uFEFF', 'a{U+200B}b{U+2060}c{U+FEFF}'],
		['line and paragraph separators', '\u2028\u2029', '{U+2028}{U+2029}'],
		['tag characters', 'a\u{E0061}', 'a{U+E0061}'],
		['variation selectors that colour nothing', 'a\uFE0Fb\uFE0E\u{E0100}', 'a{U+FE0F}b{U+FE0E}{U+E0100}'],
		['Hangul fillers and the blank Braille cell', '\u115F\u1160\u3164\uFFA0\u2800', '{U+115F}{U+1160}{U+3164}{U+FFA0}{U+2800}'],
		['private use and unassigned', '\uE000\u{10FFFE}\u0378', '{U+E000}{U+10FFFE}{U+0378}'],
		['lone surrogates', '\uD83D x \uDE00', '{U+D83D} x {U+DE00}'],
		['a joiner between Latin letters', 'pay\u200Dpal', 'pay{U+200D}pal'],
		['a typed escape', '{U+202E}', '{U+007B}U+202E}'],
		['a mark with nothing to stand on', '\u0301a', '{U+0301}a'],
	])('shows %s', (_, typed, shown) => {
		expect(escapeText(typed)).toBe(shown);
	});

	test.each([
		['an emoji family', '\u{1F469}\u200D\u{1F469}\u200D\u{1F467}\u200D\u{1F466}'],
		['an emoji in colour', '\u2764\uFE0F'],
		['skin tones in a couple', '\u{1F469}\u{1F3FB}\u200D\u2764\uFE0F\u200D\u{1F48B}\u200D\u{1F468}\u{1F3FF}'],
		['a keycap', '1\uFE0F\u20E3'],
		['a Persian non-joiner', 'می\u200Cخواهم'],
		['a Hindi joiner', 'क्\u200Dष'],
		['Vietnamese with combining marks', 'tie\u0302\u0301ng'],
	])('leaves %s as it is', (_, typed) => {
		expect(escapeText(typed)).toBe(typed);
	});

	test('lets eight marks stand on a letter and shows every further one', () => {
		expect(escapeText(`a${'\u0301'.repeat(10)}`)).toBe(`a${'\u0301'.repeat(8)}{U+0301}{U+0301}`);
	});

	test('gives every text back exactly, also with lone surrogates', () => {
		fc.assert(
			fc.property(hostileText(), (text) => expect(unescapeText(escapeText(text))).toBe(text)),
			{ numRuns: 3000 },
		);
	});

	test('lets nothing through that cannot be seen, but joiners and the emoji selector', () => {
		fc.assert(
			fc.property(hostileText(), (text) =>
				expect(escapeText(text)).not.toMatch(/[\p{Cc}\p{Cs}\p{Co}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069\uFEFF\u00AD]/u),
			),
			{ numRuns: 1000 },
		);
	});
});
