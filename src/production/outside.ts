import type { PreparedVolume } from '../cases/events/production';
import { readCertificate, sha256Hex, toUtf8, verifySignature } from '../evidence';
import { accept, refuse, type Result } from '../policy/refusal';

/** A file that a person posted as a signature. */
export interface SignatureFile {
	name: string;
	bytes: Uint8Array;
}

/** A signature made outside that was found to hold over one volume's tag manifest. */
export interface AcceptedSignature {
	volume: number;
	fileName: string;
	sha256: string;
	tagManifestSha256: string;
	bytes: Uint8Array;
	/** By the signer's own statement. */
	signedAt: string;
}

/**
 * Checks signatures that were made outside, before anything is done with them: each volume that waits must be covered by
 * one of the files, made with the key of the certificate that was named when the production was approved. Which file is for
 * which volume is found by trying; names prove nothing.
 *
 * Refusals: `signature-of-nothing` (params.file, params.code: a file covers no volume, and why not the first),
 * `signature-missing` (params.volumes: packages without one), `signature-not-der` (params.file: it is text, not DER)
 */
export async function checkSignatures(
	prepared: readonly PreparedVolume[],
	files: readonly SignatureFile[],
): Promise<Result<AcceptedSignature[], 'signature-of-nothing' | 'signature-missing' | 'signature-not-der'>> {
	const accepted: AcceptedSignature[] = [];
	for (const file of files) {
		// Base64 between dashes: `-outform PEM`.
		if (file.bytes[0] === 0x2d) {
			return refuse('signature-not-der', { file: file.name });
		}
		const found = await findVolume(prepared, file);
		if (!found.ok) {
			return refuse('signature-of-nothing', { file: file.name, code: found.code });
		}
		accepted.push(found.value);
	}
	const missing = prepared.filter(({ volume }) => !accepted.some((signature) => signature.volume === volume));
	return missing.length === 0 ? accept(accepted) : refuse('signature-missing', { volumes: missing.map(({ name }) => name) });
}

async function findVolume(
	prepared: readonly PreparedVolume[],
	{ name, bytes }: SignatureFile,
): Promise<Result<AcceptedSignature>> {
	let code = 'malformed-signature';
	for (const { volume, tagManifest, tagManifestSha256, certificate } of prepared) {
		const verified = await verifySignature({
			...{ content: toUtf8(tagManifest), signature: bytes, certificatePem: certificate.pem },
		});
		if (verified.ok) {
			const { signedAt } = verified.value;
			return accept({ volume, fileName: name, sha256: sha256Hex(bytes), tagManifestSha256, bytes, signedAt });
		}
		({ code } = verified);
	}
	return refuse(code);
}

/**
 * Reads the certificate with whose key somebody will sign outside.
 *
 * Refusals: those of `readCertificate`: it must be a signing certificate, for RSA of at least 2048 bits or ECDSA P-256 or P-384.
 */
export async function readOutsideCertificate(
	pem: string,
): Promise<Result<{ pem: string; fingerprint: string; subject: string }>> {
	const read = await readCertificate(pem, 'verifying');
	return read.ok ? accept({ pem: read.value.pem, fingerprint: read.value.fingerprint, subject: read.value.subject }) : read;
}
