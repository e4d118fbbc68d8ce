import { readCertificate, signDetached, toUtf8, verifySignature } from '../../src/evidence';
import { createTestKeys, expectValue, flipBit, type TestKeys } from './desk';

// Key generation and 600,000 rounds of PBKDF2 take their time on a busy machine.
jest.setTimeout(120_000);

const content = toUtf8('ba7816bf  data/account.txt\n');
const signedAt = new Date('2026-11-23T12:34:56.789Z');
let signer: TestKeys;
let signature: Uint8Array;

beforeAll(async () => {
	signer = await createTestKeys('signing');
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
		const { certificatePem } = await createTestKeys('signing');
		expect(await verify({ certificatePem })).toEqual({ ok: false, code: 'other-signer' });
	});

	it('law: no byte of it can change unseen', async () => {
		const unseen: number[] = [];
		for (let position = 0; position < signature.length; position += 1) {
			if ((await verify({ signature: flipBit(signature, position, position % 8) })).ok) unseen.push(position);
		}
		expect(unseen).toEqual([]);
	});

	it('can neither be cut nor continued', async () => {
		expect((await verify({ signature: signature.slice(0, -1) })).ok).toBe(false);
		expect((await verify({ signature: Uint8Array.from([...signature, 0]) })).ok).toBe(false);
		expect(await verify({ signature: new Uint8Array() })).toEqual({ ok: false, code: 'malformed-signature' });
		expect(await verify({ signature: toUtf8('not DER') })).toEqual({ ok: false, code: 'malformed-signature' });
	});

	it('is refused where key and certificate do not belong together', async () => {
		const other = await createTestKeys('signing');
		const mixed = { privateKey: other.privateKey, certificatePem: signer.certificatePem };
		expect(await signDetached({ content, signedAt, ...mixed })).toEqual({ ok: false, code: 'key-does-not-fit' });
	});

	it('is refused with a certificate that is not for signing', async () => {
		const sealing = await createTestKeys('sealing');
		const input = { content, signedAt, privateKey: signer.privateKey, certificatePem: sealing.certificatePem };
		expect(await signDetached(input)).toEqual({ ok: false, code: 'unsuitable-key' });
	});
});
