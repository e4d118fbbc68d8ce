import * as asn1js from 'asn1js';
import { ContentInfo, SignedData, type Attribute, type SignerInfo } from 'pkijs';
import { equalBytes, toHex } from './bytes';
import { CMS_OID } from './cms-oids';
import { engine } from './crypto-engine';
import { sha256Bytes, sha256Hex } from './digests';
import { readCertifiedKey, type CertificateRefusal } from './read-certificate';
import { accept, refuse, type Result } from './result';

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
 * `openssl cms -sign -binary -cades -md sha256 -outform DER`. Stricter than openssl: the DER must be the one encoding of
 * what it says, so that no byte of the file can change unseen. Whether the certificate was in force, and who issued it,
 * is for the caller (`isInForce`).
 *
 * Refusals: those of `readCertificate`; `malformed-signature`; `unsupported-signature` (not one signer with ECDSA and
 * SHA-256, or an attribute of CAdES-BES is missing); `other-signer`; `changed-content`; `invalid-signature`.
 */
export async function verifySignature(input: {
	content: Uint8Array;
	signature: Uint8Array;
	certificatePem: string;
}): Promise<Result<VerifiedSignature, SignatureRefusal>> {
	const expected = await readCertifiedKey(input.certificatePem, 'signing');
	if (!expected.ok) return expected;
	const signedData = parseSignedData(input.signature);
	const signerInfo = signedData?.signerInfos[0];
	if (!signedData || !signerInfo) return refuse('malformed-signature');
	const signedAttributes = readSignedAttributes(signerInfo);
	if (!signedAttributes || !isSupported(signedData, signerInfo)) return refuse('unsupported-signature');
	if (signedAttributes.certificateHash !== expected.value.facts.fingerprint) return refuse('other-signer');
	if (!equalBytes(signedAttributes.messageDigest, sha256Bytes(input.content))) return refuse('changed-content');
	const signer = await findVerifiedSigner(signedData, input.content);
	if (!signer) return refuse('invalid-signature');
	if (sha256Hex(signer) !== expected.value.facts.fingerprint) return refuse('other-signer');
	return accept({ signedAt: signedAttributes.signedAt, signer: expected.value.facts.fingerprint });
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
	return (
		signedData.version === 1 &&
		signerInfo.version === 1 &&
		signedData.signerInfos.length === 1 &&
		signedData.digestAlgorithms.length === 1 &&
		signedData.digestAlgorithms[0]?.algorithmId === CMS_OID.sha256 &&
		signerInfo.digestAlgorithm.algorithmId === CMS_OID.sha256 &&
		signerInfo.signatureAlgorithm.algorithmId === CMS_OID.ecdsaWithSha256 &&
		eContentType === CMS_OID.data &&
		eContent === undefined
	);
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
