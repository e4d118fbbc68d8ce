import type { Records } from './records';

/** A private key of the desk as it lies in the database: PKCS#8, encrypted under a passphrase that is stored nowhere. */
export interface StoredKey {
	/** Of the certificate that belongs to it. */
	fingerprint: string;
	encryptedPem: string;
}

export interface KeyStore {
	put(key: StoredKey): Promise<void>;
	find(fingerprint: string): Promise<StoredKey | undefined>;
}

export function createKeyStore(records: Records): KeyStore {
	return {
		put: (key) => records.add([`key:${key.fingerprint}`], key),
		find: async (fingerprint) => (await records.list<StoredKey>(`key:${fingerprint}`))[0],
	};
}
