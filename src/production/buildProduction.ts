import { isInForce, readCertificate, type CertificateRefusal } from '../evidence';
import { productionReference } from './facts';
import type { GateRefusal } from './gate';
import { UnreadableSource, type SourceFault } from './source';
import { writeRecords, type Production, type RecordsInput } from './writeRecords';
import { createWriter, type WriterRefusal, type WriterTools } from './writer';
import { decideEntitlement } from '../policy/entitlement';
import { refuse, type Result } from '../policy/refusal';

export interface ProductionInput extends WriterTools, RecordsInput {
	/** Of the key that `sign` signs with: in the app under a passphrase, or outside on a smart card. */
	certificatePem: string;
}

export type ProductionRefusal =
	| 'nothing-entitled'
	| 'unsafe-reference'
	| 'certificate-not-in-force'
	| 'snapshot-changed'
	| 'file-changed'
	| GateRefusal
	| SourceFault
	| WriterRefusal
	| CertificateRefusal;

/**
 * Makes the packages that leave: reads the snapshot once to see what there is, and once more to write it; selects what the
 * legal process reaches, puts the files into BagIt bags of a volume each, has each signed and checked, and hands it over.
 * Equal input gives equal bytes in every file but the signatures. What it keeps in memory is a volume, a sealed piece, a
 * file, and the accounts, rooms and exceptions.
 *
 * Refusals: `nothing-entitled` (no category is both requested and reached by the process), `unsafe-reference` (the case
 * reference cannot name files), `certificate-not-in-force` (params: notBefore, notAfter; openssl would refuse the package),
 * those of the gate, the source, the writer and `readCertificate`. Damage to the snapshot is found in the first reading,
 * before anything leaves.
 *
 * @clause production-text-files
 * @clause authentication-signed
 * @throws whatever `sign` and `emit` throw; RangeError if `producedAt` is no instant
 */
export async function buildProduction(input: ProductionInput): Promise<Result<Production, ProductionRefusal>> {
	const { facts } = input;
	if (!/^[A-Z0-9]+(-[A-Z0-9]+)+$/.test(productionReference(facts))) {
		return refuse('unsafe-reference');
	}
	const entitlement = decideEntitlement(facts.process.kind, facts.requestedCategories, facts.namedCategories);
	if (entitlement.produced.length === 0) {
		return refuse('nothing-entitled');
	}
	const certificate = await readCertificate(input.certificatePem, 'verifying');
	if (!certificate.ok) {
		return certificate;
	}
	const { notBefore, notAfter } = certificate.value;
	if (!isInForce(certificate.value, facts.producedAt)) {
		return refuse('certificate-not-in-force', { notBefore, notAfter });
	}
	try {
		return await writeRecords(input, entitlement, createWriter(facts, certificate.value, input));
	} catch (error) {
		if (error instanceof UnreadableSource) {
			return refuse(error.code);
		}
		throw error;
	}
}
