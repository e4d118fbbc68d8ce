import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate/browser';

import { expectValue, flipBit } from './desk';
import { BAG_FILE, buildBag, fromUtf8, sha256Hex, toUtf8, verifyBag, zipFiles } from '../../src/evidence';

const instant = new Date('2026-11-23T12:34:57Z');
const payload = new Map([
	['transcripts/room-1.txt', toUtf8('\ufeffhello\r\n')],
	['account.txt', toUtf8('Account\n')],
	['attachments/000017-1.jpg', Uint8Array.of(0xff, 0xd8, 0xff, 0)],
]);
const info = { 'Source-Organization': 'Example Wörkspace', 'Bagging-Date': '2026-11-23', 'External-Identifier': 'LE-2026-0001' };
const tagFiles = new Map([['README.txt', toUtf8('How to verify\n')]]);
const bag = expectValue(buildBag({ payload, info, tagFiles }));

describe('buildBag', () => {
	it('makes the files that RFC 8493 asks for', () => {
		expect([...bag.keys()].sort()).toEqual([
			'README.txt',
			'bag-info.txt',
			'bagit.txt',
			'data/account.txt',
			'data/attachments/000017-1.jpg',
			'data/transcripts/room-1.txt',
			'manifest-sha256.txt',
			'tagmanifest-sha256.txt',
		]);
		expect(fromUtf8(bag.get('bagit.txt')!)).toBe('BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n');
	});

	it('states source, date and the size of the payload', () => {
		expect(fromUtf8(bag.get('bag-info.txt')!)).toBe(
			'Source-Organization: Example Wörkspace\nBagging-Date: 2026-11-23\nExternal-Identifier: LE-2026-0001\nPayload-Oxum: 22.3\n',
		);
	});

	it('lists every payload file, sorted, as sha256sum does', () => {
		const lines = ['account.txt', 'attachments/000017-1.jpg', 'transcripts/room-1.txt'].map(
			(path) => `${sha256Hex(payload.get(path)!)}  data/${path}\n`,
		);
		expect(fromUtf8(bag.get('manifest-sha256.txt')!)).toBe(lines.join(''));
	});

	it('lists every tag file but itself, so that the signature covers all', () => {
		const listed = fromUtf8(bag.get('tagmanifest-sha256.txt')!).match(/\S+$/gm);
		expect(listed).toEqual(['README.txt', 'bag-info.txt', 'bagit.txt', 'manifest-sha256.txt']);
	});

	it.each([
		['no payload', { payload: new Map() }, { code: 'empty-payload' }],
		[
			'a payload path that leaves the bag',
			{ payload: new Map([['../x', toUtf8('')]]) },
			{ code: 'unsafe-path', params: { path: '../x' } },
		],
		[
			'a tag file in data',
			{ tagFiles: new Map([['data/x.txt', toUtf8('')]]) },
			{ code: 'reserved-path', params: { path: 'data/x.txt' } },
		],
		['a tag file named data', { tagFiles: new Map([['Data', toUtf8('')]]) }, { code: 'reserved-path', params: { path: 'Data' } }],
		[
			'a tag file that would replace the manifest',
			{ tagFiles: new Map([['MANIFEST-sha256.txt', toUtf8('')]]) },
			{ code: 'reserved-path', params: { path: 'MANIFEST-sha256.txt' } },
		],
		['no date', { info: { 'Source-Organization': 'x' } }, { code: 'unsafe-info', params: { label: 'Bagging-Date' } }],
		[
			'a line break',
			{ info: { ...info, Contact: 'a\nPayload-Oxum: 0.0' } },
			{ code: 'unsafe-info', params: { label: 'Contact' } },
		],
		['an empty value', { info: { ...info, Contact: '' } }, { code: 'unsafe-info', params: { label: 'Contact' } }],
		[
			'a Payload-Oxum of its own',
			{ info: { ...info, 'Payload-Oxum': '0.0' } },
			{ code: 'unsafe-info', params: { label: 'Payload-Oxum' } },
		],
	])('refuses %s', (_name, change, refusal) => {
		expect(buildBag({ payload, info, tagFiles, ...change })).toEqual({ ok: false, ...refusal });
	});
});

