import { nameKeyOf, type DeskConfig } from '../cases/deskState';
import type { Certificate } from '../cases/events';
import { openPrivateKey, type CryptoKey, type KeyPurpose } from '../evidence';
import type { Desk } from '../platform/desk';
import { accept, refuse, type Result } from '../policy/refusal';

/** The desk's private keys. They cannot be exported; who opens them for a production makes a grant of them and forgets them. */
export interface OpenedKeys {
	/** The one that new data keys are wrapped to, then those that are being replaced. */
	sealing: CryptoKey[];
	signing: CryptoKey;
}

export type KeyRefusal = 'wrong-passphrase' | 'too-many-passphrases' | 'keys-missing';

const WINDOW_MS = 15 * 60_000;
const MAX_FAILURES = 5;

/** The certificates whose private keys the desk keeps under its passphrase. */
export function listKeys({ sealing, signing, replaced }: DeskConfig): { purpose: KeyPurpose; certificate: Certificate }[] {
	return [
		{ purpose: 'sealing', certificate: sealing },
		{ purpose: 'signing', certificate: signing },
		...replaced.sealing.map((certificate) => ({ purpose: 'sealing' as const, certificate })),
	];
}

/**
 * Opens the desk's keys with the passphrase. After five wrong ones in a quarter of an hour a person has to wait.
 *
 * @param entry the form that asks, for the list of refused attempts
 * @returns the keys, or `wrong-passphrase`, `too-many-passphrases`, `keys-missing`
 */
export async function openKeys(
	desk: Desk,
	config: DeskConfig,
	{ userId, entry }: { userId: string; entry: string },
	passphrase: string,
): Promise<Result<OpenedKeys, KeyRefusal>> {
	const { passphraseFailures } = desk.memory;
	const now = desk.clock();
	const failures = (passphraseFailures.get(userId) ?? []).filter((at) => now - at < WINDOW_MS);
	if (failures.length >= MAX_FAILURES) {
		return refuse('too-many-passphrases');
	}
	// Counted before the key is tried: of many attempts at once each one sees those before it.
	passphraseFailures.set(userId, [...failures, now]);
	const opened = await Promise.all(
		listKeys(config).map(async ({ purpose, certificate }) => {
			const stored = await desk.keys.find(nameKeyOf(config, certificate));
			return { purpose, key: stored && (await openPrivateKey({ pem: stored.encryptedPem, passphrase, purpose })) };
		}),
	);
	if (opened.some(({ key }) => !key)) {
		passphraseFailures.set(userId, failures);
		return refuse('keys-missing');
	}
	const keysFor = (wanted: KeyPurpose) =>
		opened.flatMap(({ purpose, key }) => (purpose === wanted && key?.ok ? [key.value] : []));
	const [signing] = keysFor('signing');
	if (!signing || opened.some(({ key }) => !key?.ok)) {
		await desk.refusals.record({ userId, entry, code: 'wrong-passphrase' }, now);
		return refuse('wrong-passphrase');
	}
	passphraseFailures.delete(userId);
	return accept({ sealing: keysFor('sealing'), signing });
}
