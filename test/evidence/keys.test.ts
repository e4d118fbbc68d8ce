import { createDecipheriv, pbkdf2Sync, X509Certificate } from 'crypto';

import { createTestKeys, expectValue, NOT_AFTER, NOT_BEFORE, PASSPHRASE, type TestKeys } from './desk';
import {
	createCertificate,
	encryptPrivateKey,
	formatFingerprint,
	generateKeyPair,
	isInForce,
	keyFitsCertificate,
	openPrivateKey,
	readCertificate,
	type KeyPair,
} from '../../src/evidence';

// Key generation and 600,000 rounds of PBKDF2 take their time on a busy machine.
jest.setTimeout(120_000);

let sealing: TestKeys;
let signing: TestKeys;
let signingPair: KeyPair;

beforeAll(async () => {
	sealing = await createTestKeys('sealing');
	signing = await createTestKeys('signing');
	signingPair = await generateKeyPair('signing');
});

describe('private keys', () => {
	it('are kept encrypted, and open with the passphrase', async () => {
		expect(sealing.encryptedKeyPem).toMatch(/^-----BEGIN ENCRYPTED PRIVATE KEY-----\n/);
		const opened = await openPrivateKey({ pem: sealing.encryptedKeyPem, passphrase: PASSPHRASE, purpose: 'sealing' });
		expect(expectValue(opened)).toMatchObject({ type: 'private', extractable: false, usages: ['decrypt'] });
	});

	it('open whether an accented letter was typed as one code point or two', async () => {
		const passphrase = PASSPHRASE.normalize('NFD');
		expect(passphrase).not.toBe(PASSPHRASE);
		expect((await openPrivateKey({ pem: signing.encryptedKeyPem, passphrase, purpose: 'signing' })).ok).toBe(true);
	});

	it.each(['', 'correct horse', `${PASSPHRASE} `])('refuse the wrong passphrase %j', async (passphrase) => {
		const refused = await openPrivateKey({ pem: signing.encryptedKeyPem, passphrase, purpose: 'signing' });
		expect(refused).toEqual({ ok: false, code: 'wrong-passphrase' });
	});

	it('refuse a wrong passphrase also where it leaves valid padding by chance', async () => {
		// About one wrong passphrase in 256 does. One round instead of 600,000 makes finding some quick.
		const pem = ['-----BEGIN ENCRYPTED PRIVATE KEY-----', ONE_ROUND_KEY, '-----END ENCRYPTED PRIVATE KEY-----'].join('\n');
		expect((await openPrivateKey({ pem, passphrase: 'right', purpose: 'signing' })).ok).toBe(true);
		const passphrases = Array.from({ length: 2000 }, (_, attempt) => `wrong ${attempt}`).filter(leavesValidPadding);
		expect(passphrases.length).toBeGreaterThan(0);
		for (const passphrase of passphrases) {
			const result = await openPrivateKey({ pem, passphrase, purpose: 'signing' });
			expect([passphrase, result]).toEqual([passphrase, { ok: false, code: 'wrong-passphrase' }]);
		}
	});

	it('cannot be encrypted under an empty passphrase', async () => {
		await expect(encryptPrivateKey(signingPair, '')).rejects.toThrow(RangeError);
	});

	it.each([
		['a key in clear', '-----BEGIN PRIVATE KEY-----\nMC4=\n-----END PRIVATE KEY-----', 'unencrypted-key'],
		['an EC key in clear', '-----BEGIN EC PRIVATE KEY-----\nMC4=\n-----END EC PRIVATE KEY-----', 'unencrypted-key'],
		['the old PEM encryption', '-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n', 'unsupported-encryption'],
		['other text', 'hello', 'malformed-key'],
		['broken DER', '-----BEGIN ENCRYPTED PRIVATE KEY-----\nMC4=\n-----END ENCRYPTED PRIVATE KEY-----', 'malformed-key'],
	])('refuse %s', async (_name, pem, code) => {
		expect(await openPrivateKey({ pem, passphrase: PASSPHRASE, purpose: 'signing' })).toEqual({ ok: false, code });
	});

	it('refuse a key that is for the other purpose', async () => {
		const input = { pem: signing.encryptedKeyPem, passphrase: PASSPHRASE, purpose: 'sealing' as const };
		expect(await openPrivateKey(input)).toEqual({ ok: false, code: 'unsuitable-key' });
	});
});

