import {
	createCertificate,
	encryptPrivateKey,
	generateKeyPair,
	openPrivateKey,
	type CryptoKey,
	type KeyPair,
	type KeyPurpose,
	type Result,
} from '../../src/evidence';

/** A desk's keys as the app uses them, for tests. */
export interface TestPair {
	certificatePem: string;
	privateKey: CryptoKey;
}

/** A desk's keys as the app keeps and uses them. */
export interface TestKeys extends TestPair {
	encryptedKeyPem: string;
}

export const PASSPHRASE = 'correct horse – Bühne 7';
/** Wide, because openssl judges by the clock of the machine that runs the tests. */
export const NOT_BEFORE = new Date('2020-01-01T00:00:00Z');
export const NOT_AFTER = new Date('2049-12-31T23:59:59Z');

async function createPair(
	purpose: KeyPurpose,
	deskName: string,
	notAfter: Date,
): Promise<{ pair: KeyPair; certificatePem: string }> {
	const pair = await generateKeyPair(purpose);
	const names = { organisation: 'Example Wörkspace', deskName };
	return { pair, certificatePem: await createCertificate({ pair, ...names, notBefore: NOT_BEFORE, notAfter }) };
}

/** Without the rounds of key derivation that keeping a key takes, for tests to which only its use matters. */
export async function createTestPair(purpose: KeyPurpose, deskName = 'Legal Desk', notAfter = NOT_AFTER): Promise<TestPair> {
	const { pair, certificatePem } = await createPair(purpose, deskName, notAfter);
	return { certificatePem, privateKey: pair.privateKey };
}

export async function createTestKeys(purpose: KeyPurpose, deskName = 'Legal Desk', notAfter = NOT_AFTER): Promise<TestKeys> {
	const { pair, certificatePem } = await createPair(purpose, deskName, notAfter);
	const encryptedKeyPem = await encryptPrivateKey(pair, PASSPHRASE);
	const privateKey = expectValue(await openPrivateKey({ pem: encryptedKeyPem, passphrase: PASSPHRASE, purpose }));
	return { certificatePem, encryptedKeyPem, privateKey };
}

/** The value of an accepted result; fails the test with the refusal's code otherwise. */
export function expectValue<T>(result: Result<T>): T {
	if (!result.ok) throw new Error(`refused: ${result.code} ${JSON.stringify(result.params ?? {})}`);
	return result.value;
}

/** The same bytes with one bit turned over. */
export function flipBit(bytes: Uint8Array, position: number, bit = 0): Uint8Array {
	const flipped = Uint8Array.from(bytes);
	flipped[position] = (flipped[position] ?? 0) ^ (1 << bit);
	return flipped;
}
