import { addYears } from 'date-fns';

import type { Certificate } from '../cases/events';
import { createCertificate, encryptPrivateKey, generateKeyPair, readCertificate, type KeyPurpose } from '../evidence';
import type { Desk } from '../platform/desk';
import { UTC } from '../policy/instants';

/** The desk's own certificates are renewed by hand; ten years outlast the cases that cite them. */
const VALID_YEARS = 10;

/**
 * Makes the desk's two key pairs and stores the private keys, encrypted under the passphrase. Takes some seconds, most of
 * it spent on making the passphrase hard to guess.
 *
 * @returns the certificates; nothing refers to the stored keys until the desk's ledger names them
 */
export async function establishKeys(
	desk: Desk,
	organisation: string,
	passphrase: string,
): Promise<Record<KeyPurpose, Certificate>> {
	return {
		sealing: await establishKey(desk, 'sealing', organisation, passphrase),
		signing: await establishKey(desk, 'signing', organisation, passphrase),
	};
}

/** Makes one key pair, with its certificate. */
export async function establishKey(
	desk: Desk,
	purpose: KeyPurpose,
	organisation: string,
	passphrase: string,
): Promise<Certificate> {
	const pair = await generateKeyPair(purpose);
	const notBefore = new Date(desk.clock());
	const notAfter = addYears(notBefore, VALID_YEARS, UTC);
	const pem = await createCertificate({ pair, organisation, deskName: `Legal Desk ${purpose}`, notBefore, notAfter });
	const facts = await readCertificate(pem, purpose);
	if (!facts.ok) {
		throw new Error(`a new certificate cannot be read: ${facts.code}`);
	}
	const { fingerprint } = facts.value;
	await desk.keys.put(fingerprint, { fingerprint, encryptedPem: await encryptPrivateKey(pair, passphrase) });
	return { pem, fingerprint };
}
