import type { SnapshotStore } from './ports';
import type { WrappedKeyRecord } from '../cases/ports';
import { namePseudonymKey, type CaseState } from '../cases/state';
import { readCertificate, unwrapSegmentKey, wrapSegmentKey, type CryptoKey } from '../evidence';

export interface Recipients {
	/** PEM. */
	certificates: readonly string[];
	fingerprints: readonly string[];
}

/** @throws when a certificate cannot be wrapped to */
export async function describeRecipients(certificates: readonly string[]): Promise<Recipients> {
	const read = await Promise.all(certificates.map((pem) => readCertificate(pem, 'sealing')));
	const fingerprints = read.map((facts) => {
		if (!facts.ok) {
			throw new Error(`a certificate was refused: ${facts.code}`);
		}
		return facts.value.fingerprint;
	});
	return { certificates, fingerprints };
}

/** The snapshots and documents of a case whose data keys exist, and what the key of its pseudonyms lies under. */
export function listKeyOwners({ caseId, holds, documents, productions }: CaseState): string[] {
	const living = holds.filter(({ status }) => status === 'capturing' || status === 'active');
	const pseudonyms = productions.some(({ pseudonymise }) => pseudonymise) ? [namePseudonymKey(caseId)] : [];
	return [...living.map(({ snapshotId }) => snapshotId), ...documents.map(({ documentId }) => documentId), ...pseudonyms];
}

export interface RewrapReport {
	/** Data keys that were wrapped anew. */
	rewrapped: number;
	/** Data keys that none of the private keys opens: they are left as they are. */
	unopened: number;
}

/**
 * Wraps the data keys of one snapshot or document to these certificates, and to no others. No chunk is read or written. A
 * new wrapping is written and read back before an old one is removed, so that it can be cut off at any point, repeated, and
 * run twice at once.
 *
 * @param privateKeys the sealing keys, old and new, that the passphrase opened
 */
export async function rewrapDataKeys(
	ownerId: string,
	recipients: Recipients,
	privateKeys: readonly CryptoKey[],
	snapshots: Pick<SnapshotStore, 'listWrappedKeys' | 'replaceWrappedKeys'>,
): Promise<RewrapReport> {
	const report: RewrapReport = { rewrapped: 0, unopened: 0 };
	const bySegment = new Map<string, WrappedKeyRecord[]>();
	for (const record of await snapshots.listWrappedKeys(ownerId)) {
		bySegment.set(record.segmentId, [...(bySegment.get(record.segmentId) ?? []), record]);
	}
	for (const [segmentId, records] of bySegment) {
		const others = records.filter((record) => !isWrappedTo(record, recipients));
		if (others.length === 0) {
			continue;
		}
		if (others.length < records.length) {
			// A run before this one was cut off between the new wrapping and the removal of the old.
			await snapshots.replaceWrappedKeys(ownerId, others);
			continue;
		}
		const dataKey = await openAny(others, privateKeys);
		if (!dataKey) {
			report.unopened += 1;
			continue;
		}
		const wrapped = await wrapSegmentKey(dataKey, recipients.certificates);
		dataKey.fill(0);
		if (!wrapped.ok) {
			throw new Error(`a certificate was refused: ${wrapped.code}`);
		}
		await snapshots.replaceWrappedKeys(ownerId, others, { segmentId, wrapped: wrapped.value });
		report.rewrapped += 1;
	}
	return report;
}

function isWrappedTo({ wrapped }: WrappedKeyRecord, { fingerprints }: Recipients): boolean {
	return wrapped.length === fingerprints.length && wrapped.every(({ recipient }) => fingerprints.includes(recipient));
}

async function openAny(records: readonly WrappedKeyRecord[], privateKeys: readonly CryptoKey[]): Promise<Uint8Array | undefined> {
	for (const wrapped of records.flatMap((record) => record.wrapped)) {
		for (const privateKey of privateKeys) {
			const opened = await unwrapSegmentKey(wrapped, privateKey);
			if (opened.ok) {
				return opened.value;
			}
		}
	}
	return undefined;
}
