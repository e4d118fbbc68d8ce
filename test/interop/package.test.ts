import { readFileSync, rmSync, writeFileSync } from 'fs';
import { join } from 'path';

import fc from 'fast-check';

import { locateSignedParts } from './signedParts';
import { makeFolder, requireTools, run, writeFiles, type Answer } from './tools';
import {
	BAG_FILE,
	buildBag,
	readCertificate,
	signDetached,
	toUtf8,
	verifyBag,
	verifySignature,
	zipFiles,
} from '../../src/evidence';
import { createTestKeys, createTestPair, expectValue, flipBit, PASSPHRASE, type TestKeys } from '../evidence/desk';

// Key generation and 600,000 rounds of PBKDF2 take their time on a busy machine.
jest.setTimeout(120_000);

const SIGNED_AT = new Date('2026-03-08T02:30:00Z');
const CMS_VERIFY = ['cms', '-verify', '-binary', '-inform', 'DER', '-in', BAG_FILE.signature, '-content', BAG_FILE.tagManifest];
const TRUST = ['-CAfile', 'signer.pem', '-out', 'checked.out'];

const PYTHON_CHECK = join(__dirname, 'check_bag.py');

let folder: string;
let signer: TestKeys;
let files: Map<string, Uint8Array>;

/** As a reader does it, in the folder that the package was unpacked into. */
const sha256sum = (manifest: string): Answer => run('sha256sum', ['--strict', '-c', manifest], { cwd: folder });
const openssl = (...args: string[]): Answer => run('openssl', args, { cwd: folder });
const verifies = (): boolean =>
	sha256sum(BAG_FILE.manifest).status === 0 &&
	sha256sum(BAG_FILE.tagManifest).status === 0 &&
	openssl(...CMS_VERIFY, ...TRUST).status === 0;

