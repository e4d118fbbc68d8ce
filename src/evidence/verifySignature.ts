import * as asn1js from 'asn1js';
import {
	AlgorithmIdentifier,
	ContentInfo,
	IssuerAndSerialNumber,
	RSASSAPSSParams,
	SignedData,
	type Attribute,
	type Certificate,
	type SignerInfo,
} from 'pkijs';

import { equalBytes, toHex } from './bytes';
import { CMS_OID } from './cmsOids';
import { engine } from './cryptoEngine';
import { sha256Bytes, sha256Hex } from './digests';
import { readCertifiedKey, type CertificateRefusal } from './readCertificate';
import { accept, refuse, type Result } from '../result';

export type SignatureRefusal =
	| CertificateRefusal
	| 'malformed-signature'
	| 'unsupported-signature'
	| 'other-signer'
	| 'changed-content'
	| 'invalid-signature';

export interface VerifiedSignature {
	/** The signer's own claim, ISO 8601 UTC. */
	readonly signedAt: string;
	/** Fingerprint of the signer's certificate. */
	readonly signer: string;
}

/**
 * Verifies a detached CAdES-BES signature against the certificate of the expected signer: ours, or one made outside by
 * `openssl cms -sign -binary -cades -md sha256 -outform DER` with RSA (PKCS #1 v1.5 or PSS) or ECDSA P-256 or P-384, as smart
 * cards do. Stricter than openssl: also what CMS leaves outside the signature (versions, algorithm parameters, the signer's
 * name, the encoding itself) must be as it is written, so that no byte of the file can change unseen, but for what has two
 * names in the standards: RSA as such or with SHA-256, and SHA-256 with NULL or nothing after it. Certificates of issuers may stand beside the signer's, as CMS intends. Whether the
 * certificate was in force, and who issued it, is for the caller (`isInForce`).
 *
 * Refusals: those of `readCertificate`; `malformed-signature`; `unsupported-signature` (not one signer with RSA or ECDSA and
 * SHA-256, or an attribute of CAdES-BES is missing); `other-signer`; `changed-content`; `invalid-signature`.
 */
export async function verifySignature(input: {
	content: Uint8Array;
	signature: Uint8Array;
	certificatePem: string;
}): Promise<Result<VerifiedSignature, SignatureRefusal>> {
	const expected = await readCertifiedKey(input.certificatePem, 'verifying');
	if (!expected.ok) return expected;
	const signedData = parseSignedData(input.signature);
	const signerInfo = signedData?.signerInfos[0];
	if (!signedData || !signerInfo) return refuse('malformed-signature');
	const signedAttributes = readSignedAttributes(signerInfo);
	const { certificate, facts } = expected.value;
	if (!signedAttributes || !isSupported(signedData, signerInfo) || !isSupportedBy(signerInfo)) {
		return refuse('unsupported-signature');
	}
	if (signedAttributes.certificateHash !== facts.fingerprint || !names(signerInfo, certificate)) return refuse('other-signer');
	if (!equalBytes(signedAttributes.messageDigest, sha256Bytes(input.content))) return refuse('changed-content');
	const signer = await findVerifiedSigner(signedData, input.content);
	if (!signer) return refuse('invalid-signature');
	if (sha256Hex(signer) !== facts.fingerprint) return refuse('other-signer');
	return accept({ signedAt: signedAttributes.signedAt, signer: facts.fingerprint });
}

function parseSignedData(der: Uint8Array): SignedData | undefined {
	try {
		const contentInfo = ContentInfo.fromBER(der);
		if (contentInfo.contentType !== CMS_OID.signedData) return undefined;
		const signedData = new SignedData({ schema: contentInfo.content });
		const rebuilt = new ContentInfo({ contentType: CMS_OID.signedData, content: signedData.toSchema(true) });
		return equalBytes(new Uint8Array(rebuilt.toSchema().toBER()), der) ? signedData : undefined;
	} catch {
		return undefined;
	}
}

/** RFC 5652, 5.1 and 5.3: both versions are 1 for plain content and a signer named by issuer and serial number. */
function isSupported(signedData: SignedData, signerInfo: SignerInfo): boolean {
	const { eContentType, eContent } = signedData.encapContentInfo;
	const [digestAlgorithm, ...others] = signedData.digestAlgorithms;
	return (
		signedData.version === 1 &&
		signerInfo.version === 1 &&
		signedData.signerInfos.length === 1 &&
		others.length === 0 &&
		isSha256(digestAlgorithm) &&
		isSha256(signerInfo.digestAlgorithm) &&
		signerInfo.unsignedAttrs === undefined &&
		signedData.crls === undefined &&
		eContentType === CMS_OID.data &&
		eContent === undefined
	);
}

/** Whether the signature is of a kind that is read here, with SHA-256, and named in a way that means nothing else. */
function isSupportedBy({ signatureAlgorithm, signature }: SignerInfo): boolean {
	const params: unknown = signatureAlgorithm.algorithmParams;
	switch (signatureAlgorithm.algorithmId) {
		case CMS_OID.ecdsaWithSha256:
			return params === undefined && isEcdsaSignature(signature);
		case CMS_OID.rsaEncryption:
		case CMS_OID.sha256WithRsa:
			return params === undefined || params instanceof asn1js.Null;
		case CMS_OID.rsaPss:
			return isPssWithSha256(params);
		default:
			return false;
	}
}

