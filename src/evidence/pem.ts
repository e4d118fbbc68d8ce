import { fromBase64, toBase64 } from './bytes';

export type PemLabel = 'CERTIFICATE' | 'ENCRYPTED PRIVATE KEY';

/** DER bytes as a PEM block (RFC 7468): 64 columns, LF, with a last line end. */
export function encodePem(label: PemLabel, der: Uint8Array): string {
	const lines = toBase64(der).match(/.{1,64}/g) ?? [];
	return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}

/**
 * The DER bytes of the first block with this label. Text around it is passed over, as openssl does: `openssl x509 -text`
 * and mail programs put some there.
 *
 * @returns undefined when there is no such block, or when it does not hold base64
 */
export function decodePem(label: PemLabel, text: string): Uint8Array | undefined {
	const block = new RegExp(`-----BEGIN ${label}-----([^-]*)-----END ${label}-----`).exec(text);
	return block?.[1] === undefined ? undefined : fromBase64(block[1].replace(/\s/g, ''));
}

/** Every block with this label, each as a PEM of its own, in the order of the text. */
export function listPemBlocks(label: PemLabel, text: string): string[] {
	const blocks = text.match(new RegExp(`-----BEGIN ${label}-----[^-]*-----END ${label}-----`, 'g')) ?? [];
	return blocks.map((block) => `${block}\n`);
}
