import { createHash } from 'crypto';

import { buildPackage, type BuiltPackage, type PackageInput } from './build';
import { createSigner, FACTS, RECORDS, type PackageSigner } from './sample';
import { unzipFiles } from './unzip';
import { BAG_FILE } from '../../src/evidence';
import { verifyPackage, type UnknownRecord } from '../../src/production';

const records = RECORDS as unknown as UnknownRecord[];
const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

describe('building a package', () => {
	let signer: PackageSigner;
	let built: BuiltPackage;
	beforeAll(async () => {
		signer = await createSigner();
		built = await build({});
	});

	async function build(change: Partial<PackageInput>): Promise<BuiltPackage> {
		const made = await buildPackage({ facts: FACTS, records, signer, ...change });
		if (!made.ok) {
			throw new Error(made.code);
		}
		return made.value;
	}

	test('has a page that carries its exact data, and that the signed lists cover', () => {
		const files = unzipFiles(built.zip);
		const page = Buffer.from(files.get('index.html')!).toString('utf8');
		const [, data = ''] = /<script type="application\/json" id="data">(.*)<\/script>/.exec(page) ?? [];
		const carried = (JSON.parse(data) as { files: { path: string; text: string }[] }).files;
		const exact = [...files]
			.filter(([path]) => path.endsWith('.ndjson'))
			.map(([path, bytes]) => ({ path, text: Buffer.from(bytes).toString('utf8') }));
		expect(carried).toEqual(exact.sort((a, b) => (a.path < b.path ? -1 : 1)));
		expect(Buffer.from(files.get(BAG_FILE.tagManifest)!).toString('utf8')).toContain(
			`${digest(files.get('index.html')!)}  index.html\n`,
		);
	});

	test('puts everything into one folder of a ZIP that is named for the production', () => {
		expect(built.fileName).toBe('LE-2026-0001-P1.zip');
		expect([...unzipFiles(built.zip).keys()].sort()).toEqual([
			'README.txt',
			'bag-info.txt',
			'bagit.txt',
			'data/account.txt',
			'data/custody.txt',
			'data/exceptions.txt',
			'data/memberships.txt',
			'data/not-held.txt',
			'data/records/account.ndjson',
			'data/records/exceptions.ndjson',
			'data/records/memberships.ndjson',
			'data/withheld.txt',
			'index.html',
			'manifest-sha256.txt',
			'signer.pem',
			'tagmanifest-sha256.txt',
			'tagmanifest-sha256.txt.p7s',
		]);
	});

	test('reports the hash and size of each file and of the ZIP as they are', () => {
		const files = unzipFiles(built.zip);
		expect(built.zipSha256).toBe(digest(built.zip));
		expect(built.files).toHaveLength(files.size);
		for (const { path, sha256, sizeBytes } of built.files) {
			expect([path, sha256, sizeBytes]).toEqual([path, digest(files.get(path)!), files.get(path)!.byteLength]);
		}
		expect(built.tagManifestSha256).toBe(digest(files.get(BAG_FILE.tagManifest)!));
		expect(built.counts).toEqual({ accounts: 1, memberships: 2, exceptions: 1, messages: 0, rooms: 0, files: 0 });
	});

	test('gives the same bytes again, in every file but the signature, whatever order the records come in', async () => {
		const again = await build({ records: [...records].reverse() });
		const unsigned = ({ files }: BuiltPackage) => files.filter(({ path }) => path !== BAG_FILE.signature);
		expect(unsigned(again)).toEqual(unsigned(built));
		expect(again.tagManifestSha256).toBe(built.tagManifestSha256);
	});

	test('omits the file of rooms where a subpoena does not reach them', async () => {
		const { files, counts } = await build({ facts: { ...FACTS, process: { ...FACTS.process, kind: 'subpoena' } } });
		expect(files.map(({ path }) => path)).not.toContain('data/memberships.txt');
		expect(files.map(({ path }) => path)).not.toContain('data/records/memberships.ndjson');
		expect(counts).toEqual({ accounts: 1, memberships: 0, exceptions: 0, messages: 0, rooms: 0, files: 0 });
	});

	test.each([
		['preservation without process', { process: { ...FACTS.process, kind: 'none' } }, 'nothing-entitled'],
		['a process that is not known', { process: { ...FACTS.process, kind: 'letter' } }, 'nothing-entitled'],
		['a snapshot of another account', { subject: { userId: 'other', username: 'mallory' } }, 'other-account'],
		['a reference that cannot name a file', { reference: '../LE' }, 'unsafe-reference'],
		['a certificate that is not yet in force', { producedAt: '2025-12-31T00:00:00.000Z' }, 'certificate-not-in-force'],
	])('refuses %s', async (_, change, code) => {
		expect(await buildPackage({ facts: { ...FACTS, ...change }, records, signer })).toMatchObject({ ok: false, code });
	});

	test('refuses a signature that would not hold, rather than make a package that fails in court', async () => {
		const stranger = await createSigner();
		const made = await buildPackage({ facts: FACTS, records, signer: { ...signer, sign: (content) => stranger.sign(content) } });
		expect(made).toMatchObject({ ok: false, code: 'signature-does-not-hold', params: { code: 'other-signer' } });
	});

	test('writes bag-info.txt in single lines whatever the organisation is called', async () => {
		const { zip } = await build({ facts: { ...FACTS, organisation: ' Evil\nBag-Count: 9 of 9\u202E ' } });
		const info = Buffer.from(unzipFiles(zip).get('bag-info.txt')!).toString('utf8');
		expect(info).toContain('Source-Organization: Evil{U+000A}Bag-Count: 9 of 9{U+202E}\n');
		expect(info.match(/^Bag-Count: /gm)).toHaveLength(1);
	});

	describe('and verifying it', () => {
		test('finds it intact, and its signer to be the one whose fingerprint came by another way', async () => {
			const spoken = built.signerFingerprint.toUpperCase().replace(/..(?!$)/g, '$&:');
			expect(await verifyPackage(unzipFiles(built.zip), spoken)).toMatchObject({
				intact: true,
				signer: 'expected',
				signedInForce: true,
				signature: { ok: true, value: { signedAt: '2026-02-10T11:30:05.000Z' } },
			});
		});

		test('says that the signer was not compared, or is another', async () => {
			expect(await verifyPackage(unzipFiles(built.zip))).toMatchObject({ intact: true, signer: 'not-compared' });
			expect(await verifyPackage(unzipFiles(built.zip), 'ab'.repeat(32))).toMatchObject({ intact: true, signer: 'other' });
		});

		test('finds every single file that is changed, taken away or added', async () => {
			const files = unzipFiles(built.zip);
			for (const path of files.keys()) {
				const changed = new Map(files).set(path, Buffer.concat([files.get(path)!, Buffer.from(' ')]));
				expect([path, (await verifyPackage(changed)).intact]).toEqual([path, false]);
				const missing = new Map(files);
				missing.delete(path);
				expect([path, (await verifyPackage(missing)).intact]).toEqual([path, false]);
			}
			expect(await verifyPackage(new Map(files).set('data/more.txt', new Uint8Array(1)))).toMatchObject({ intact: false });
		});

		test('sees a package that somebody else made anew only by its signer', async () => {
			const forged = await build({ signer: await createSigner() });
			expect(await verifyPackage(unzipFiles(forged.zip), built.signerFingerprint)).toMatchObject({
				intact: true,
				signer: 'other',
			});
		});
	});
});
