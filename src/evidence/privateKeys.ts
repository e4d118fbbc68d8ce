import { subtle, type CryptoKey } from './cryptoEngine';
import { decryptPkcs8, encryptPkcs8 } from './pbes2';
import { decodePem, encodePem } from './pem';
import { accept, refuse, type Refusal, type Result } from '../result';

/** What a key of the desk is for: opening sealed snapshots (RSA), or signing packages (ECDSA P-256). */
export type KeyPurpose = 'sealing' | 'signing';

/** NIST SP 800-57 part 1: 128 bits of security. */
export const MIN_RSA_BITS = 3072;

/**
 * A new pair, to be certified (`createCertificate`), encrypted (`encryptPrivateKey`) and forgotten. The private key of a
 * sealing pair can sign at this point, and only for its own certificate; as `openPrivateKey` returns it, it can only unwrap.
 */
export interface KeyPair {
	readonly purpose: KeyPurpose;
	readonly privateKey: CryptoKey;
	readonly publicKey: CryptoKey;
}

export type KeyRefusal = 'unencrypted-key' | 'malformed-key' | 'unsupported-encryption' | 'wrong-passphrase' | 'unsuitable-key';

/** Generates RSA-3072 for sealing (0.1 to 2 s, off the event loop) or ECDSA P-256 for signing. */
export async function generateKeyPair(purpose: KeyPurpose): Promise<KeyPair> {
	const algorithm =
		purpose === 'signing'
			? { name: 'ECDSA', namedCurve: 'P-256' }
			: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength: MIN_RSA_BITS, publicExponent: new Uint8Array([1, 0, 1]) };
	const { privateKey, publicKey } = await subtle.generateKey(algorithm, true, ['sign', 'verify']);
	return { purpose, privateKey, publicKey };
}

/**
 * The private key as the file that is kept: PEM `ENCRYPTED PRIVATE KEY` (PKCS#8, PBES2, PBKDF2-HMAC-SHA-256 with 600,000
 * rounds, AES-256-CBC), which `openssl pkey -in` opens.
 *
 * @throws RangeError for an empty passphrase
 */
export async function encryptPrivateKey(pair: KeyPair, passphrase: string): Promise<string> {
	if (passphrase === '') throw new RangeError('encryptPrivateKey: the passphrase is empty');
	const pkcs8 = new Uint8Array(await subtle.exportKey('pkcs8', pair.privateKey));
	const encrypted = await encryptPkcs8(pkcs8, passphrase);
	pkcs8.fill(0);
	return encodePem('ENCRYPTED PRIVATE KEY', encrypted);
}

/**
 * Opens an encrypted private key, ours or one made by `openssl genpkey -aes256`. Takes 0.1 to 0.4 s, off the event loop.
 *
 * @returns a key that cannot be exported: for sealing it can only unwrap (RSA-OAEP-SHA-256), for signing only sign.
 * Refusals: `unencrypted-key` (a key in clear is never accepted), `malformed-key`, `unsupported-encryption` (see
 * `decryptPkcs8`), `wrong-passphrase`, `unsuitable-key` (not RSA of at least 3072 bits, respectively not ECDSA P-256).
 */
export async function openPrivateKey(input: {
	pem: string;
	passphrase: string;
	purpose: KeyPurpose;
}): Promise<Result<CryptoKey, KeyRefusal>> {
	const der = decodePem('ENCRYPTED PRIVATE KEY', input.pem);
	if (!der) return refuse(nameOtherKey(input.pem));
	const decrypted = await decryptPkcs8(der, input.passphrase);
	if (!decrypted.ok) return decrypted;
	const key = await importPkcs8(decrypted.value, input.purpose);
	decrypted.value.fill(0);
	return key;
}

/**
 * The same private key under another passphrase; a supplied one comes out in the form that `encryptPrivateKey` writes.
 *
 * Refusals: those of `openPrivateKey`.
 * @throws RangeError for an empty new passphrase
 */
export async function reencryptPrivateKey(input: {
	pem: string;
	passphrase: string;
	newPassphrase: string;
	purpose: KeyPurpose;
}): Promise<Result<string, KeyRefusal>> {
	if (input.newPassphrase === '') throw new RangeError('reencryptPrivateKey: the passphrase is empty');
	const der = decodePem('ENCRYPTED PRIVATE KEY', input.pem);
	if (!der) return refuse(nameOtherKey(input.pem));
	const decrypted = await decryptPkcs8(der, input.passphrase);
	if (!decrypted.ok) return decrypted;
	const key = await importPkcs8(decrypted.value, input.purpose);
	const encrypted = key.ok ? await encryptPkcs8(decrypted.value, input.newPassphrase) : undefined;
	decrypted.value.fill(0);
	return encrypted ? accept(encodePem('ENCRYPTED PRIVATE KEY', encrypted)) : (key as Refusal<KeyRefusal>);
}

function nameOtherKey(pem: string): 'unencrypted-key' | 'unsupported-encryption' | 'malformed-key' {
	if (!/-----BEGIN (RSA |EC )?PRIVATE KEY-----/.test(pem)) return 'malformed-key';
	// The form of OpenSSL before 1.0: one round of MD5 stands between a guess and the key.
	return pem.includes('Proc-Type: 4,ENCRYPTED') ? 'unsupported-encryption' : 'unencrypted-key';
}

async function importPkcs8(
	pkcs8: Uint8Array,
	purpose: KeyPurpose,
): Promise<Result<CryptoKey, 'wrong-passphrase' | 'unsuitable-key'>> {
	// An unlucky wrong passphrase leaves valid padding around noise; noise is not a DER SEQUENCE of just this length.
	if (!isWholeSequence(pkcs8)) return refuse('wrong-passphrase');
	try {
		if (purpose === 'signing') {
			return accept(await subtle.importKey('pkcs8', pkcs8, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign']));
		}
		const key = await subtle.importKey('pkcs8', pkcs8, { name: 'RSA-OAEP', hash: 'SHA-256' }, false, ['decrypt']);
		return rsaBits(key) >= MIN_RSA_BITS ? accept(key) : refuse('unsuitable-key', { bits: rsaBits(key) });
	} catch {
		return refuse('unsuitable-key');
	}
}

function isWholeSequence(der: Uint8Array): boolean {
	const [tag, first = 0, second = 0, third = 0] = der;
	if (tag !== 0x30) return false;
	if (first < 0x80) return der.length === 2 + first;
	if (first === 0x81) return der.length === 3 + second;
	return first === 0x82 && der.length === 4 + second * 256 + third;
}

/** Length of an RSA key's modulus in bits; 0 for another kind of key. */
export function rsaBits(key: CryptoKey): number {
	return 'modulusLength' in key.algorithm ? Number(key.algorithm.modulusLength) : 0;
}
