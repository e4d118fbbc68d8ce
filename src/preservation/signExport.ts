import { describeExport, EXPORT, findOpenExport, type ExportTools } from './exportCase';
import { writeStatement, type ExportHeader } from './exportFormat';
import { appendEvents, loadWholeCase, type CaseTools, type OpenCase } from '../cases/caseFile';
import { fromBase64, sha256Hex, signDetached, toBase64, verifySignature, type CryptoKey } from '../evidence';
import { accept, refuse, type Result } from '../policy/refusal';

/**
 * Signs an export that has just begun, before anything of it is posted: what it states, the head of its ledger, is known from
 * the beginning. So no key outlives this call, and a crash leaves an export that is signed or one that says that it is not.
 *
 * @param caseId a case with an open export
 * @param tools.signingKey the private key of the desk's signing certificate
 * @throws when there is no open export, or the key is another's
 */
export async function signExport(
	caseId: string,
	{ signingKey, ...tools }: CaseTools & Pick<ExportTools, 'desk' | 'software'> & { signingKey: CryptoKey },
): Promise<OpenCase> {
	const loaded = (await loadWholeCase(caseId, tools)) as OpenCase;
	const running = findOpenExport(loaded.state);
	if (!running) {
		throw new Error('there is no export to sign');
	}
	const content = writeStatement(describeExport(loaded, running, tools));
	const { signingCertificate: certificatePem } = tools.desk;
	const signed = await signDetached({ content, privateKey: signingKey, certificatePem, signedAt: new Date(tools.clock()) });
	const verified = signed.ok ? await verifySignature({ content, signature: signed.value, certificatePem }) : signed;
	if (!signed.ok || !verified.ok) {
		throw new Error('an export cannot be signed with this key');
	}
	const { signer } = verified.value;
	const body = { exportId: running.exportId, statementSha256: sha256Hex(content), signature: toBase64(signed.value), signer };
	return appendEvents(loaded, [{ type: 'export.signed', body }], EXPORT, tools);
}

/** Who signed an export and when, by the signer's own clock. */
export interface ExportSigner {
	/** Fingerprint of the certificate. */
	signer: string;
	/** ISO 8601 UTC. */
	signedAt: string;
}

/**
 * Verifies the signature of an export against the certificate that it names itself: whose certificate that is, only a
 * comparison of its fingerprint shows.
 *
 * @param signature DER, or base64 of it
 * @returns undefined for an export that is not signed, as those of earlier versions are
 * Refuses with `export-signature-wrong`: what the export says of itself is not what was signed.
 */
export async function verifyExportSignature(
	header: ExportHeader,
	signature: Uint8Array | string | undefined,
): Promise<Result<ExportSigner | undefined, 'export-signature-wrong'>> {
	if (signature === undefined) {
		return accept(undefined);
	}
	const bytes = typeof signature === 'string' ? (fromBase64(signature) ?? new Uint8Array()) : signature;
	const { signingCertificate: certificatePem } = header.desk;
	const verified = await verifySignature({ content: writeStatement(header), signature: bytes, certificatePem });
	return verified.ok ? accept(verified.value) : refuse('export-signature-wrong');
}
