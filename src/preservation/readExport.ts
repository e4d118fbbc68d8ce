import * as z from 'zod/v4';

import {
	EXPORT_FILE,
	EXPORT_FORMAT,
	EXPORT_VERSION,
	nameExport,
	splitLines,
	writeStatement,
	type ExportManifest,
	type OwnedKey,
	type VolumeHeader,
} from './exportFormat';
import { verifyExportSignature, type ExportSigner } from './signExport';
import { foldCase } from '../cases/fold';
import { readLedger, type HashedEvent, type StoredEvent } from '../cases/ledger';
import type { CaseState } from '../cases/state';
import { verifyLedger } from '../cases/verify';
import { listVouchedChunks, type VouchedChunk } from '../cases/verifyChunks';
import {
	equalBytes,
	checkSealedChunk,
	fromUtf8,
	sha256Hex,
	toBase64,
	unzipFiles,
	writeManifest,
	type SealedChunk,
} from '../evidence';
import { accept, refuse, type Result } from '../policy/refusal';

/** A first volume may hold a long ledger, deflated; more than this is no export of ours. */
const MAX_UNPACKED_BYTES = 256 * 1024 * 1024;

const text = z.string().min(1);
const HEADER = z.object({
	...{ exportId: text, caseId: text, reference: z.string().regex(/^LE-\d{4}-\d{4,}$/), head: text, exportedAt: z.iso.datetime() },
	...{ eventCount: z.int().min(1), chunksTotal: z.int().min(0), software: z.string() },
	desk: z.object({
		...{ organisation: z.string(), serverUrl: z.string(), sealingCertificate: text, signingCertificate: text },
		recoveryCertificate: z.string().optional(),
	}),
});
const VOLUME_HEADER = HEADER.extend({ volume: z.int().min(1) });
const MANIFEST = HEADER.extend({
	signature: z.string().max(20_000).optional(),
	volumes: z.array(z.object({ fileName: text, sha256: z.string().regex(/^[0-9a-f]{64}$/), sizeBytes: z.int() })).min(1),
});
const OWNED_KEY = z.object({
	...{ ownerId: text, segmentId: text },
	wrapped: z.array(
		z.object({ v: z.literal(1), algorithm: z.literal('RSA-OAEP-SHA256'), recipient: text, wrappedKey: z.string() }),
	),
});

/** One volume, whole and unchanged as far as it can be told from itself. */
export interface ReadVolume {
	header: VolumeHeader;
	/** Of the first volume: the ledger's events, with the hashes of their bytes. */
	ledger?: StoredEvent[];
	wrappedKeys?: OwnedKey[];
	/** Of the first volume of a signed export: DER, not yet verified. */
	signature?: Uint8Array;
	chunks: SealedChunk[];
}

/**
 * Reads a volume of an export, and holds every file in it to the volume's own list.
 *
 * Refusals: `export-unreadable` (no volume of an export), `export-newer` (params.version: written by a newer Legal Desk),
 * `export-altered` (params.file: a file was changed, added or removed).
 */
export function readVolume(zip: Uint8Array): Result<ReadVolume, 'export-unreadable' | 'export-newer' | 'export-altered'> {
	const unzipped = unzipFiles(zip, MAX_UNPACKED_BYTES);
	if (!unzipped.ok) {
		return refuse('export-unreadable');
	}
	const [first = ''] = unzipped.value.keys();
	const folder = first.slice(0, first.indexOf('/') + 1);
	const files = new Map([...unzipped.value].map(([path, bytes]) => [path.slice(folder.length), bytes]));
	const header = readHeader(files.get(EXPORT_FILE.header), VOLUME_HEADER);
	if (!header.ok) {
		return header;
	}
	const manifest = files.get(EXPORT_FILE.manifest);
	files.delete(EXPORT_FILE.manifest);
	const isInPlace = [...unzipped.value.keys()].every((path) => path.startsWith(folder));
	if (!manifest || !isInPlace || !equalBytes(manifest, writeManifest(files))) {
		return refuse('export-altered', { file: `${nameExport(header.value)}-${header.value.volume}.zip` });
	}
	try {
		return accept({ header: header.value, ...readFront(files, header.value), chunks: readChunks(files) });
	} catch {
		return refuse('export-unreadable');
	}
}

/** Reads the list of an export's volumes. Refusals as of `readVolume`. */
export function readExportManifest(bytes: Uint8Array): Result<ExportManifest, 'export-unreadable' | 'export-newer'> {
	return readHeader(bytes, MANIFEST);
}

