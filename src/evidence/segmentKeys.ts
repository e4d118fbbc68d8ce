import { randomBytes } from 'crypto';

import { fromBase64, toBase64 } from './bytes';
import { subtle, type CryptoKey } from './cryptoEngine';
import { readCertifiedKey, type CertificateRefusal } from './readCertificate';
import { accept, refuse, type Result } from '../result';

/** 256 bits for AES-256-GCM. */
export const SEGMENT_KEY_BYTES = 32;

/**
 * A segment's data key, wrapped to one recipient. Plain JSON. Outside the app, `openssl pkeyutl -decrypt -pkeyopt
 * rsa_padding_mode:oaep -pkeyopt rsa_oaep_md:sha256 -pkeyopt rsa_mgf1_md:sha256` opens `wrappedKey` (after base64).
 */
export interface WrappedKey {
	readonly v: 1;
	readonly algorithm: 'RSA-OAEP-SHA256';
	/** Fingerprint of the recipient's certificate, as in `CertificateFacts`. */
	readonly recipient: string;
	/** base64 */
	readonly wrappedKey: string;
}

/**
 * A new random data key. A segment is what one running step writes: its key lives in memory only, so that after a restart
 * a new segment begins, and nothing on the server can read what was written before.
 */
export function createSegmentKey(): Uint8Array {
	return Uint8Array.from(randomBytes(SEGMENT_KEY_BYTES));
}

/**
 * Wraps a data key to each recipient: any one of them can open the segment, so the loss of one private key loses nothing.
 *
 * @param recipientCertificates PEM, sealing certificates; at least one
 * Refusals: `no-recipient`, and those of `readCertificate` (params.index: which certificate, from 0).
 */
export async function wrapSegmentKey(
	segmentKey: Uint8Array,
	recipientCertificates: readonly string[],
): Promise<Result<WrappedKey[], 'no-recipient' | CertificateRefusal>> {
	checkSegmentKey(segmentKey);
	if (recipientCertificates.length === 0) return refuse('no-recipient');
	const wrapped: WrappedKey[] = [];
	for (const [index, pem] of recipientCertificates.entries()) {
		const recipient = await readCertifiedKey(pem, 'sealing');
		if (!recipient.ok) return refuse(recipient.code, { index });
		const bytes = await subtle.encrypt({ name: 'RSA-OAEP' }, recipient.value.publicKey, segmentKey);
		wrapped.push({
			v: 1,
			algorithm: 'RSA-OAEP-SHA256',
			recipient: recipient.value.facts.fingerprint,
			wrappedKey: toBase64(new Uint8Array(bytes)),
		});
	}
	return accept(wrapped);
}

/**
 * Unwraps a data key with a private key that `openPrivateKey` opened for sealing.
 *
 * Refusals: `malformed-wrapped-key`; `not-unwrapped`: the key is another recipient's, or the wrapped bytes were changed
 * (RSA-OAEP does not tell which).
 */
export async function unwrapSegmentKey(
	wrapped: WrappedKey,
	privateKey: CryptoKey,
): Promise<Result<Uint8Array, 'malformed-wrapped-key' | 'not-unwrapped'>> {
	const bytes = typeof wrapped.wrappedKey === 'string' ? fromBase64(wrapped.wrappedKey) : undefined;
	if (wrapped.v !== 1 || wrapped.algorithm !== 'RSA-OAEP-SHA256' || !bytes) return refuse('malformed-wrapped-key');
	try {
		const segmentKey = new Uint8Array(await subtle.decrypt({ name: 'RSA-OAEP' }, privateKey, bytes));
		return segmentKey.byteLength === SEGMENT_KEY_BYTES ? accept(segmentKey) : refuse('malformed-wrapped-key');
	} catch {
		return refuse('not-unwrapped');
	}
}

/** @throws RangeError for anything but 32 bytes */
export function checkSegmentKey(segmentKey: Uint8Array): void {
	if (segmentKey.byteLength !== SEGMENT_KEY_BYTES) throw new RangeError(`a segment key has ${SEGMENT_KEY_BYTES} bytes`);
}
