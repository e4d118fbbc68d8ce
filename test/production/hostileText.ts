import fc from 'fast-check';

const NASTY = [
	...[
		'\n',
		'\r\n',
		'\f',
		'\v',
		'\t',
		'\0',
		'\u0085',
		'\u2028',
		'\u2029',
		'\u202E',
		'\u2067',
		'\u200B',
		'\u200C',
		'\u200D',
		'\u00AD',
	],
	...[
		'\uFEFF',
		'\uFE0F',
		'\uFE0E',
		'\u0301',
		'\u20E3',
		'\uD800',
		'\uDC00',
		'\u{E0041}',
		'\u3164',
		'\u2800',
		'\uFDFD',
		'\u{12031}',
	],
	...[
		'\u{1F469}',
		'\u{1F468}\u{1F3FF}',
		'\u2764\uFE0F',
		'1',
		'a',
		'م',
		'क',
		'्',
		'한',
		'字',
		' ',
		'  ',
		'|',
		'+',
		':',
		'{',
		'{U+',
		'{U+202E}',
		'U+',
	],
	...['Record             : LE-2026-0001-P1-000099', '  | ', '  + ', 'ACCOUNT RECORD', 'From @judge', '====='],
];

/** Any UTF-16 at all, lone surrogates included, rich in what makes a transcript lie. */
export function hostileText(): fc.Arbitrary<string> {
	const unit = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code));
	const piece = fc.oneof(
		{ weight: 6, arbitrary: fc.constantFrom(...NASTY) },
		unit,
		fc.string({ unit: 'grapheme', maxLength: 12 }),
	);
	return fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(''));
}
