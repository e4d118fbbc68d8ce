import * as asn1js from 'asn1js';
import {
	Attribute,
	ContentInfo,
	EncapsulatedContentInfo,
	IssuerAndSerialNumber,
	SignedAndUnsignedAttributes,
	SignedData,
	SignerInfo,
	type Certificate,
} from 'pkijs';

import { compareBytes } from './bytes';
import { toX509Time } from './certificates';
import { CMS_OID } from './cmsOids';
import { engine, type CryptoKey } from './cryptoEngine';
import { sha256Bytes } from './digests';
import { readCertifiedKey, type CertificateRefusal } from './readCertificate';
import { accept, refuse, type Result } from '../result';
import { verifySignature } from './verifySignature';

/**
 * Signs bytes: a detached CAdES-BES signature (ETSI EN 319 122-1; CMS SignedData, RFC 5652) with ECDSA P-256 and SHA-256
 * and the attributes content-type, signing-time, message-digest and signing-certificate-v2 (RFC 5035). Verified by
 * `openssl cms -verify -binary -inform DER -content FILE -CAfile signer.pem`, with and without `-cades`.
 *
 * @param privateKey as `openPrivateKey` returns it for signing
 * @param signedAt the signer's own clock, to the second: a claim, not a proof of time
 * @returns DER, the content of a `.p7s` file
 * Refusals: those of `readCertificate`; `key-does-not-fit`: the certificate is for another key.
 */
export async function signDetached(input: {
	content: Uint8Array;
	privateKey: CryptoKey;
	certificatePem: string;
	signedAt: Date;
}): Promise<Result<Uint8Array, CertificateRefusal | 'key-does-not-fit'>> {
	const certified = await readCertifiedKey(input.certificatePem, 'signing');
	if (!certified.ok) return certified;
	const { certificate, facts } = certified.value;
	const signedData = new SignedData({
		version: 1,
		encapContentInfo: new EncapsulatedContentInfo({ eContentType: CMS_OID.data }),
		certificates: [certificate],
		signerInfos: [createSignerInfo(input.content, certificate, input.signedAt)],
	});
	await signedData.sign(input.privateKey, 0, 'SHA-256', undefined, engine);
	const contentInfo = new ContentInfo({ contentType: CMS_OID.signedData, content: signedData.toSchema(true) });
	const signature = new Uint8Array(contentInfo.toSchema().toBER());
	const verified = await verifySignature({ content: input.content, signature, certificatePem: facts.pem });
	return verified.ok ? accept(signature) : refuse('key-does-not-fit');
}

function createSignerInfo(content: Uint8Array, certificate: Certificate, signedAt: Date): SignerInfo {
	const certificateHash = sha256Bytes(new Uint8Array(certificate.toSchema().toBER()));
	const attributes = [
		createAttribute(CMS_OID.contentType, new asn1js.ObjectIdentifier({ value: CMS_OID.data })),
		createAttribute(CMS_OID.signingTime, toX509Time(signedAt).toSchema()),
		createAttribute(CMS_OID.messageDigest, new asn1js.OctetString({ valueHex: sha256Bytes(content) })),
		createAttribute(CMS_OID.signingCertificateV2, createSigningCertificate(certificateHash)),
	];
	return new SignerInfo({
		version: 1,
		sid: new IssuerAndSerialNumber({ issuer: certificate.issuer, serialNumber: certificate.serialNumber }),
		signedAttrs: new SignedAndUnsignedAttributes({ type: 0, attributes: attributes.sort(compareAttributes) }),
	});
}

function createAttribute(type: string, value: asn1js.BaseBlock): Attribute {
	return new Attribute({ type, values: [value] });
}

/** RFC 5035, 3: SigningCertificateV2 with one ESSCertIDv2, whose hash algorithm is the default, SHA-256. */
function createSigningCertificate(certificateHash: Uint8Array): asn1js.Sequence {
	const certId = new asn1js.Sequence({ value: [new asn1js.OctetString({ valueHex: certificateHash })] });
	return new asn1js.Sequence({ value: [new asn1js.Sequence({ value: [certId] })] });
}

/** The signature is over the DER encoding of a SET OF (RFC 5652, 5.4), whose members are sorted; pkijs does not sort them. */
function compareAttributes(left: Attribute, right: Attribute): number {
	return compareBytes(new Uint8Array(left.toSchema().toBER()), new Uint8Array(right.toSchema().toBER()));
}
