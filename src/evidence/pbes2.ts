import { randomBytes } from 'crypto';

import * as asn1js from 'asn1js';
import { AlgorithmIdentifier, PBES2Params, PBKDF2Params, PKCS8ShroudedKeyBag } from 'pkijs';

import { toUtf8 } from './bytes';
import { subtle } from './cryptoEngine';
import { accept, refuse, type Result } from '../result';

/** OWASP Password Storage Cheat Sheet (2023) for PBKDF2-HMAC-SHA-256; 0.1 to 0.4 s on the machines that run workspaces. */
export const PBKDF2_ROUNDS = 600_000;

/** A supplied file may ask for any number of rounds; more than this would only hold up the server. */
const MAX_ROUNDS = 10_000_000;

const OID = {
	pbes2: '1.2.840.113549.1.5.13',
	pbkdf2: '1.2.840.113549.1.5.12',
	hmacSha256: '1.2.840.113549.2.9',
	aes256Cbc: '2.16.840.1.101.3.4.1.42',
};

const HASH_OF_PRF: Readonly<Record<string, string>> = {
	[OID.hmacSha256]: 'SHA-256',
	'1.2.840.113549.2.10': 'SHA-384',
	'1.2.840.113549.2.11': 'SHA-512',
};

const AES_BITS: Readonly<Record<string, number>> = {
	'2.16.840.1.101.3.4.1.2': 128,
	'2.16.840.1.101.3.4.1.22': 192,
	[OID.aes256Cbc]: 256,
};

interface Recipe {
	passphrase: string;
	salt: Uint8Array;
	rounds: number;
	hash: string;
	aesBits: number;
}

/**
 * Encrypts a PKCS#8 private key under a passphrase (RFC 8018 PBES2: PBKDF2-HMAC-SHA-256, AES-256-CBC).
 *
 * @param pkcs8 DER PrivateKeyInfo
 * @returns DER EncryptedPrivateKeyInfo, which `openssl pkey -inform DER` opens
 */
export async function encryptPkcs8(pkcs8: Uint8Array, passphrase: string): Promise<Uint8Array> {
	const salt = Uint8Array.from(randomBytes(16));
	const iv = Uint8Array.from(randomBytes(16));
	const key = await deriveKey({ passphrase, salt, rounds: PBKDF2_ROUNDS, hash: 'SHA-256', aesBits: 256 });
	const encrypted = await subtle.encrypt({ name: 'AES-CBC', iv }, key, pkcs8);
	const derivation = new PBKDF2Params({
		salt: new asn1js.OctetString({ valueHex: salt }),
		iterationCount: PBKDF2_ROUNDS,
		prf: new AlgorithmIdentifier({ algorithmId: OID.hmacSha256, algorithmParams: new asn1js.Null() }),
	});
	const scheme = new PBES2Params({
		keyDerivationFunc: new AlgorithmIdentifier({ algorithmId: OID.pbkdf2, algorithmParams: derivation.toSchema() }),
		encryptionScheme: new AlgorithmIdentifier({
			algorithmId: OID.aes256Cbc,
			algorithmParams: new asn1js.OctetString({ valueHex: iv }),
		}),
	});
	const bag = new PKCS8ShroudedKeyBag({
		encryptionAlgorithm: new AlgorithmIdentifier({ algorithmId: OID.pbes2, algorithmParams: scheme.toSchema() }),
		encryptedData: new asn1js.OctetString({ valueHex: encrypted }),
	});
	return new Uint8Array(bag.toSchema().toBER());
}

/**
 * Decrypts what `encryptPkcs8` or `openssl genpkey -aes256` wrote.
 *
 * @returns DER bytes. With a wrong passphrase one decryption in about 256 yields noise rather than a refusal: the caller
 * must still read the bytes as a key.
 * Refusals: `malformed-key` (not an EncryptedPrivateKeyInfo), `unsupported-encryption` (not PBES2 with PBKDF2 and AES-CBC:
 * `openssl pkcs8 -topk8 -v2 aes-256-cbc` converts it), `wrong-passphrase`.
 */
export async function decryptPkcs8(
	der: Uint8Array,
	passphrase: string,
): Promise<Result<Uint8Array, 'malformed-key' | 'unsupported-encryption' | 'wrong-passphrase'>> {
	let bag: PKCS8ShroudedKeyBag;
	try {
		bag = PKCS8ShroudedKeyBag.fromBER(der);
	} catch {
		return refuse('malformed-key');
	}
	const scheme = readScheme(bag.encryptionAlgorithm, passphrase);
	if (!scheme) return refuse('unsupported-encryption');
	const key = await deriveKey(scheme.recipe);
	try {
		const pkcs8 = await subtle.decrypt({ name: 'AES-CBC', iv: scheme.iv }, key, bag.encryptedData.valueBlock.valueHexView);
		return accept(new Uint8Array(pkcs8));
	} catch {
		return refuse('wrong-passphrase');
	}
}

function readScheme(algorithm: AlgorithmIdentifier, passphrase: string): { recipe: Recipe; iv: Uint8Array } | undefined {
	if (algorithm.algorithmId !== OID.pbes2) return undefined;
	try {
		const { keyDerivationFunc, encryptionScheme } = new PBES2Params({ schema: algorithm.algorithmParams });
		if (keyDerivationFunc.algorithmId !== OID.pbkdf2) return undefined;
		const { salt, iterationCount, prf } = new PBKDF2Params({ schema: keyDerivationFunc.algorithmParams });
		const hash = HASH_OF_PRF[prf?.algorithmId ?? ''];
		const aesBits = AES_BITS[encryptionScheme.algorithmId];
		const iv: unknown = encryptionScheme.algorithmParams;
		if (!hash || !aesBits || iterationCount > MAX_ROUNDS) return undefined;
		if (!(salt instanceof asn1js.OctetString) || !(iv instanceof asn1js.OctetString)) return undefined;
		return {
			recipe: { passphrase, salt: salt.valueBlock.valueHexView, rounds: iterationCount, hash, aesBits },
			iv: iv.valueBlock.valueHexView,
		};
	} catch {
		return undefined;
	}
}

// The same accented letter may be typed as one code point or two; NFC makes them one, and is what terminals send to openssl.
async function deriveKey({ passphrase, salt, rounds, hash, aesBits }: Recipe): ReturnType<typeof subtle.deriveKey> {
	const material = await subtle.importKey('raw', toUtf8(passphrase.normalize('NFC')), 'PBKDF2', false, ['deriveKey']);
	const algorithm = { name: 'PBKDF2', salt, iterations: rounds, hash };
	return subtle.deriveKey(algorithm, material, { name: 'AES-CBC', length: aesBits }, false, ['encrypt', 'decrypt']);
}
