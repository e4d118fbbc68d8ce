import { createHash, randomBytes } from 'crypto';

import * as asn1js from 'asn1js';
import { BasicConstraints, Certificate, ExtKeyUsage, Extension, RelativeDistinguishedNames, Time } from 'pkijs';

import { engine, type CryptoKey } from './cryptoEngine';
import { encodePem } from './pem';
import type { KeyPair, KeyPurpose } from './privateKeys';

const OID = {
	organisation: '2.5.4.10',
	commonName: '2.5.4.3',
	subjectKeyIdentifier: '2.5.29.14',
	keyUsage: '2.5.29.15',
	basicConstraints: '2.5.29.19',
	extendedKeyUsage: '2.5.29.37',
	emailProtection: '1.3.6.1.5.5.7.3.4',
};

/** RFC 5280, appendix A: ub-organization-name and ub-common-name. */
export const MAX_NAME_LENGTH = 64;

/** RFC 5280, 4.2.1.3, as the one byte of the bit string with the count of its unused bits. */
const KEY_USAGE: Readonly<Record<KeyPurpose, { bits: number; unusedBits: number }>> = {
	/** keyEncipherment (bit 2) */
	sealing: { bits: 0x20, unusedBits: 5 },
	/** digitalSignature (bit 0) and nonRepudiation (bit 1) */
	signing: { bits: 0xc0, unusedBits: 6 },
};

/**
 * The desk's own, self-signed X.509 v3 certificate for a new key pair. A self-signed certificate says who claims the key;
 * that the claim is true is shown by its fingerprint, published apart from it (in letters and on the operator's site).
 *
 * @param organisation subject O, at most 64 characters
 * @param deskName subject CN, at most 64 characters
 * @param notBefore first instant of validity; parts of a second are cut off, as X.509 has none
 * @param notAfter last instant of validity
 * @returns PEM
 * @throws RangeError for a name that is empty or too long, or for a validity that ends before it starts: forms check first
 */
export async function createCertificate(input: {
	pair: KeyPair;
	organisation: string;
	deskName: string;
	notBefore: Date;
	notAfter: Date;
}): Promise<string> {
	checkNames(input.organisation, input.deskName);
	if (!(input.notBefore < input.notAfter)) throw new RangeError('createCertificate: the validity ends before it starts');
	const certificate = new Certificate();
	certificate.version = 2; // X.509 v3
	certificate.serialNumber = new asn1js.Integer({ valueHex: createSerial() });
	certificate.issuer = createName(input.organisation, input.deskName);
	certificate.subject = createName(input.organisation, input.deskName);
	certificate.notBefore = toX509Time(input.notBefore);
	certificate.notAfter = toX509Time(input.notAfter);
	await certificate.subjectPublicKeyInfo.importKey(input.pair.publicKey, engine);
	certificate.extensions = createExtensions(input.pair.purpose, certificate);
	await signCertificate(certificate, input.pair.privateKey);
	return encodePem('CERTIFICATE', new Uint8Array(certificate.toSchema(true).toBER()));
}

function createExtensions(purpose: KeyPurpose, certificate: Certificate): Extension[] {
	const { bits, unusedBits } = KEY_USAGE[purpose];
	const publicKey = certificate.subjectPublicKeyInfo.subjectPublicKey.valueBlock.valueHexView;
	// RFC 7093, method 1: the leftmost 160 bits of SHA-256.
	const keyIdentifier = Uint8Array.from(createHash('sha256').update(publicKey).digest().subarray(0, 20));
	const extensions = [
		createExtension(OID.basicConstraints, true, new BasicConstraints({ cA: false }).toSchema()),
		createExtension(OID.keyUsage, true, new asn1js.BitString({ valueHex: Uint8Array.of(bits), unusedBits })),
		createExtension(OID.subjectKeyIdentifier, false, new asn1js.OctetString({ valueHex: keyIdentifier })),
	];
	// `openssl cms -verify` asks for this purpose unless it is told `-purpose any`.
	if (purpose === 'signing') {
		const usages = new ExtKeyUsage({ keyPurposes: [OID.emailProtection] });
		extensions.push(createExtension(OID.extendedKeyUsage, false, usages.toSchema()));
	}
	return extensions;
}

function createExtension(extnID: string, critical: boolean, value: { toBER(): ArrayBuffer }): Extension {
	return new Extension({ extnID, critical, extnValue: value.toBER() });
}

/** One attribute to each relative name. pkijs on its own would write both as one, which readers show as `O = … + CN = …`. */
function createName(organisation: string, deskName: string): RelativeDistinguishedNames {
	const relativeName = (type: string, value: string): asn1js.Set => {
		const attribute = new asn1js.Sequence({
			value: [new asn1js.ObjectIdentifier({ value: type }), new asn1js.Utf8String({ value })],
		});
		return new asn1js.Set({ value: [attribute] });
	};
	const name = new asn1js.Sequence({
		value: [relativeName(OID.organisation, organisation), relativeName(OID.commonName, deskName)],
	});
	return RelativeDistinguishedNames.fromBER(name.toBER());
}

/** As `Certificate.sign`, with the NULL that RFC 4055, 5 demands after the algorithm of an RSA signature. */
async function signCertificate(certificate: Certificate, privateKey: CryptoKey): Promise<void> {
	const { signatureAlgorithm, parameters } = await engine.getSignatureParameters(privateKey, 'SHA-256');
	if (privateKey.algorithm.name === 'RSASSA-PKCS1-v1_5') signatureAlgorithm.algorithmParams = new asn1js.Null();
	certificate.signature = signatureAlgorithm;
	certificate.signatureAlgorithm = signatureAlgorithm;
	certificate.tbsView = new Uint8Array(certificate.encodeTBS().toBER());
	const signature = await engine.signWithPrivateKey(certificate.tbsView, privateKey, parameters);
	certificate.signatureValue = new asn1js.BitString({ valueHex: signature });
}

/** RFC 5280, 4.1.2.2: positive, at most 20 bytes. The first byte is set so that DER adds and drops none. */
function createSerial(): Uint8Array {
	const serial = Uint8Array.from(randomBytes(16));
	serial[0] = ((serial[0] ?? 0) & 0x3f) | 0x40;
	return serial;
}

/** RFC 5280, 4.1.2.5: UTCTime through 2049, GeneralizedTime from 2050; both without parts of a second. */
export function toX509Time(instant: Date): Time {
	const value = new Date(Math.floor(instant.getTime() / 1000) * 1000);
	return new Time({ type: value.getUTCFullYear() < 2050 ? 0 : 1, value });
}

function checkNames(...names: readonly string[]): void {
	for (const name of names) {
		if (name.trim() === '' || [...name].length > MAX_NAME_LENGTH) {
			throw new RangeError(`createCertificate: a name must have 1 to ${MAX_NAME_LENGTH} characters`);
		}
	}
}
