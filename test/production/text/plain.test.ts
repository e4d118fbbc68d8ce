import fc from 'fast-check';

import { content, field } from '../../../src/production/text/layout';

/** A letter outside ASCII sends a line the long way round; taken out again, it must come out as it does by the short way. */
const LONG_WAY = 'é';

describe('plain text', () => {
	test('is cut just as text with letters of all alphabets is', () => {
		const word = fc.stringMatching(/^[!-~]{1,30}$/).filter((text) => !text.includes('{U+'));
		fc.assert(
			fc.property(fc.array(word, { minLength: 1, maxLength: 40 }), fc.nat(2), (words, spaces) => {
				const plain = words.join(' '.repeat(spaces + 1));
				const other = LONG_WAY + plain.slice(1);
				const back = (lines: string[]) => lines.map((line) => line.replace(LONG_WAY, plain[0] ?? ''));
				expect(content(plain)).toEqual(back(content(other)));
				expect(field('Label', plain)).toEqual(back(field('Label', other)));
			}),
		);
	});
});
