import type { DeskConfig } from '../cases/deskState';
import { openPrivateKey, type CryptoKey } from '../evidence';
import type { Desk } from '../platform/desk';
import { accept, refuse, type Result } from '../policy/refusal';

/** The desk's private keys. They cannot be exported; who opens them for a production makes a grant of them and forgets them. */
export interface OpenedKeys {
	sealing: CryptoKey;
	signing: CryptoKey;
}

const WINDOW_MS = 15 * 60_000;
const MAX_FAILURES = 5;

/**
 * Opens the desk's keys with the passphrase. After five wrong ones in a quarter of an hour a person has to wait.
 *
 * @returns the keys, or `wrong-passphrase`, `too-many-passphrases`, `keys-missing`
 */
export async function openKeys(
	desk: Desk,
	config: DeskConfig,
	userId: string,
	passphrase: string,
): Promise<Result<OpenedKeys, 'wrong-passphrase' | 'too-many-passphrases' | 'keys-missing'>> {
	const { passphraseFailures } = desk.memory;
	const now = desk.clock();
	const failures = (passphraseFailures.get(userId) ?? []).filter((at) => now - at < WINDOW_MS);
	if (failures.length >= MAX_FAILURES) {
		return refuse('too-many-passphrases');
	}
	const [sealing, signing] = await Promise.all([
		desk.keys.find(config.sealing.fingerprint),
		desk.keys.find(config.signing.fingerprint),
	]);
	if (!sealing || !signing) {
		return refuse('keys-missing');
	}
	const [sealingKey, signingKey] = await Promise.all([
		openPrivateKey({ pem: sealing.encryptedPem, passphrase, purpose: 'sealing' }),
		openPrivateKey({ pem: signing.encryptedPem, passphrase, purpose: 'signing' }),
	]);
	if (!sealingKey.ok || !signingKey.ok) {
		passphraseFailures.set(userId, [...failures, now]);
		await desk.refusals.record({ userId, entry: 'form:approve', code: 'wrong-passphrase' }, now);
		return refuse('wrong-passphrase');
	}
	passphraseFailures.delete(userId);
	return accept({ sealing: sealingKey.value, signing: signingKey.value });
}
