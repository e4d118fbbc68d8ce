import { Buffer } from 'buffer';

/** UTF-8 bytes of a text. A lone surrogate becomes U+FFFD: write such text with `canonicalise`, which escapes it. */
export function toUtf8(text: string): Uint8Array {
	return new Uint8Array(Buffer.from(text, 'utf8'));
}

/** How many bytes `toUtf8` makes of a text. */
export function countUtf8(text: string): number {
	return Buffer.byteLength(text, 'utf8');
}

/** The text of UTF-8 bytes; a byte order mark stays. */
export function fromUtf8(bytes: Uint8Array): string {
	return viewBytes(bytes).toString('utf8');
}

/** Standard base64 with padding and without line breaks. */
export function toBase64(bytes: Uint8Array): string {
	return viewBytes(bytes).toString('base64');
}

/**
 * Reads standard base64. Node ignores what it cannot read and stray last bits, so that two texts could stand for the same
 * bytes; here only the one text that `toBase64` writes is accepted.
 *
 * @returns the bytes, or undefined for any other text
 */
export function fromBase64(text: string): Uint8Array | undefined {
	const bytes = Uint8Array.from(Buffer.from(text, 'base64'));
	return toBase64(bytes) === text ? bytes : undefined;
}

/** Lower-case hexadecimal. */
export function toHex(bytes: Uint8Array): string {
	return viewBytes(bytes).toString('hex');
}

/** One array of all the bytes in order. */
export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array {
	const joined = new Uint8Array(parts.reduce((sizeBytes, part) => sizeBytes + part.byteLength, 0));
	let offset = 0;
	for (const part of parts) {
		joined.set(part, offset);
		offset += part.byteLength;
	}
	return joined;
}

/** Whether two arrays hold the same bytes. Not for secrets: the time it takes tells where they differ. */
export function equalBytes(left: Uint8Array, right: Uint8Array): boolean {
	return viewBytes(left).equals(viewBytes(right));
}

/** Orders by byte value, a prefix first: the order of the members of a DER SET OF (X.690, 11.6). */
export function compareBytes(left: Uint8Array, right: Uint8Array): number {
	return Buffer.compare(left, right);
}

function viewBytes(bytes: Uint8Array): Buffer {
	return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
