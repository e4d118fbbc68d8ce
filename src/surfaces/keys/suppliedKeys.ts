import type { Certificate } from '../../cases/events';
import {
	isInForce,
	keyFitsCertificate,
	listPemBlocks,
	openPrivateKey,
	readCertificate,
	reencryptPrivateKey,
	type KeyPurpose,
} from '../../evidence';
import { accept, refuse, type Result } from '../../policy/refusal';

/** A certificate and its private key, which lies encrypted under the passphrase that it was supplied with. */
export interface SuppliedKey {
	purpose: KeyPurpose;
	certificate: Certificate;
	encryptedPem: string;
}

export type SuppliedRefusal =
	| 'pem-without-keys'
	| 'unencrypted-key'
	| 'unsupported-encryption'
	| 'malformed-key'
	| 'wrong-supplied-passphrase'
	| 'key-without-certificate'
	| 'certificate-unsuitable'
	| 'certificate-not-in-force';

/**
 * Reads keys that a person pasted: PEM certificates and encrypted PKCS#8 private keys, in any order, one for sealing (RSA of
 * at least 3072 bits), one for signing (ECDSA P-256), or both.
 *
 * @param now epoch ms: a certificate that is not in force makes packages that openssl refuses
 */
export async function readSuppliedKeys(
	text: string,
	passphrase: string,
	now: number,
): Promise<Result<SuppliedKey[], SuppliedRefusal>> {
	const keys = listPemBlocks('ENCRYPTED PRIVATE KEY', text);
	if (/-----BEGIN (RSA |EC )?PRIVATE KEY-----/.test(text)) {
		return refuse(text.includes('Proc-Type: 4,ENCRYPTED') ? 'unsupported-encryption' : 'unencrypted-key');
	}
	if (keys.length === 0) {
		return refuse('pem-without-keys');
	}
	const certificates = listPemBlocks('CERTIFICATE', text);
	const supplied: SuppliedKey[] = [];
	for (const encryptedPem of keys) {
		const found = await matchKey(encryptedPem, certificates, passphrase, now);
		if (!found.ok) {
			return found;
		}
		if (supplied.some(({ purpose }) => purpose === found.value.purpose)) {
			return refuse('certificate-unsuitable');
		}
		supplied.push(found.value);
	}
	return accept(supplied);
}

async function matchKey(
	encryptedPem: string,
	certificates: readonly string[],
	passphrase: string,
	now: number,
): Promise<Result<SuppliedKey, SuppliedRefusal>> {
	let code: SuppliedRefusal = 'certificate-unsuitable';
	for (const purpose of ['sealing', 'signing'] as const) {
		const opened = await openPrivateKey({ pem: encryptedPem, passphrase, purpose });
		if (!opened.ok) {
			code = opened.code === 'unsuitable-key' ? code : nameRefusal(opened.code);
			continue;
		}
		for (const pem of certificates) {
			if (await keyFitsCertificate({ privateKey: opened.value, certificatePem: pem, purpose })) {
				const read = await readCertifiedNow(pem, purpose, now);
				return read.ok ? accept({ purpose, certificate: read.value, encryptedPem }) : read;
			}
		}
		return refuse('key-without-certificate');
	}
	return refuse(code);
}

function nameRefusal(code: string): SuppliedRefusal {
	return code === 'wrong-passphrase' ? 'wrong-supplied-passphrase' : (code as SuppliedRefusal);
}

/** Reads the certificate of a recovery key, whose private key is never on the server. */
export async function readRecoveryCertificate(
	text: string,
	now: number,
): Promise<Result<Certificate, 'certificate-unsuitable' | 'certificate-not-in-force' | 'unencrypted-key'>> {
	const [pem, another] = listPemBlocks('CERTIFICATE', text);
	if (text.includes('PRIVATE KEY')) {
		return refuse('unencrypted-key');
	}
	return pem && !another ? readCertifiedNow(pem, 'sealing', now) : refuse('certificate-unsuitable');
}

async function readCertifiedNow(
	text: string,
	purpose: KeyPurpose,
	now: number,
): Promise<Result<Certificate, 'certificate-unsuitable' | 'certificate-not-in-force'>> {
	const read = await readCertificate(text, purpose);
	if (!read.ok) {
		return refuse('certificate-unsuitable');
	}
	const { pem, fingerprint } = read.value;
	return isInForce(read.value, new Date(now)) ? accept({ pem, fingerprint }) : refuse('certificate-not-in-force');
}

/** The keys as the desk keeps them: under its one passphrase, in its own form of encryption. */
export async function adoptKeys(
	supplied: readonly SuppliedKey[],
	passphrase: string,
	newPassphrase: string,
): Promise<{ certificate: Certificate; encryptedPem: string }[]> {
	const adopted: { certificate: Certificate; encryptedPem: string }[] = [];
	for (const { purpose, certificate, encryptedPem: pem } of supplied) {
		const own = await reencryptPrivateKey({ pem, passphrase, newPassphrase, purpose });
		if (!own.ok) {
			throw new Error(`a supplied key that opened does not open: ${own.code}`);
		}
		adopted.push({ certificate, encryptedPem: own.value });
	}
	return adopted;
}
