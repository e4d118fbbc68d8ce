import { X509Certificate } from 'crypto';

import fc from 'fast-check';
import { Certificate, ContentInfo, IssuerAndSerialNumber, SignedData } from 'pkijs';

import { createTestPair, expectValue, flipBit, NOT_AFTER, NOT_BEFORE, type TestPair } from './desk';
import { createCertificate, generateKeyPair, readCertificate, signDetached, toUtf8, verifySignature } from '../../src/evidence';

// Key generation takes its time on a busy machine.
jest.setTimeout(120_000);

const content = toUtf8('ba7816bf  data/account.txt\n');
const signedAt = new Date('2026-11-23T12:34:56.789Z');
let signer: TestPair;
let signature: Uint8Array;

beforeAll(async () => {
	signer = await createTestPair('signing');
	signature = expectValue(await signDetached({ content, signedAt, ...signer }));
});

const verify = (change: Partial<Parameters<typeof verifySignature>[0]> = {}): ReturnType<typeof verifySignature> =>
	verifySignature({ content, signature, certificatePem: signer.certificatePem, ...change });

describe('a detached signature', () => {
	it('verifies, and says who signed and when, to the second', async () => {
		const { fingerprint } = expectValue(await readCertificate(signer.certificatePem, 'signing'));
		expect(expectValue(await verify())).toEqual({ signer: fingerprint, signedAt: '2026-11-23T12:34:56.000Z' });
	});

	it('does not cover other content', async () => {
		expect(await verify({ content: toUtf8('other') })).toEqual({ ok: false, code: 'changed-content' });
		expect(await verify({ content: new Uint8Array() })).toEqual({ ok: false, code: 'changed-content' });
	});

	it('is not another signer’s, even one with the same name', async () => {
		const { certificatePem } = await createTestPair('signing');
		expect(await verify({ certificatePem })).toEqual({ ok: false, code: 'other-signer' });
	});

	// RFC 5035, 5: the signed attribute names the certificate, because CMS itself leaves it outside the signature.
	it('is bound to its certificate: another one for the same key cannot be put in its place', async () => {
		const pair = await generateKeyPair('signing');
		const names = { organisation: 'Example', deskName: 'Legal Desk' };
		const certify = (): Promise<string> => createCertificate({ pair, ...names, notBefore: NOT_BEFORE, notAfter: NOT_AFTER });
		const [own, other] = [await certify(), await certify()];
		const genuine = { privateKey: pair.privateKey, certificatePem: own };
		const made = expectValue(await signDetached({ content, signedAt, ...genuine }));
		expect((await verify({ signature: made, certificatePem: own })).ok).toBe(true);
		const exchanged = exchangeCertificate(made, other);
		expect(await verify({ signature: exchanged, certificatePem: other })).toEqual({ ok: false, code: 'other-signer' });
	});

	it('law: no byte of it can change unseen', async () => {
		const [start, end] = locateCertificate();
		const positions = [...signature.keys()].filter((position) => position < start || position >= end);
		const anyPosition = fc.oneof(
			{ weight: 9, arbitrary: fc.constantFrom(...positions) },
			{ weight: 1, arbitrary: fc.integer({ min: start, max: end - 1 }) },
		);
		await fc.assert(
			fc.asyncProperty(anyPosition, fc.nat(7), async (position, bit) => {
				expect((await verify({ signature: flipBit(signature, position, bit) })).ok).toBe(false);
			}),
			{ numRuns: 150 },
		);
	});

	it('can neither be cut nor continued', async () => {
		expect((await verify({ signature: signature.slice(0, -1) })).ok).toBe(false);
		expect((await verify({ signature: Uint8Array.from([...signature, 0]) })).ok).toBe(false);
		expect(await verify({ signature: new Uint8Array() })).toEqual({ ok: false, code: 'malformed-signature' });
		expect(await verify({ signature: toUtf8('not DER') })).toEqual({ ok: false, code: 'malformed-signature' });
	});

	it('is refused where key and certificate do not belong together', async () => {
		const other = await createTestPair('signing');
		const mixed = { privateKey: other.privateKey, certificatePem: signer.certificatePem };
		expect(await signDetached({ content, signedAt, ...mixed })).toEqual({ ok: false, code: 'key-does-not-fit' });
	});

	it('is refused with a certificate that is not for signing', async () => {
		const sealing = await createTestPair('sealing');
		const input = { content, signedAt, privateKey: signer.privateKey, certificatePem: sealing.certificatePem };
		expect(await signDetached(input)).toEqual({ ok: false, code: 'unsuitable-key' });
	});
});

/** Where the signer's certificate stands in the signature: it is compared as a whole, so a few of its bytes are tried. */
function locateCertificate(): [number, number] {
	const certificate = new X509Certificate(signer.certificatePem).raw;
	const start = Buffer.from(signature).indexOf(certificate);
	expect(start).toBeGreaterThan(0);
	return [start, start + certificate.length];
}

/** The same signature, naming and carrying another certificate: neither is covered by a plain CMS signature. */
function exchangeCertificate(der: Uint8Array, pem: string): Uint8Array {
	const certificate = Certificate.fromBER(new X509Certificate(pem).raw);
	const contentInfo = ContentInfo.fromBER(der);
	const signedData = new SignedData({ schema: contentInfo.content });
	signedData.certificates = [certificate];
	signedData.signerInfos[0]!.sid = new IssuerAndSerialNumber({
		issuer: certificate.issuer,
		serialNumber: certificate.serialNumber,
	});
	contentInfo.content = signedData.toSchema(true);
	return new Uint8Array(contentInfo.toSchema().toBER());
}
