import fc from 'fast-check';

const codePoint = fc.oneof(
	fc.integer({ min: 0, max: 0x7f }),
	fc.integer({ min: 0x80, max: 0xd7ff }),
	fc.integer({ min: 0xe000, max: 0x10ffff }),
);

/** Text of any code points but lone surrogates. fast-check's own unit `binary` takes a second to set up in every test file. */
export function anyText(): fc.Arbitrary<string> {
	return fc.string({ unit: codePoint.map((code) => String.fromCodePoint(code)) });
}