describe('verifyBag', () => {
	const clean = { valid: true, missing: [], changed: [], extra: [], malformed: [] };
	const change = (path: string, bytes?: Uint8Array): Map<string, Uint8Array> => {
		const files = new Map(bag);
		if (bytes) files.set(path, bytes);
		else files.delete(path);
		return files;
	};

	it('finds nothing wrong with a bag as it was made, signed or not', () => {
		expect(verifyBag(bag)).toEqual(clean);
		expect(verifyBag(change(BAG_FILE.signature, toUtf8('x')))).toEqual(clean);
	});

	it('finds a removed file, whichever it is', () => {
		for (const path of bag.keys())
			expect(verifyBag(change(path))).toMatchObject({ valid: false, missing: expect.arrayContaining([path]) });
	});

	it('law: finds any changed bit of any listed file', () => {
		const paths = [...bag.keys()].filter((path) => path !== BAG_FILE.tagManifest);
		fc.assert(
			fc.property(fc.constantFrom(...paths), fc.nat(), fc.nat(7), (path, position, bit) => {
				const bytes = bag.get(path)!;
				const report = verifyBag(change(path, flipBit(bytes, position % bytes.length, bit)));
				expect(report).toMatchObject({ valid: false, changed: expect.arrayContaining([path]) });
			}),
		);
	});

	it('finds an added file, in the payload and beside it', () => {
		expect(verifyBag(change('data/added.txt', toUtf8('')))).toMatchObject({ valid: false, extra: ['data/added.txt'] });
		expect(verifyBag(change('added.txt', toUtf8('')))).toMatchObject({ valid: false, extra: ['added.txt'] });
	});

	it('finds an added file even where the manifests were rewritten to list it twice, or elsewhere', () => {
		const tagManifest = fromUtf8(bag.get(BAG_FILE.tagManifest)!);
		const twice = tagManifest + tagManifest;
		const payloadListed = `${tagManifest}${sha256Hex('Account\n')}  data/account.txt\n`;
		for (const text of [
			twice,
			payloadListed,
			tagManifest.trimEnd(),
			'',
			`${tagManifest}hello\n`,
			tagManifest.replace('bagit.txt', 'x'),
		]) {
			expect(verifyBag(change(BAG_FILE.tagManifest, toUtf8(text)))).toMatchObject({
				valid: false,
				malformed: expect.arrayContaining([BAG_FILE.tagManifest]),
			});
		}
	});

	it('finds a declaration or a Payload-Oxum that is false, also where the manifests agree with it', () => {
		for (const [path, text] of [
			['bagit.txt', 'BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n'],
			['bag-info.txt', 'Bagging-Date: 2026-11-23\nPayload-Oxum: 22.4\n'],
			['bag-info.txt', 'Bagging-Date: 2026-11-23\nPayload-Oxum: 22.3\nPayload-Oxum: 22.4\n'],
			['bag-info.txt', 'Bagging-Date: 2026-11-23\n'],
		] as const) {
			const manifest = fromUtf8(bag.get(BAG_FILE.tagManifest)!).replace(sha256Hex(bag.get(path)!), sha256Hex(text));
			const files = change(path, toUtf8(text)).set(BAG_FILE.tagManifest, toUtf8(manifest));
			expect(verifyBag(files)).toEqual({ ...clean, valid: false, malformed: [path] });
		}
	});

	it('reports on nothing at all', () => {
		expect(verifyBag(new Map())).toMatchObject({
			valid: false,
			missing: ['bag-info.txt', 'bagit.txt', 'manifest-sha256.txt', 'tagmanifest-sha256.txt'],
		});
	});
});

