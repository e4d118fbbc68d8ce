import { PASSPHRASE, type TestDesk } from './desk';
import { foldCase } from '../../../src/cases/fold';
import { readLedger, type StoredEvent } from '../../../src/cases/ledger';
import type { WrappedKeyRecord } from '../../../src/cases/ports';
import type { CaseState, HoldState } from '../../../src/cases/state';
import {
	concatBytes,
	fromBase64,
	fromUtf8,
	openChunk,
	openPrivateKey,
	sha256Hex,
	unwrapSegmentKey,
	type CryptoKey,
	type SealedChunk,
} from '../../../src/evidence';

export type HeldRecord = Record<string, any> & { kind: string };

export interface Held {
	state: CaseState;
	hold: HoldState;
	/** Everything that the ledger vouches for, in the order in which it was sealed. */
	records: HeldRecord[];
	/** The SHA-256 and size of a file, of the bytes that its parts hold. */
	readFile(fileId: string): { sha256: string; sizeBytes: number };
}

/** Opens the last snapshot of a case as the legal team can: from the database, the ledger and the passphrase, without the app. */
export async function openHeld({ bench }: TestDesk, reference: string, passphrase = PASSPHRASE): Promise<Held> {
	const documents = await bench.operator.persistence();
	const listNamed = <T>(name: string): T[] =>
		documents
			.filter(({ associations }) => (associations as { id: string }[] | undefined)?.some(({ id }) => id === name))
			.map(({ data }) => JSON.parse((data as { json: string }).json) as T);
	const year = reference.slice(3, 7);
	const claim = listNamed<{ reference: string; caseId: string }>(`claims:${year}`).find((known) => known.reference === reference);
	const caseId = claim?.caseId ?? '';
	const runs = [0, 1, 2, 3].flatMap((run) => listNamed<StoredEvent>(`ledger:${caseId}:${run}`));
	const { state } = foldCase(caseId, readLedger(caseId, runs).events);
	const hold = state?.holds.at(-1);
	if (!state || !hold) {
		throw new Error(`${reference} holds nothing`);
	}
	const { snapshotId } = hold;
	const wrappings = listNamed<WrappedKeyRecord>(`snapshot:${snapshotId}:wrapped-keys`);
	const keys = new Map<string, CryptoKey | undefined>();
	const openKeys = async (recipient: string): Promise<CryptoKey[]> => {
		for (const { pem } of listKeysOf(documents, recipient)) {
			const opened = keys.has(pem) ? undefined : await openPrivateKey({ pem, passphrase, purpose: 'sealing' });
			if (opened) {
				keys.set(pem, opened.ok ? opened.value : undefined);
			}
		}
		return listKeysOf(documents, recipient).flatMap(({ pem }) => keys.get(pem) ?? []);
	};
	const segmentKeys = new Map<string, Uint8Array>();
	for (const { segmentId, wrapped } of wrappings) {
		for (const way of wrapped) {
			for (const key of await openKeys(way.recipient)) {
				const unwrapped = await unwrapSegmentKey(way, key);
				if (unwrapped.ok) {
					segmentKeys.set(segmentId, unwrapped.value);
				}
			}
		}
	}
	if (wrappings.length > 0 && segmentKeys.size === 0) {
		throw new Error('the desk’s keys open none of its data keys');
	}
	const records: HeldRecord[] = [];
	for (const { chunkId, segmentId } of hold.chunks) {
		const [chunk] = listNamed<SealedChunk>(`snapshot:${snapshotId}:chunk:${chunkId}`);
		const segmentKey = segmentKeys.get(segmentId);
		const opened = chunk && segmentKey && (await openChunk({ chunk, place: { snapshotId, segmentId, chunkId }, segmentKey }));
		if (!opened?.ok) {
			throw new Error(`a chunk does not open: ${opened?.code ?? 'missing'}`);
		}
		const lines = fromUtf8(opened.value.bytes).split('\n').filter(Boolean);
		records.push(...lines.map((line) => JSON.parse(line) as HeldRecord));
	}
	return { state, hold, records, readFile: (fileId) => joinParts(records, fileId) };
}

/** The private keys of a certificate as they lie in the database; a change of the passphrase that was cut off leaves two. */
function listKeysOf(documents: readonly Record<string, any>[], fingerprint: string): { pem: string }[] {
	return documents
		.filter(({ associations }) => (associations as { id: string }[] | undefined)?.some(({ id }) => id.startsWith('key:')))
		.map(({ data }) => JSON.parse((data as { json: string }).json) as { fingerprint: string; encryptedPem: string })
		.filter((key) => key.fingerprint === fingerprint)
		.map(({ encryptedPem }) => ({ pem: encryptedPem }));
}

export function readHeldMessages({ records }: Held): HeldRecord[] {
	return records.filter(({ kind }) => kind === 'message');
}

function joinParts(records: readonly HeldRecord[], fileId: string): { sha256: string; sizeBytes: number } {
	const parts = records
		.filter((record) => record.kind === 'file-part' && record.fileId === fileId)
		.map(({ base64 }) => fromBase64(base64 as string) ?? new Uint8Array());
	const bytes = concatBytes(...parts);
	return { sha256: sha256Hex(bytes), sizeBytes: bytes.byteLength };
}
