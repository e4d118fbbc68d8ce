import { readFileSync } from 'node:fs';

import { openPrivateKey, type CryptoKey, type KeyPurpose } from '../../src/evidence';
import { readSecret } from '../packaging/read-secret.mjs';

const KEY_BLOCK = /-----BEGIN ENCRYPTED PRIVATE KEY-----[\s\S]*?-----END ENCRYPTED PRIVATE KEY-----/g;

/**
 * The private keys of a file that are for this purpose, opened with their passphrase, which is asked for or taken from
 * LEGAL_DESK_PASSPHRASE. The file holds one key, or all of them as the desk exports them.
 *
 * @returns at least one
 * @throws Error with a sentence for a person
 */
export async function readKeys(file: string, purpose: KeyPurpose): Promise<CryptoKey[]> {
	const text = readFileSync(file, 'utf8');
	const blocks = text.match(KEY_BLOCK) ?? [text];
	const passphrase = process.env.LEGAL_DESK_PASSPHRASE ?? (await readSecret(`Passphrase of ${file}: `, 'LEGAL_DESK_PASSPHRASE'));
	const opened = await Promise.all(blocks.map(async (pem) => openPrivateKey({ pem, passphrase, purpose })));
	const keys = opened.flatMap((key) => (key.ok ? [key.value] : []));
	if (keys.length === 0) {
		const why = opened.flatMap((key) => (key.ok ? [] : [key.code])).find((code) => code !== 'unsuitable-key') ?? 'unsuitable-key';
		throw new Error(`${file}: ${why.replaceAll('-', ' ')}`);
	}
	return keys;
}

/** The first of them: the one in use. */
export async function readKey(file: string, purpose: KeyPurpose): Promise<CryptoKey> {
	const [key] = await readKeys(file, purpose);
	return key as CryptoKey;
}