function readHeader<T extends z.ZodType>(
	bytes: Uint8Array | undefined,
	schema: T,
): Result<z.output<T> & { format: typeof EXPORT_FORMAT; v: typeof EXPORT_VERSION }, 'export-unreadable' | 'export-newer'> {
	let value: { format?: unknown; v?: unknown };
	try {
		value = JSON.parse(fromUtf8(bytes ?? new Uint8Array())) as typeof value;
	} catch {
		return refuse('export-unreadable');
	}
	if (value?.format !== EXPORT_FORMAT || typeof value.v !== 'number') {
		return refuse('export-unreadable');
	}
	if (value.v > EXPORT_VERSION) {
		return refuse('export-newer', { version: value.v });
	}
	const parsed = schema.safeParse(value);
	return parsed.success
		? accept({ ...(parsed.data as object), format: EXPORT_FORMAT, v: EXPORT_VERSION } as z.output<T> & {
				format: typeof EXPORT_FORMAT;
				v: typeof EXPORT_VERSION;
			})
		: refuse('export-unreadable');
}

function readFront(
	files: ReadonlyMap<string, Uint8Array>,
	header: VolumeHeader,
): Pick<ReadVolume, 'ledger' | 'wrappedKeys' | 'signature'> {
	const ledger = files.get(EXPORT_FILE.ledger);
	const keys = files.get(EXPORT_FILE.wrappedKeys);
	const signature = files.get(EXPORT_FILE.signature);
	const statement = files.get(EXPORT_FILE.statement);
	if (statement && !equalBytes(statement, writeStatement(header))) {
		throw new Error('a statement of another export');
	}
	return ledger && keys
		? {
				...(signature ? { signature } : {}),
				ledger: splitLines(ledger).map((bytes) => ({ hash: sha256Hex(bytes), bytes })),
				wrappedKeys: splitLines(keys).map((line) => OWNED_KEY.parse(JSON.parse(line))),
			}
		: {};
}

function readChunks(files: ReadonlyMap<string, Uint8Array>): SealedChunk[] {
	return splitLines(files.get(EXPORT_FILE.chunkList) ?? new Uint8Array()).map((line) => {
		const chunk = JSON.parse(line) as Omit<SealedChunk, 'ciphertext'>;
		const bytes = files.get(`${EXPORT_FILE.chunks}${chunk.chunkId}.bin`);
		if (!bytes) {
			throw new Error('a chunk without its bytes');
		}
		return { ...chunk, ciphertext: toBase64(bytes) };
	});
}

/** The case that an export holds, as its ledger tells it. */
export interface ExportedCase {
	header: VolumeHeader;
	ledger: StoredEvent[];
	events: HashedEvent[];
	state: CaseState;
	wrappedKeys: OwnedKey[];
	/** Absent for an export that is not signed. */
	signedBy?: ExportSigner;
	/** Every sealed chunk that the ledger vouches for, by its id: all of them have to be in the volumes. */
	vouched: ReadonlyMap<string, VouchedChunk>;
}

/**
 * Reads the case out of the first volume: the ledger must be whole, and its head the one that the export states.
 *
 * Refusals: `export-incomplete` (this is not the first volume), `export-altered`, `export-signature-wrong` (it is signed, and the
 * signature is not one over this export).
 */
export async function readExportedCase({
	header,
	ledger,
	wrappedKeys,
	signature,
}: ReadVolume): Promise<Result<ExportedCase, 'export-incomplete' | 'export-altered' | 'export-signature-wrong'>> {
	if (!ledger || !wrappedKeys) {
		return refuse('export-incomplete', { missing: `${nameExport(header)}-1.zip` });
	}
	const signed = await verifyExportSignature(header, signature);
	if (!signed.ok) {
		return signed;
	}
	const report = verifyLedger(header.caseId, ledger);
	const { events } = readLedger(header.caseId, ledger);
	const { state } = foldCase(header.caseId, events);
	const isAsStated =
		report.problems.length === 0 &&
		report.head === header.head &&
		events.length === header.eventCount &&
		state?.reference === header.reference;
	return isAsStated && state
		? accept({
				header,
				ledger,
				events,
				state,
				wrappedKeys,
				...(signed.value ? { signedBy: signed.value } : {}),
				vouched: new Map(listVouchedChunks(state).map((chunk) => [chunk.chunkId, chunk])),
			})
		: refuse('export-altered', { file: `${nameExport(header)}-1.zip` });
}

/**
 * Whether a chunk of a volume is the one that the exported ledger vouches for.
 *
 * @returns `export-altered` with the chunk's id, or for a chunk that the ledger does not know
 */
export function checkExportedChunk(
	chunk: SealedChunk,
	vouched: ReadonlyMap<string, VouchedChunk>,
): Result<void, 'export-altered'> {
	const known = vouched.get(chunk.chunkId);
	const sound = known?.sha256 === chunk.sha256 && checkSealedChunk(chunk, placeOf(known)).ok;
	return sound ? accept(undefined) : refuse('export-altered', { file: chunk.chunkId });
}

function placeOf({ snapshotId, segmentId, chunkId }: VouchedChunk): Omit<VouchedChunk, 'sha256'> {
	return { snapshotId, segmentId, chunkId };
}
