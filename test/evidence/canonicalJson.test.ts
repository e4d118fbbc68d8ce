import fc from 'fast-check';

import { canonicalBytes, canonicalise, fromUtf8, toNdjson } from '../../src/evidence';
import { anyText } from '../anyText';

describe('canonicalise', () => {
	it('sorts keys by UTF-16 code units, at every depth, as RFC 8785 does', () => {
		// RFC 8785, 3.2.3: the example for sorting.
		const value = {
			'\u20ac': 'Euro',
			'\r': 'CR',
			'\ufb33': 'Dalet',
			'1': 'One',
			'\u{1f600}': 'Smiley',
			'\u0080': 'Control',
			'\u00f6': 'o',
		};
		expect(Object.values(JSON.parse(canonicalise(value)) as object)).toHaveLength(7);
		expect(canonicalise(value)).toBe(
			'{"\\r":"CR","1":"One","\u0080":"Control","\u00f6":"o","\u20ac":"Euro","\u{1f600}":"Smiley","\ufb33":"Dalet"}',
		);
		expect(canonicalise([{ b: { d: 1, c: 2 }, a: 0 }])).toBe('[{"a":0,"b":{"c":2,"d":1}}]');
	});

	it('writes numbers as ECMAScript does', () => {
		expect(canonicalise([Number('333333333.33333329'), 1e30, 4.5, 2e-3, 1e-27, -0])).toBe(
			'[333333333.3333333,1e+30,4.5,0.002,1e-27,0]',
		);
	});

	it('drops undefined properties and writes dates as UTC', () => {
		expect(canonicalise({ a: undefined, at: new Date('2026-11-23T01:02:03.004+01:00') })).toBe(
			'{"at":"2026-11-23T00:02:03.004Z"}',
		);
	});

	it('keeps lone surrogates as escapes, so that what was typed is not lost', () => {
		expect(canonicalise('a\ud800b')).toBe('"a\\ud800b"');
		expect(JSON.parse(fromUtf8(canonicalBytes({ '\udfff': '\ud800' })))).toEqual({ '\udfff': '\ud800' });
	});

	it('keeps a key named __proto__', () => {
		expect(canonicalise(JSON.parse('{"__proto__":{"a":1}}'))).toBe('{"__proto__":{"a":1}}');
	});

	const cycle: Record<string, unknown> = {};
	cycle.self = [cycle];
	let deep: unknown = 0;
	for (let level = 0; level < 5000; level += 1) deep = [deep];
	it.each([
		['NaN', { a: [Number.NaN] }, /NaN at \$\.a\[0\]/],
		['Infinity', -Infinity, /-Infinity at \$/],
		['a BigInt', { a: 1n }, /bigint at \$\.a/],
		['undefined', undefined, /undefined at \$/],
		['undefined in an array', [undefined], /undefined at \$\[0\]/],
		// eslint-disable-next-line no-sparse-arrays
		['a hole in an array', [1, , 2], /undefined at \$\[1\]/],
		['a function', { a: () => 1 }, /function at \$\.a/],
		['a symbol', [Symbol('a')], /symbol at \$\[0\]/],
		['an invalid Date', { at: new Date(Number.NaN) }, /invalid Date at \$\.at/],
		['a cycle', cycle, /cycle at \$\.self\[0\]/],
		['a Map', { a: new Map() }, /not plain at \$\.a/],
		['bytes', { a: new Uint8Array(1) }, /not plain at \$\.a/],
		['a class instance', new (class Person {})(), /not plain at \$/],
		['endless depth', deep, /deeper than 200/],
	])('throws on %s and names the place', (_name, value, message) => {
		expect(() => canonicalise(value)).toThrow(TypeError);
		expect(() => canonicalise(value)).toThrow(message);
	});

	it('accepts the same object twice where it is no cycle', () => {
		const shared = { a: 1 };
		expect(canonicalise([shared, { shared }])).toBe('[{"a":1},{"shared":{"a":1}}]');
	});

	const anyJson = fc.jsonValue({ stringUnit: 'binary', maxDepth: 5 });

	it('law: reading back and writing again changes nothing', () => {
		fc.assert(
			fc.property(anyJson, (value) => {
				const text = canonicalise(value);
				expect(canonicalise(JSON.parse(text))).toBe(text);
			}),
		);
	});

	it('law: keeps the value', () => {
		fc.assert(
			fc.property(anyJson, (value) => expect(JSON.parse(canonicalise(value))).toEqual(JSON.parse(JSON.stringify(value)))),
		);
	});

	it('law: does not depend on the order of keys', () => {
		fc.assert(
			fc.property(fc.dictionary(anyText(), anyJson), (object) => {
				const reversed = Object.fromEntries(Object.entries(object).reverse());
				expect(canonicalise(reversed)).toBe(canonicalise(object));
			}),
		);
	});

	it('law: different values have different texts', () => {
		fc.assert(
			fc.property(anyJson, anyJson, (left, right) => {
				fc.pre(JSON.stringify(sortDeep(left)) !== JSON.stringify(sortDeep(right)));
				expect(canonicalise(left)).not.toBe(canonicalise(right));
			}),
		);
	});
});

describe('toNdjson', () => {
	it('writes one canonical line a record, each ended by LF, whatever the text holds', () => {
		expect(fromUtf8(toNdjson([{ b: 'x\ny', a: 1 }, { c: null }]))).toBe('{"a":1,"b":"x\\ny"}\n{"c":null}\n');
		expect(toNdjson([])).toHaveLength(0);
	});
});

function sortDeep(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(sortDeep);
	if (typeof value !== 'object' || value === null) return value;
	return Object.entries(value)
		.sort(([left], [right]) => (left < right ? -1 : 1))
		.map(([key, member]) => [`key:${key}`, sortDeep(member)]);
}
