import { readFileSync, rmSync, writeFileSync } from 'fs';
import { join } from 'path';

import { makeFolder, requireTools, run, type Answer } from './tools';
import {
	commitTo,
	createSegmentKey,
	formatFingerprint,
	fromBase64,
	keyFitsCertificate,
	openChunk,
	openPrivateKey,
	readCertificate,
	sealChunk,
	toBase64,
	toUtf8,
	unwrapSegmentKey,
	wrapSegmentKey,
	type KeyPurpose,
	type WrappedKey,
} from '../../src/evidence';
import { createTestKeys, expectValue, PASSPHRASE, type TestKeys } from '../evidence/desk';

// Key generation and 600,000 rounds of PBKDF2 take their time on a busy machine.
jest.setTimeout(120_000);

const OAEP = ['rsa_padding_mode:oaep', 'rsa_oaep_md:sha256', 'rsa_mgf1_md:sha256'].flatMap((option) => ['-pkeyopt', option]);
const PURPOSES: KeyPurpose[] = ['sealing', 'signing'];

let folder: string;
const keys = {} as Record<KeyPurpose, TestKeys>;

const openssl = (...args: string[]): Answer => run('openssl', args, { cwd: folder });
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');

beforeAll(async () => {
	folder = makeFolder();
	requireTools('openssl', 'sha256sum');
	writeFileSync(join(folder, 'passphrase'), PASSPHRASE);
	for (const purpose of PURPOSES) {
		keys[purpose] = await createTestKeys(purpose);
		writeFileSync(join(folder, `${purpose}.pem`), keys[purpose].certificatePem);
		writeFileSync(join(folder, `${purpose}.key`), keys[purpose].encryptedKeyPem);
	}
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each(PURPOSES)('openssl, given the %s key that we keep', (purpose) => {
	it('opens it with the passphrase, and not with another', () => {
		expect(openssl('pkey', '-in', `${purpose}.key`, '-passin', 'file:passphrase', '-noout', '-check')).toMatchObject({
			status: 0,
			output: expect.stringContaining('valid'),
		});
		expect(openssl('pkey', '-in', `${purpose}.key`, '-passin', 'pass:wrong', '-noout').status).not.toBe(0);
	});

	it('sees PBES2 with PBKDF2-HMAC-SHA-256 of 600,000 rounds and AES-256-CBC', () => {
		const { output } = openssl('asn1parse', '-in', `${purpose}.key`);
		for (const text of ['PBES2', 'PBKDF2', '0927C0', 'hmacWithSHA256', 'aes-256-cbc']) expect(output).toContain(text);
		expect(Number.parseInt('0927C0', 16)).toBe(600_000);
	});

	it('accepts the certificate, strictly, as its own issuer', () => {
		const answer = openssl('verify', '-x509_strict', '-check_ss_sig', '-CAfile', `${purpose}.pem`, `${purpose}.pem`);
		expect(answer).toMatchObject({ status: 0, output: `${purpose}.pem: OK\n` });
	});

	it('finds that key and certificate belong together', () => {
		const fromCertificate = openssl('x509', '-in', `${purpose}.pem`, '-noout', '-pubkey').output;
		expect(openssl('pkey', '-in', `${purpose}.key`, '-passin', 'file:passphrase', '-pubout').output).toBe(fromCertificate);
	});

	it('prints the fingerprint and the names that we show', async () => {
		const facts = expectValue(await readCertificate(keys[purpose].certificatePem, purpose));
		const { output } = openssl(
			'x509',
			'-in',
			`${purpose}.pem`,
			'-noout',
			'-fingerprint',
			'-sha256',
			'-subject',
			'-nameopt',
			'utf8,sep_comma_plus_space',
		);
		expect(output).toContain(`ingerprint=${formatFingerprint(facts.fingerprint)}`);
		expect(output).toContain(`subject=${facts.subject}`);
	});
});

describe('the certificates', () => {
	it.each([
		['sealing', ['Public-Key: (3072 bit)', 'CA:FALSE', 'Key Encipherment']],
		['signing', ['NIST CURVE: P-256', 'CA:FALSE', 'Digital Signature, Non Repudiation', 'E-mail Protection']],
	])('say what the %s key may do', (purpose, texts) => {
		const { output } = openssl('x509', '-in', `${purpose}.pem`, '-noout', '-text');
		for (const text of texts) expect(output).toContain(text);
	});
});

describe('a segment key', () => {
	it('that we wrapped is unwrapped by openssl', async () => {
		const segmentKey = createSegmentKey();
		const [wrapped] = expectValue(await wrapSegmentKey(segmentKey, [keys.sealing.certificatePem]));
		writeFileSync(join(folder, 'wrapped.bin'), fromBase64(wrapped!.wrappedKey)!);
		const args = ['-inkey', 'sealing.key', '-passin', 'file:passphrase', '-in', 'wrapped.bin'];
		const answer = openssl('pkeyutl', '-decrypt', ...OAEP, ...args);
		expect(answer.status).toBe(0);
		expect(Uint8Array.from(answer.stdout)).toEqual(segmentKey);
	});

	it('that openssl wrapped to our certificate is unwrapped by us', async () => {
		const segmentKey = createSegmentKey();
		writeFileSync(join(folder, 'plain.bin'), segmentKey);
		const answer = openssl('pkeyutl', '-encrypt', ...OAEP, '-certin', '-inkey', 'sealing.pem', '-in', 'plain.bin');
		const wrapped: WrappedKey = { v: 1, algorithm: 'RSA-OAEP-SHA256', recipient: '', wrappedKey: toBase64(answer.stdout) };
		expect(expectValue(await unwrapSegmentKey(wrapped, keys.sealing.privateKey))).toEqual(segmentKey);
	});
});

it('the commitment of a chunk is what sha256sum prints for salt and content', async () => {
	const place = { snapshotId: 's', segmentId: 'g', chunkId: 'c' };
	const segmentKey = createSegmentKey();
	const chunk = await sealChunk({ place, segmentKey, bytes: toUtf8('{"a":1}\n') });
	const { salt, bytes } = expectValue(await openChunk({ chunk, place, segmentKey }));
	const { output } = run('sha256sum', [], { input: Buffer.concat([salt, bytes]) });
	expect(output).toBe(`${chunk.commitment}  -\n`);
	expect(commitTo(bytes, salt)).toBe(chunk.commitment);
});

describe('keys and certificates made by openssl', () => {
	const RSA = ['-algorithm', 'RSA', '-pkeyopt'];
	const EC = ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256'];
	const make = (name: string, args: string[]): void => {
		expect(openssl('genpkey', ...args, '-aes256', '-pass', 'file:passphrase', '-out', `${name}.key`).status).toBe(0);
		const request = ['req', '-x509', '-new', '-key', `${name}.key`, '-passin', 'file:passphrase', '-days', '3650'];
		expect(openssl(...request, '-subj', `/O=Supplied/CN=${name}`, '-out', `${name}.pem`).status).toBe(0);
	};
	const open = (name: string, purpose: KeyPurpose): ReturnType<typeof openPrivateKey> =>
		openPrivateKey({ pem: read(`${name}.key`), passphrase: PASSPHRASE, purpose });

	beforeAll(() => {
		make('rsa3072', [...RSA, 'rsa_keygen_bits:3072']);
		make('rsa2048', [...RSA, 'rsa_keygen_bits:2048']);
		make('ec', EC);
		make('p384', ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-384']);
	});

	it.each([
		['rsa3072', 'sealing'],
		['ec', 'signing'],
	] as const)('are accepted: %s for %s', async (name, purpose) => {
		const privateKey = expectValue(await open(name, purpose));
		expect(expectValue(await readCertificate(read(`${name}.pem`), purpose)).subject).toBe(`O=Supplied, CN=${name}`);
		expect(await keyFitsCertificate({ privateKey, certificatePem: read(`${name}.pem`), purpose })).toBe(true);
		expect(await keyFitsCertificate({ privateKey, certificatePem: keys[purpose].certificatePem, purpose })).toBe(false);
	});

	it.each([
		['rsa2048', 'sealing'],
		['p384', 'signing'],
		['rsa3072', 'signing'],
		['ec', 'sealing'],
	] as const)('are refused: %s for %s', async (name, purpose) => {
		expect(await open(name, purpose)).toMatchObject({ ok: false, code: 'unsuitable-key' });
		expect(await readCertificate(read(`${name}.pem`), purpose)).toMatchObject({ ok: false, code: 'unsuitable-key' });
	});

	it('are refused where the certificate forbids the purpose', async () => {
		const request = ['req', '-x509', '-new', '-key', 'rsa3072.key', '-passin', 'file:passphrase', '-subj', '/CN=x'];
		openssl(...request, '-addext', 'keyUsage=critical,digitalSignature', '-out', 'forbids.pem');
		expect(await readCertificate(read('forbids.pem'), 'sealing')).toEqual({ ok: false, code: 'unsuitable-key-usage' });
	});

	it.each([
		['scrypt', ['-scrypt']],
		['Triple DES', ['-v2', 'des3']],
		['PKCS#12 encryption', ['-v1', 'PBE-SHA1-3DES']],
	])('are refused where they are encrypted with %s', async (_name, args) => {
		const convert = ['pkcs8', '-topk8', '-in', 'ec.key', '-passin', 'file:passphrase', '-passout', `pass:${PASSPHRASE}`];
		expect(openssl(...convert, ...args, '-out', 'other.key').status).toBe(0);
		expect(await open('other', 'signing')).toEqual({ ok: false, code: 'unsupported-encryption' });
	});

	it('are refused where they are not encrypted', async () => {
		openssl('pkey', '-in', 'ec.key', '-passin', 'file:passphrase', '-out', 'clear.key');
		expect(await open('clear', 'signing')).toEqual({ ok: false, code: 'unencrypted-key' });
	});
});