describe('zipFiles', () => {
	it('holds every file, in the order of names', () => {
		const unzipped = unzipSync(expectValue(zipFiles(bag, instant)));
		expect(Object.keys(unzipped)).toEqual([...bag.keys()].sort());
		for (const [path, bytes] of bag) expect(unzipped[path]).toEqual(bytes);
	});

	it('gives the same bytes whatever the order of the files', () => {
		const reversed = new Map([...bag].reverse());
		expect(expectValue(zipFiles(reversed, instant))).toEqual(expectValue(zipFiles(bag, instant)));
	});

	it('carries the instant, and differs only there', () => {
		const one = expectValue(zipFiles(bag, instant));
		const two = expectValue(zipFiles(bag, new Date('2026-11-23T12:35:02Z')));
		const different = one.filter((byte, index) => byte !== two[index]).length;
		expect(one).toHaveLength(two.length);
		expect(different).toBeGreaterThanOrEqual(bag.size * 2);
		expect(different).toBeLessThanOrEqual(bag.size * 2 * 4);
	});

	it('squeezes text and leaves pictures alone', () => {
		const repeated = new Uint8Array(100_000);
		const size = (name: string): number => expectValue(zipFiles(new Map([[name, repeated]]), instant)).length;
		expect(size('a.txt')).toBeLessThan(1000);
		expect(size('a.jpg')).toBeGreaterThan(100_000);
	});

	it('law: what goes in comes out', () => {
		const name = fc.stringMatching(/^[a-z0-9][a-z0-9_-]{0,8}\.(txt|bin)$/);
		fc.assert(
			fc.property(fc.dictionary(name, fc.uint8Array({ maxLength: 300 })), (object) => {
				const files = new Map(Object.entries(object));
				const result = zipFiles(files, instant);
				fc.pre(result.ok);
				expect(new Map(Object.entries(unzipSync(expectValue(result))))).toEqual(files);
			}),
		);
	});

	it('refuses more than the format can count', () => {
		const files = new Map(Array.from({ length: 65_001 }, (_, index) => [`f${index}.txt`, new Uint8Array()]));
		expect(zipFiles(files, instant)).toEqual({ ok: false, code: 'too-many-files', params: { limit: 65_000, files: 65_001 } });
		const limits = { files: 10, sizeBytes: 99 };
		const large = new Map([
			['a', new Uint8Array(50)],
			['b', new Uint8Array(50)],
		]);
		expect(zipFiles(large, instant, limits)).toEqual({ ok: false, code: 'too-large', params: { limit: 99, sizeBytes: 100 } });
	});

	it.each([
		'',
		'/etc/passwd',
		'../x',
		'a/../b',
		'./a',
		'a//b',
		'a/',
		'.hidden',
		'-rf',
		'a b',
		'a\\b',
		'ä.txt',
		'a\n',
		'C:x',
		'__proto__',
		'con',
		'a/NUL.txt',
		'com1.log',
		'trailing.',
		'x'.repeat(181),
	])('refuses the name %j', (path) => {
		expect(zipFiles(new Map([[path, new Uint8Array()]]), instant)).toEqual({ ok: false, code: 'unsafe-path', params: { path } });
	});

	it.each([
		['that differ only in case', ['a/README.txt', 'a/readme.TXT']],
		['that are file and folder at once', ['a', 'a/b']],
	])('refuses names %s', (_name, paths) => {
		const files = new Map(paths.map((path) => [path, new Uint8Array()]));
		expect(zipFiles(files, instant)).toMatchObject({ ok: false, code: 'unsafe-path' });
	});

	it('does not take an instant that it cannot write', () => {
		for (const year of ['1979', '2100']) expect(() => zipFiles(bag, new Date(`${year}-06-01T00:00:00Z`))).toThrow(RangeError);
		expect(() => zipFiles(bag, new Date(Number.NaN))).toThrow(RangeError);
		expect(strFromU8(unzipSync(expectValue(zipFiles(bag, new Date('2099-12-31T23:59:59Z'))))['bagit.txt']!)).toContain('1.0');
	});
});
