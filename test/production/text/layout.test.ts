import fc from 'fast-check';

import { fromUtf8 } from '../../../src/evidence';
import { columnsOf } from '../../../src/production/text/columns';
import { unescapeText } from '../../../src/production/text/escape';
import {
	content,
	contentField,
	encodeText,
	field,
	heading,
	LINE_COLUMNS,
	prose,
	quotedField,
} from '../../../src/production/text/layout';
import { hostileText } from '../hostileText';

const widthOf = (line: string): number => Array.from(line).reduce((sum, codePoint) => sum + columnsOf(codePoint), 0);

describe('a line of text in a production', () => {
	test('puts a value after its label, and what does not fit under a plus sign', () => {
		expect(field('Name', 'Anna Maria Charlotte Emilia von Hohenstein-Waldburg')).toEqual([
			'Name               : Anna Maria Charlotte Emilia von ',
			'                   + Hohenstein-Waldburg',
		]);
	});

	test('keeps every line that somebody typed behind a bar', () => {
		expect(content('hello\nRecord             : LE-2026-0001-P1-000002')).toEqual([
			'  | hello',
			'  | Record             : LE-2026-0001-P1-000002',
		]);
	});

	test('cuts a long line itself and goes on behind a plus sign', () => {
		expect(content(`${'x'.repeat(64)}From @judge: guilty`)).toEqual([`  | ${'x'.repeat(64)}`, '  + From @judge: guilty']);
	});

	test('holds a SHA-256 in one line', () => {
		expect(content('a'.repeat(64))).toEqual([`  | ${'a'.repeat(64)}`]);
	});

	test('shows a value that is empty, and spaces that nobody would see', () => {
		expect(quotedField('Name', '')).toEqual(['Name               : ""']);
		expect(field('Name', ' x ')).toEqual(['Name               : {U+0020}x{U+0020}']);
		expect(content('x ')).toEqual(['  | x{U+0020}']);
	});

	test('never cuts an escape or an emoji sequence in two', () => {
		fc.assert(
			fc.property(fc.integer({ min: 50, max: 66 }), (length) => {
				const family = '\u{1F469}\u200D\u{1F469}\u200D\u{1F467}\u200D\u{1F466}';
				const lines = content(`${'x'.repeat(length)}\u202E${family}`).join('\n');
				expect(lines).toContain('{U+202E}');
				expect(lines).toContain(family);
			}),
		);
	});

	test('wraps our own sentences and puts numbers into them', () => {
		expect(prose`This file holds ${2} records.`).toEqual(['This file holds 2 records.', '']);
	});

	test('refuses to write what was not escaped', () => {
		expect(() => encodeText(['a\nb'])).toThrow('line 1');
		expect(() => encodeText(['\uD800'])).toThrow('line 1');
	});

	test('writes UTF-8 with a byte order mark, and CRLF', () => {
		expect(Buffer.from(encodeText(['é', ''])).toString('hex')).toBe('efbbbfc3a90d0a0d0a');
	});

	test('refuses a heading or label that does not come from this source', () => {
		expect(() => heading('a\nb')).toThrow();
		expect(() => field('Name :', 'x')).toThrow();
	});
});

describe('text that wants to be something else', () => {
	test('begins no line but behind a label, a bar or a plus sign, and none that a word processor would wrap', () => {
		fc.assert(
			fc.property(hostileText(), (text) => {
				const file = fromUtf8(
					encodeText([...field('Username', text), ...quotedField('Name', text), ...contentField('Bio', text)]),
				);
				for (const line of file.slice(1).split('\r\n').slice(0, -1)) {
					expect(line).toMatch(/^((Username|Name {4}|Bio {5}) {11}:| {19}\+ | {2}[|+] )/);
					expect(widthOf(line)).toBeLessThanOrEqual(LINE_COLUMNS);
				}
			}),
			{ numRuns: 1500 },
		);
	});

	test('can be read back exactly from the lines of a file', () => {
		fc.assert(
			fc.property(hostileText(), (text) => {
				const lines = content(text).map((line) => (line.startsWith('  | ') ? `\n${line.slice(4)}` : line.slice(4)));
				expect(unescapeText(lines.join('').slice(1))).toBe(text);
				expect(
					unescapeText(
						field('Name', text)
							.map((line) => line.slice(21))
							.join(''),
					),
				).toBe(text);
			}),
			{ numRuns: 1500 },
		);
	});
});
