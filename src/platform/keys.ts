import type { Records } from './records';

/** A private key of the desk as it lies in the database: PKCS#8, encrypted under a passphrase that is stored nowhere. */
export interface StoredKey {
	/** Of the certificate that belongs to it. */
	fingerprint: string;
	encryptedPem: string;
}

/**
 * A change of the passphrase puts the key under a new name before the ledger says that the new name counts, and only then
 * removes the old one: at no instant is there no key, or one of which nobody knows the passphrase.
 */
export interface KeyStore {
	/** @param keyId a new one: a stored key is never rewritten */
	put(keyId: string, key: StoredKey): Promise<void>;
	find(keyId: string): Promise<StoredKey | undefined>;
	forget(keyId: string): Promise<void>;
}

export function createKeyStore(records: Records): KeyStore {
	return {
		put: (keyId, key) => records.add([`key:${keyId}`], key),
		find: async (keyId) => (await records.list<StoredKey>(`key:${keyId}`))[0],
		forget: (keyId) => records.removeAll(`key:${keyId}`),
	};
}
