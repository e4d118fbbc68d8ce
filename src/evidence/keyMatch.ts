import { equalBytes } from './bytes';
import { subtle, type CryptoKey } from './cryptoEngine';
import type { KeyPurpose } from './privateKeys';
import { readCertifiedKey } from './readCertificate';
import { createSegmentKey } from './segmentKeys';

/**
 * Whether a private key (as `openPrivateKey` returns it) belongs to a certificate. Shown by use, on random bytes: the
 * private key itself cannot be looked at. A supplied pair is accepted only if this says yes, since sealing to a certificate
 * whose key nobody has would lose the evidence.
 *
 * @returns false also when the certificate cannot serve the purpose
 */
export async function keyFitsCertificate(input: {
	privateKey: CryptoKey;
	certificatePem: string;
	purpose: KeyPurpose;
}): Promise<boolean> {
	const certified = await readCertifiedKey(input.certificatePem, input.purpose);
	if (!certified.ok) return false;
	const { publicKey } = certified.value;
	const probe = createSegmentKey();
	try {
		if (input.purpose === 'signing') {
			const algorithm = { name: 'ECDSA', hash: 'SHA-256' };
			return await subtle.verify(algorithm, publicKey, await subtle.sign(algorithm, input.privateKey, probe), probe);
		}
		const wrapped = await subtle.encrypt({ name: 'RSA-OAEP' }, publicKey, probe);
		return equalBytes(new Uint8Array(await subtle.decrypt({ name: 'RSA-OAEP' }, input.privateKey, wrapped)), probe);
	} catch {
		return false;
	}
}