describe('certificates', () => {
	it('say who, from when until when, and have the fingerprint that others compute', async () => {
		const facts = expectValue(await readCertificate(sealing.certificatePem, 'sealing'));
		const reference = new X509Certificate(sealing.certificatePem);
		expect(facts).toMatchObject({
			subject: 'O=Example Wörkspace, CN=Legal Desk',
			issuer: 'O=Example Wörkspace, CN=Legal Desk',
			notBefore: NOT_BEFORE.toISOString(),
			notAfter: NOT_AFTER.toISOString(),
			serial: reference.serialNumber.toLowerCase(),
			pem: sealing.certificatePem,
		});
		expect(formatFingerprint(facts.fingerprint)).toBe(reference.fingerprint256);
		expect(reference.verify(reference.publicKey)).toBe(true);
	});

	it('are read out of surrounding text and Windows line ends', async () => {
		const pem = `subject=O = Example\r\n${sealing.certificatePem.replace(/\n/g, '\r\n')}`;
		expect(expectValue(await readCertificate(pem, 'sealing')).pem).toBe(sealing.certificatePem);
	});

	it('write years from 2050 in four digits', async () => {
		const notAfter = new Date('2061-02-03T04:05:06.789Z');
		const names = { organisation: 'O', deskName: 'D' };
		const pem = await createCertificate({ pair: signingPair, ...names, notBefore: NOT_BEFORE, notAfter });
		expect(expectValue(await readCertificate(pem, 'signing')).notAfter).toBe('2061-02-03T04:05:06.000Z');
		expect(new X509Certificate(pem).validTo).toBe('Feb  3 04:05:06 2061 GMT');
	});

	it('have a new serial number each', async () => {
		const input = { pair: signingPair, organisation: 'O', deskName: 'D', notBefore: NOT_BEFORE, notAfter: NOT_AFTER };
		const [one, two] = await Promise.all([createCertificate(input), createCertificate(input)]);
		const serials = [one, two].map((pem) => new X509Certificate(pem).serialNumber);
		expect(new Set(serials).size).toBe(2);
	});

	it.each([
		['no name', { organisation: ' ' }],
		['a name of 65 characters', { deskName: 'x'.repeat(65) }],
		['an end before the start', { notAfter: NOT_BEFORE }],
		['an invalid date', { notAfter: new Date(Number.NaN) }],
	])('are not made with %s', async (_name, change) => {
		const input = { pair: signingPair, organisation: 'O', deskName: 'D', notBefore: NOT_BEFORE, notAfter: NOT_AFTER };
		await expect(createCertificate({ ...input, ...change })).rejects.toThrow(RangeError);
	});

	it('serve one purpose only', async () => {
		expect(await readCertificate(sealing.certificatePem, 'signing')).toEqual({ ok: false, code: 'unsuitable-key' });
		expect(await readCertificate(signing.certificatePem, 'sealing')).toEqual({ ok: false, code: 'unsuitable-key' });
		expect(await readCertificate('hello', 'signing')).toEqual({ ok: false, code: 'malformed-certificate' });
	});

	it('are in force from the first to the last instant', async () => {
		const facts = expectValue(await readCertificate(signing.certificatePem, 'signing'));
		const answers = ['2019-12-31T23:59:59.999Z', '2020-01-01T00:00:00Z', '2049-12-31T23:59:59Z', '2049-12-31T23:59:59.001Z'];
		expect(answers.map((at) => isInForce(facts, at))).toEqual([false, true, true, false]);
	});
});

describe('keyFitsCertificate', () => {
	it('tells the right pair from any other', async () => {
		const { certificatePem } = signing;
		expect(await keyFitsCertificate({ privateKey: signing.privateKey, certificatePem, purpose: 'signing' })).toBe(true);
		expect(await keyFitsCertificate({ privateKey: signingPair.privateKey, certificatePem, purpose: 'signing' })).toBe(false);
		expect(await keyFitsCertificate({ privateKey: sealing.privateKey, certificatePem, purpose: 'signing' })).toBe(false);
		const sealingPair = { privateKey: sealing.privateKey, certificatePem: sealing.certificatePem };
		expect(await keyFitsCertificate({ ...sealingPair, purpose: 'sealing' })).toBe(true);
		expect(await keyFitsCertificate({ ...sealingPair, purpose: 'signing' })).toBe(false);
	});
});

/** Whether AES-CBC under this passphrase ends in bytes that look like padding. */
function leavesValidPadding(passphrase: string): boolean {
	const der = Buffer.from(ONE_ROUND_KEY, 'base64');
	const [salt, iv, encrypted] = [der.subarray(36, 44), der.subarray(-163, -147), der.subarray(-144)];
	const decipher = createDecipheriv('aes-256-cbc', pbkdf2Sync(passphrase, salt, 1, 32, 'sha256'), iv);
	decipher.update(encrypted);
	try {
		decipher.final();
		return true;
	} catch {
		return false;
	}
}

/** `openssl pkcs8 -topk8 -v2 aes-256-cbc -iter 1 -passout pass:right` of a P-256 key made for this test. */
const ONE_ROUND_KEY =
	'MIHrMFYGCSqGSIb3DQEFDTBJMCgGCSqGSIb3DQEFDDAbBAjvx79fTPn5JQIBATAMBggqhkiG9w0CCQUAMB0GCWCGSAFlAwQBKgQQ8XLYRXBMEh0xWdJ4dEfaHgSBkEoJjgy17DfOBxVNqj+H9xtI8vFxQot3u3p0IX71y1k9Y87sy35rGza5I/+hnzqaldL0QCMZWceVLJwGeE79Ca56u1hxLgYDiJ4cu7uNsyhwARUzgjZxuY+gd1clkcBkMr1/RfON3yFQf0Ndi88EEHNNyz+MjmGq39dzTE2vLrZMLFTi4mrkSKd43fEOwSVZtQ==';
