import { createHash, createHmac } from 'crypto';

/**
 * SHA-256 (FIPS 180-4) as 64 lower-case hexadecimal digits, as `sha256sum` prints it. A text is hashed as its UTF-8 bytes.
 *
 * @example
 * sha256Hex('abc') // 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'
 */
export function sha256Hex(content: Uint8Array | string): string {
	return createHash('sha256').update(content).digest('hex');
}

/** HMAC-SHA-256 (RFC 2104) in lower-case hexadecimal: who lacks the key can neither make nor check it. */
export function keyedDigest(key: Uint8Array, text: string): string {
	return createHmac('sha256', key).update(text).digest('hex');
}

/** SHA-256 as 32 bytes. */
export function sha256Bytes(content: Uint8Array | string): Uint8Array {
	return Uint8Array.from(createHash('sha256').update(content).digest());
}

/** Whether a text has the form of a digest that `sha256Hex` writes. */
export function isSha256Hex(text: string): boolean {
	return /^[0-9a-f]{64}$/.test(text);
}

/** A digest as people compare it by eye or on the telephone, and as `openssl x509 -fingerprint` prints it: `BA:78:16:…`. */
export function formatFingerprint(sha256: string): string {
	return (sha256.toUpperCase().match(/../g) ?? []).join(':');
}
