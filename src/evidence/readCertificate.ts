import * as asn1js from 'asn1js';
import { Certificate, type RelativeDistinguishedNames } from 'pkijs';

import { toHex } from './bytes';
import { subtle, type CryptoKey } from './cryptoEngine';
import { sha256Hex } from './digests';
import { decodePem, encodePem } from './pem';
import { MIN_RSA_BITS, rsaBits, type KeyPurpose } from './privateKeys';
import { accept, refuse, type Result } from '../result';

/** What people and ledgers need to know of a certificate. Plain JSON. */
export interface CertificateFacts {
	/** The one certificate, without the text that may have stood around it. */
	readonly pem: string;
	/** SHA-256 over the DER bytes, lower-case hexadecimal; `formatFingerprint` shows it as openssl does. */
	readonly fingerprint: string;
	/** Lower-case hexadecimal. */
	readonly serial: string;
	/** In the order of the certificate: `O=Rocket.Chat, CN=Legal Desk`. */
	readonly subject: string;
	readonly issuer: string;
	/** ISO 8601 UTC. */
	readonly notBefore: string;
	readonly notAfter: string;
}

export type CertificateRefusal = 'malformed-certificate' | 'unsuitable-key' | 'unsuitable-key-usage';

/** `verifying`: of somebody who signs outside, with whatever a smart card holds. */
export type CertificatePurpose = KeyPurpose | 'verifying';

const NAME_OF_ATTRIBUTE: Readonly<Record<string, string>> = {
	'2.5.4.3': 'CN',
	'2.5.4.6': 'C',
	'2.5.4.7': 'L',
	'2.5.4.8': 'ST',
	'2.5.4.10': 'O',
	'2.5.4.11': 'OU',
	'1.2.840.113549.1.9.1': 'emailAddress',
};

const KEY_USAGE_OID = '2.5.29.15';

/** Bits of the first byte of keyUsage (RFC 5280, 4.2.1.3), one of which a purpose needs. */
const NEEDED_USAGE: Readonly<Record<CertificatePurpose, number>> = {
	/** keyEncipherment */
	sealing: 0x20,
	/** digitalSignature or nonRepudiation */
	signing: 0xc0,
	verifying: 0xc0,
};

/** NIST SP 800-57 part 1: 112 bits of security, which most smart cards in use have. */
const MIN_SIGNER_RSA_BITS = 2048;

const OID = { ecPublicKey: '1.2.840.10045.2.1', p256: '1.2.840.10045.3.1.7', p384: '1.3.132.0.34', rsa: '1.2.840.113549.1.1.1' };

/**
 * Reads a certificate, our own or a supplied one, for a purpose. Who issued it and whether it is in force are not judged
 * here: a package of last year must still be read. `isInForce` answers the second.
 *
 * Refusals: `malformed-certificate`; `unsuitable-key` (not RSA of at least 3072 bits for sealing, respectively not ECDSA
 * P-256 for signing; for verifying, neither RSA of at least 2048 bits nor ECDSA P-256 or P-384); `unsuitable-key-usage` (the
 * certificate forbids the purpose).
 */
export async function readCertificate(
	pem: string,
	purpose: CertificatePurpose,
): Promise<Result<CertificateFacts, CertificateRefusal>> {
	const read = await readCertifiedKey(pem, purpose);
	return read.ok ? accept(read.value.facts) : read;
}

/** Whether an instant (ISO 8601 UTC, or Date) lies within the certificate's validity, both ends included. */
export function isInForce(facts: CertificateFacts, at: Date | string): boolean {
	const instant = new Date(at).getTime();
	return Date.parse(facts.notBefore) <= instant && instant <= Date.parse(facts.notAfter);
}

/** The facts together with the parsed certificate and its key, which can wrap (sealing) or verify (signing, verifying). */
export interface CertifiedKey {
	readonly facts: CertificateFacts;
	readonly certificate: Certificate;
	readonly publicKey: CryptoKey;
}

/** As `readCertificate`, for the modules of this folder that use the key. */
export async function readCertifiedKey(
	pem: string,
	purpose: CertificatePurpose,
): Promise<Result<CertifiedKey, CertificateRefusal>> {
	const der = decodePem('CERTIFICATE', pem);
	const certificate = der && parseCertificate(der);
	if (!certificate) return refuse('malformed-certificate');
	const publicKey = await importPublicKey(certificate, purpose);
	if (!publicKey) return refuse('unsuitable-key');
	return allows(certificate, purpose)
		? accept({ facts: stateFacts(der, certificate), certificate, publicKey })
		: refuse('unsuitable-key-usage');
}

function parseCertificate(der: Uint8Array): Certificate | undefined {
	try {
		return Certificate.fromBER(der);
	} catch {
		return undefined;
	}
}

async function importPublicKey(certificate: Certificate, purpose: CertificatePurpose): Promise<CryptoKey | undefined> {
	const spki = new Uint8Array(certificate.subjectPublicKeyInfo.toSchema().toBER());
	try {
		if (purpose === 'signing')
			return await subtle.importKey('spki', spki, { name: 'ECDSA', namedCurve: 'P-256' }, true, ['verify']);
		if (purpose === 'verifying') return await importSignerKey(certificate, spki);
		const key = await subtle.importKey('spki', spki, { name: 'RSA-OAEP', hash: 'SHA-256' }, true, ['encrypt']);
		return rsaBits(key) >= MIN_RSA_BITS ? key : undefined;
	} catch {
		return undefined;
	}
}

async function importSignerKey(certificate: Certificate, spki: Uint8Array): Promise<CryptoKey | undefined> {
	const { algorithmId, algorithmParams } = certificate.subjectPublicKeyInfo.algorithm;
	if (algorithmId === OID.rsa) {
		const key = await subtle.importKey('spki', spki, { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }, true, ['verify']);
		return rsaBits(key) >= MIN_SIGNER_RSA_BITS ? key : undefined;
	}
	const curve: unknown = algorithmParams;
	const named = curve instanceof asn1js.ObjectIdentifier ? curve.getValue() : '';
	const namedCurve = new Map([
		[OID.p256, 'P-256'],
		[OID.p384, 'P-384'],
	]).get(named);
	return algorithmId === OID.ecPublicKey && namedCurve
		? subtle.importKey('spki', spki, { name: 'ECDSA', namedCurve }, true, ['verify'])
		: undefined;
}

/** RFC 5280, 4.2.1.3: a certificate without the extension allows every use of its key. */
function allows(certificate: Certificate, purpose: CertificatePurpose): boolean {
	const usage: unknown = certificate.extensions?.find(({ extnID }) => extnID === KEY_USAGE_OID)?.parsedValue;
	if (usage === undefined) return true;
	return usage instanceof asn1js.BitString && ((usage.valueBlock.valueHexView[0] ?? 0) & NEEDED_USAGE[purpose]) !== 0;
}

function stateFacts(der: Uint8Array, certificate: Certificate): CertificateFacts {
	return {
		pem: encodePem('CERTIFICATE', der),
		fingerprint: sha256Hex(der),
		serial: toHex(certificate.serialNumber.valueBlock.valueHexView),
		subject: writeName(certificate.subject),
		issuer: writeName(certificate.issuer),
		notBefore: certificate.notBefore.value.toISOString(),
		notAfter: certificate.notAfter.value.toISOString(),
	};
}

function writeName(name: RelativeDistinguishedNames): string {
	return name.typesAndValues
		.map(({ type, value }) => `${NAME_OF_ATTRIBUTE[type] ?? type}=${String(value.valueBlock.value)}`)
		.join(', ');
}