/** RFC 4055, 3.1: SHA-256 for the digest and the mask; the salt may have any length, which the signature itself holds to. */
function isPssWithSha256(params: unknown): boolean {
	try {
		const { hashAlgorithm, maskGenAlgorithm, trailerField } = new RSASSAPSSParams({ schema: params });
		const mask = new AlgorithmIdentifier({ schema: maskGenAlgorithm.algorithmParams });
		return isSha256(hashAlgorithm) && maskGenAlgorithm.algorithmId === CMS_OID.mgf1 && isSha256(mask) && trailerField === 1;
	} catch {
		return false;
	}
}

/** RFC 5754, 2: the parameters are absent or NULL. */
function isSha256(algorithm: AlgorithmIdentifier | undefined): boolean {
	const params: unknown = algorithm?.algorithmParams;
	return algorithm?.algorithmId === CMS_OID.sha256 && (params === undefined || params instanceof asn1js.Null);
}

/** RFC 5480, appendix A: SEQUENCE of two INTEGERs. asn1js reads looser forms, so it is written again and compared. */
function isEcdsaSignature({ valueBlock: { valueHexView: der } }: asn1js.OctetString): boolean {
	const { result } = asn1js.fromBER(der);
	const members = result instanceof asn1js.Sequence ? result.valueBlock.value : [];
	const integers = members.map((member) =>
		member instanceof asn1js.Integer ? member.valueBlock.valueHexView : new Uint8Array(),
	);
	const rebuilt = new asn1js.Sequence({ value: integers.map((valueHex) => new asn1js.Integer({ valueHex })) });
	return integers.length === 2 && equalBytes(new Uint8Array(rebuilt.toBER()), der);
}

/** Whether the signer is named by this certificate's issuer, byte for byte (pkijs ignores case), and serial number. */
function names(signerInfo: SignerInfo, certificate: Certificate): boolean {
	const named = signerInfo.sid as unknown;
	if (!(named instanceof IssuerAndSerialNumber)) return false;
	const own = new IssuerAndSerialNumber({ issuer: certificate.issuer, serialNumber: certificate.serialNumber });
	return equalBytes(new Uint8Array(named.toSchema().toBER()), new Uint8Array(own.toSchema().toBER()));
}

interface SignedAttributes {
	signedAt: string;
	messageDigest: Uint8Array;
	certificateHash: string;
}

function readSignedAttributes(signerInfo: SignerInfo): SignedAttributes | undefined {
	const attributes = signerInfo.signedAttrs?.attributes ?? [];
	const contentType = readSingle(attributes, CMS_OID.contentType);
	const signingTime = readSingle(attributes, CMS_OID.signingTime);
	const messageDigest = readSingle(attributes, CMS_OID.messageDigest);
	const certificateHash = readCertificateHash(readSingle(attributes, CMS_OID.signingCertificateV2));
	if (!(contentType instanceof asn1js.ObjectIdentifier) || contentType.getValue() !== CMS_OID.data) return undefined;
	if (!(signingTime instanceof asn1js.UTCTime) && !(signingTime instanceof asn1js.GeneralizedTime)) return undefined;
	if (!(messageDigest instanceof asn1js.OctetString) || !certificateHash) return undefined;
	return {
		signedAt: signingTime.toDate().toISOString(),
		messageDigest: messageDigest.valueBlock.valueHexView,
		certificateHash: toHex(certificateHash),
	};
}

/** The value of an attribute that must occur once and have one value (RFC 5652, 11). */
function readSingle(attributes: readonly Attribute[], type: string): unknown {
	const [attribute, ...others] = attributes.filter((candidate) => candidate.type === type);
	const values: readonly unknown[] = attribute?.values ?? [];
	return others.length === 0 && values.length === 1 ? values[0] : undefined;
}

/** SigningCertificateV2, certs, first ESSCertIDv2, certHash; with the default hash algorithm it comes first (RFC 5035, 4). */
function readCertificateHash(signingCertificate: unknown): Uint8Array | undefined {
	let block = signingCertificate;
	for (let level = 0; level < 3; level += 1) {
		if (!(block instanceof asn1js.Sequence)) return undefined;
		[block] = block.valueBlock.value;
	}
	return block instanceof asn1js.OctetString ? block.valueBlock.valueHexView : undefined;
}

/** The DER of the embedded certificate whose key made the signature; undefined if the signature does not hold. */
async function findVerifiedSigner(signedData: SignedData, content: Uint8Array): Promise<Uint8Array | undefined> {
	try {
		const data = Uint8Array.from(content).buffer;
		const result = await signedData.verify({ signer: 0, data, extendedMode: true }, engine);
		if (!result.signatureVerified || !result.signerCertificate) return undefined;
		return new Uint8Array(result.signerCertificate.toSchema().toBER());
	} catch {
		return undefined;
	}
}