beforeAll(async () => {
	folder = makeFolder();
	requireTools('openssl', 'python3', 'sha256sum', 'unzip');
	signer = await createTestKeys('signing');
	const bag = buildBag({
		payload: new Map([
			['account.txt', toUtf8('\ufeffAccount\r\n  | @someone\r\n')],
			['records/messages.ndjson', toUtf8('{"text":"ünïcode 😀"}\n'.repeat(300))],
			['attachments/LE-2026-0001-000017-1.jpg', Uint8Array.from({ length: 2000 }, (_, index) => (index * 7919) % 251)],
		]),
		info: { 'Source-Organization': 'Example Wörkspace', 'Bagging-Date': '2026-03-08', 'External-Identifier': 'LE-2026-0001' },
		tagFiles: new Map([
			['README.txt', toUtf8('How to verify\r\n')],
			['signer.pem', toUtf8(signer.certificatePem)],
		]),
	});
	files = expectValue(bag);
	const content = files.get(BAG_FILE.tagManifest)!;
	const { privateKey, certificatePem } = signer;
	files.set(BAG_FILE.signature, expectValue(await signDetached({ content, privateKey, certificatePem, signedAt: SIGNED_AT })));
	writeFileSync(join(folder, 'package.zip'), expectValue(zipFiles(files, SIGNED_AT)));
	if (run('unzip', ['-q', 'package.zip'], { cwd: folder }).status !== 0) throw new Error('unzip refuses the package');
	writeFileSync(join(folder, 'signing.key'), signer.encryptedKeyPem);
	writeFileSync(join(folder, 'passphrase'), PASSPHRASE);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** @clause authentication-signed */
describe('a reader with stock tools', () => {
	it('finds the ZIP whole with unzip', () => {
		expect(run('unzip', ['-t', 'package.zip'], { cwd: folder })).toMatchObject({
			status: 0,
			output: expect.stringContaining('No errors detected in compressed data'),
		});
	});

	it('finds the bag complete and valid with python', () => {
		expect(run('python3', [PYTHON_CHECK, 'package.zip'], { cwd: folder })).toMatchObject({
			status: 0,
			output: 'bag is complete and valid\n',
		});
	});

	it('finds every payload file and every tag file unchanged with sha256sum', () => {
		const payload = sha256sum(BAG_FILE.manifest);
		expect(payload).toMatchObject({ status: 0 });
		expect(payload.output.match(/: OK$/gm)).toHaveLength(3);
		const tags = sha256sum(BAG_FILE.tagManifest);
		expect(tags).toMatchObject({ status: 0 });
		expect(tags.output.match(/: OK$/gm)).toHaveLength(5);
	});

	it.each([
		['cms', CMS_VERIFY, 'CMS Verification successful'],
		['cms -cades', [...CMS_VERIFY, '-cades'], 'CAdES Verification successful'],
		['cms -purpose any', [...CMS_VERIFY, '-purpose', 'any'], 'CMS Verification successful'],
		['smime', ['smime', ...CMS_VERIFY.slice(1)], 'Verification successful'],
	])('finds the signature good with openssl %s', (_name, args, message) => {
		expect(openssl(...args, ...TRUST)).toMatchObject({ status: 0, output: expect.stringContaining(message) });
	});

	it('is shown the time of signing and the certificate', async () => {
		const { output } = openssl('cms', '-cmsout', '-print', '-inform', 'DER', '-in', BAG_FILE.signature);
		expect(output).toContain('UTCTIME:Mar  8 02:30:00 2026 GMT');
		const facts = expectValue(await readCertificate(readFileSync(join(folder, 'signer.pem'), 'utf8'), 'signing'));
		expect(output.match(/serialNumber: (\d+)/g)).toEqual(Array(2).fill(`serialNumber: ${BigInt(`0x${facts.serial}`)}`));
	});

	it('does not take the certificate of somebody else with the same name for the signer’s', async () => {
		writeFileSync(join(folder, 'other.pem'), (await createTestPair('signing')).certificatePem);
		expect(openssl(...CMS_VERIFY, '-CAfile', 'other.pem', '-out', 'checked.out').status).not.toBe(0);
	});

	it('verifies after the certificate has expired, if told as of when', async () => {
		const expired = await createTestPair('signing', 'Expired', new Date('2021-01-01T00:00:00Z'));
		const signedAt = new Date('2020-06-01T00:00:00Z');
		const content = files.get(BAG_FILE.tagManifest)!;
		writeFileSync(join(folder, 'expired.p7s'), expectValue(await signDetached({ content, signedAt, ...expired })));
		writeFileSync(join(folder, 'expired.pem'), expired.certificatePem);
		const args = ['cms', '-verify', '-binary', '-inform', 'DER', '-in', 'expired.p7s', '-content', BAG_FILE.tagManifest];
		const verify = (...more: string[]): Answer => openssl(...args, '-CAfile', 'expired.pem', '-out', 'checked.out', ...more);
		expect(verify()).toMatchObject({ output: expect.stringContaining('certificate has expired') });
		expect(verify('-attime', `${signedAt.getTime() / 1000}`).status).toBe(0);
		expect(verify('-no_check_time').status).toBe(0);
	});
});

describe('a package changed after it was signed', () => {
	const restore = (): void => writeFiles(folder, files);
	const positionsIn = (bytes: Uint8Array, count: number): number[] => [
		0,
		bytes.length - 1,
		...fc.sample(fc.nat(bytes.length - 1), { numRuns: count, seed: bytes.length }),
	];
	afterEach(restore);

	it('is caught by sha256sum or openssl wherever one byte of a listed file or of the tag manifest is another', () => {
		expect(verifies()).toBe(true);
		for (const [path, bytes] of files) {
			if (path === BAG_FILE.signature) continue;
			for (const position of positionsIn(bytes, 6)) {
				writeFileSync(join(folder, path), flipBit(bytes, position, position % 8));
				expect([path, position, verifies()]).toEqual([path, position, false]);
			}
			writeFileSync(join(folder, path), bytes);
		}
	});

	/**
	 * The signature file has bytes that CMS leaves outside the signature, such as version numbers, and openssl passes over
	 * some of them. They say nothing of what was signed, by whom or when; our own check refuses them too.
	 */
	it('is caught in the signature by openssl in all that matters, and by verifySignature everywhere', async () => {
		const signature = files.get(BAG_FILE.signature)!;
		const content = files.get(BAG_FILE.tagManifest)!;
		const parts = locateSignedParts(signature, signer.certificatePem);
		for (const position of positionsIn(signature, 100)) {
			const changed = flipBit(signature, position);
			writeFileSync(join(folder, BAG_FILE.signature), changed);
			const matters = parts.some(([start, end]) => position >= start && position < end);
			const passesUnseen = matters && openssl(...CMS_VERIFY, ...TRUST).status === 0;
			expect([position, passesUnseen]).toEqual([position, false]);
			const verified = await verifySignature({ content, signature: changed, certificatePem: signer.certificatePem });
			expect([position, verified.ok]).toEqual([position, false]);
		}
	});

	it('is caught by verifyBag where a file was added, which sha256sum does not see', () => {
		for (const path of ['data/added.txt', 'added.txt']) {
			const added = new Map(files).set(path, toUtf8('not ours\n'));
			writeFiles(folder, added);
			expect(verifies()).toBe(true);
			expect(verifyBag(added)).toMatchObject({ valid: false, extra: [path] });
			rmSync(join(folder, path));
		}
	});

	it('is caught where a file was removed', () => {
		rmSync(join(folder, 'data/account.txt'));
		expect(sha256sum(BAG_FILE.manifest)).toMatchObject({ status: 1, output: expect.stringContaining('No such file') });
	});

	it('is caught by openssl where both manifests were written anew', () => {
		const payload = new Map([['account.txt', toUtf8('forged\n')]]);
		const forged = expectValue(buildBag({ payload, info: { 'Bagging-Date': '2026-03-08' }, tagFiles: new Map() }));
		writeFiles(folder, forged);
		expect([BAG_FILE.manifest, BAG_FILE.tagManifest].map((manifest) => sha256sum(manifest).status)).toEqual([0, 0]);
		expect(openssl(...CMS_VERIFY, ...TRUST)).toMatchObject({ output: expect.stringContaining('Verification failure') });
	});
});

describe('a signature made outside, by openssl', () => {
	it.each([[[]], [['-nosmimecap']]])('is accepted (%j)', async (more) => {
		const args = [
			'-md',
			'sha256',
			'-signer',
			'signer.pem',
			'-inkey',
			'signing.key',
			'-passin',
			'file:passphrase',
			'-outform',
			'DER',
		];
		const answer = openssl(
			'cms',
			'-sign',
			'-binary',
			'-cades',
			...args,
			...more,
			'-in',
			BAG_FILE.tagManifest,
			'-out',
			'outside.p7s',
		);
		expect(answer).toMatchObject({ status: 0 });
		const signature = Uint8Array.from(readFileSync(join(folder, 'outside.p7s')));
		const content = files.get(BAG_FILE.tagManifest)!;
		const { certificatePem } = signer;
		expect(await verifySignature({ content, signature, certificatePem })).toMatchObject({ ok: true });
		expect(await verifySignature({ content: toUtf8('x'), signature, certificatePem })).toMatchObject({ code: 'changed-content' });
	});

	it('is refused without the attributes of CAdES', async () => {
		const args = [
			'-md',
			'sha256',
			'-signer',
			'signer.pem',
			'-inkey',
			'signing.key',
			'-passin',
			'file:passphrase',
			'-outform',
			'DER',
		];
		openssl('cms', '-sign', '-binary', ...args, '-in', BAG_FILE.tagManifest, '-out', 'plain.p7s');
		const signature = Uint8Array.from(readFileSync(join(folder, 'plain.p7s')));
		const input = { content: files.get(BAG_FILE.tagManifest)!, signature, certificatePem: signer.certificatePem };
		expect(await verifySignature(input)).toEqual({ ok: false, code: 'unsupported-signature' });
	});
});
