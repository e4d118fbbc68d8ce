import fc from 'fast-check';

import {
	concatBytes,
	formatFingerprint,
	fromBase64,
	fromUtf8,
	isSha256Hex,
	sha256Bytes,
	sha256Hex,
	toBase64,
	toHex,
	toUtf8,
} from '../../src/evidence';

describe('digests', () => {
	it('gives the published SHA-256 of abc, for text and bytes', () => {
		const published = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'; // FIPS 180-4 example
		expect(sha256Hex('abc')).toBe(published);
		expect(sha256Hex(Uint8Array.of(0x61, 0x62, 0x63))).toBe(published);
		expect(toHex(sha256Bytes('abc'))).toBe(published);
	});

	it('tells a digest from other text', () => {
		expect(isSha256Hex(sha256Hex(''))).toBe(true);
		expect(isSha256Hex(sha256Hex('').toUpperCase())).toBe(false);
		expect(isSha256Hex(`${sha256Hex('')}\n`)).toBe(false);
	});

	it('shows a fingerprint as openssl does', () => {
		expect(formatFingerprint('ba7816bf')).toBe('BA:78:16:BF');
	});
});

describe('base64', () => {
	it('law: reads what it writes', () => {
		fc.assert(fc.property(fc.uint8Array(), (bytes) => expect(fromBase64(toBase64(bytes))).toEqual(bytes)));
	});

	it.each([['YQ'], ['YR=='], [' YQ=='], ['YQ==\n'], ['Y-_='], ['YQ==YQ==']])(
		'refuses %j, a second text for the same bytes',
		(text) => {
			expect(fromBase64(text)).toBeUndefined();
		},
	);
});

describe('bytes', () => {
	it('reads a part of a larger buffer, not the whole', () => {
		const part = Uint8Array.of(1, 0x61, 0x62, 2).subarray(1, 3);
		expect(fromUtf8(part)).toBe('ab');
		expect(concatBytes(part, toUtf8('é'))).toEqual(Uint8Array.of(0x61, 0x62, 0xc3, 0xa9));
	});
});
