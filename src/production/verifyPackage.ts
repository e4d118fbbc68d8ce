import {
	BAG_FILE,
	fromUtf8,
	isInForce,
	readCertificate,
	readTimeStamp,
	verifyBag,
	verifySignature,
	type BagReport,
	type CertificateFacts,
	type TimeStamp,
	type VerifiedSignature,
} from '../evidence';
import { SIGNER_FILE } from './volumeFiles';
import { refuse, type Result } from '../policy/refusal';

export interface PackageReport {
	/** The bag is complete and unchanged, and the signature holds. Says nothing of whose signature it is: see `signer`. */
	intact: boolean;
	bag: BagReport;
	signature: Result<VerifiedSignature>;
	/** Of the RFC 3161 file; undefined where there is none. Whose it is, openssl tells, with the authority's root. */
	timeStamp: Result<TimeStamp> | undefined;
	/** Of the certificate in the package; undefined if it cannot be read. */
	certificate: CertificateFacts | undefined;
	/** By the signer's own statement of when it was. */
	signedInForce: boolean;
	/**
	 * Whether the certificate is the one whose fingerprint was received by another way. Without that, whoever replaced
	 * everything replaced the certificate too: `not-compared` is no trust.
	 */
	signer: 'expected' | 'other' | 'not-compared';
}

/**
 * Checks a package as its README tells people to, and more strictly. For the offline tool and `/legal-verify`.
 *
 * @param files every file below the package's folder, path in the bag → bytes
 * @param expectedFingerprint SHA-256 of the signer's certificate, in hex with or without colons, received by another way
 */
export async function verifyPackage(
	files: ReadonlyMap<string, Uint8Array>,
	expectedFingerprint?: string,
): Promise<PackageReport> {
	const bag = verifyBag(files);
	const certificatePem = fromUtf8(files.get(SIGNER_FILE) ?? new Uint8Array());
	const read = await readCertificate(certificatePem, 'verifying');
	const certificate = read.ok ? read.value : undefined;
	const signature = await checkSignature(files, certificatePem);
	return {
		intact: bag.valid && signature.ok,
		bag,
		signature,
		timeStamp: checkTimeStamp(files),
		certificate,
		signedInForce: signature.ok && certificate !== undefined && isInForce(certificate, signature.value.signedAt),
		signer: compareSigner(certificate, expectedFingerprint),
	};
}

async function checkSignature(
	files: ReadonlyMap<string, Uint8Array>,
	certificatePem: string,
): Promise<Result<VerifiedSignature>> {
	const content = files.get(BAG_FILE.tagManifest);
	const signature = files.get(BAG_FILE.signature);
	return content && signature ? verifySignature({ content, signature, certificatePem }) : refuse('not-signed');
}

function checkTimeStamp(files: ReadonlyMap<string, Uint8Array>): Result<TimeStamp> | undefined {
	const response = files.get(BAG_FILE.timestamp);
	return response && readTimeStamp(response, files.get(BAG_FILE.signature) ?? new Uint8Array());
}

function compareSigner(certificate: CertificateFacts | undefined, expected: string | undefined): PackageReport['signer'] {
	if (expected === undefined) {
		return 'not-compared';
	}
	return certificate?.fingerprint === expected.replace(/[:\s]/g, '').toLowerCase() ? 'expected' : 'other';
}
