import type { DeskConfig } from '../cases/deskState';
import type { WrappedKeyRecord } from '../cases/ports';
import { canonicalise, fromBase64, fromUtf8, toNdjson, toUtf8, writeManifest, zipFiles, type SealedChunk } from '../evidence';

/**
 * The export of a case: its ledger and its sealed snapshots and documents, as files that can be kept outside the workspace.
 * Nothing in it is unsealed. It consists of volumes and, posted last, a list of them:
 *
 * - `NAME-1.zip`, `NAME-2.zip` …: each a ZIP of one folder `NAME-1` with
 *   - `export.json`: what it is (`VolumeHeader`);
 *   - `statement.json`, `statement.json.p7s` (first volume of a signed export): what the export is, with the head of its ledger
 *     (`ExportHeader`), and the desk's detached CAdES signature over these bytes. The head vouches for every event, the events
 *     for every chunk; so the signature reaches everything but the wrapped keys, of which a changed one opens nothing;
 *   - `ledger.ndjson` (first volume): the stored bytes of every event, one a line, in ledger order;
 *   - `wrapped-keys.ndjson` (first volume): the data keys, wrapped; each line says of which snapshot or document and segment;
 *   - `chunks.ndjson`: each sealed chunk of this volume without its ciphertext;
 *   - `chunks/CHUNK.bin`: that ciphertext. Its SHA-256 is the one that the ledger vouches for;
 *   - `manifest-sha256.txt`: all of these, as `sha256sum -c` checks them.
 * - `NAME-manifest.json`: the volumes with their SHA-256, and the same signature (`ExportManifest`).
 *
 * NAME is `LE-2026-0001-export-` and the first eight characters of the export's id.
 */
export const EXPORT_FORMAT = 'legal-desk-export';

/** Raised when an older desk could misread what a newer one writes. */
export const EXPORT_VERSION = 1;

/** Files of this size pass the upload path quickly; a volume holds about as much and never more, unless one chunk alone is larger. */
export const VOLUME_BYTES = 8 * 1000 * 1000;

export const EXPORT_FILE = {
	header: 'export.json',
	statement: 'statement.json',
	signature: 'statement.json.p7s',
	ledger: 'ledger.ndjson',
	wrappedKeys: 'wrapped-keys.ndjson',
	chunkList: 'chunks.ndjson',
	chunks: 'chunks/',
	manifest: 'manifest-sha256.txt',
} as const;

/** The desk that made an export, as far as it matters to whoever reads it. */
export interface ExportingDesk {
	organisation: string;
	serverUrl: string;
	/** PEM: the certificates of the desk; a data key is wrapped to the first and, where there is one, to the recovery's. */
	sealingCertificate: string;
	recoveryCertificate?: string;
	signingCertificate: string;
}

export function describeExportingDesk({ organisation, serverUrl, sealing, signing, recovery }: DeskConfig): ExportingDesk {
	const certificates = { sealingCertificate: sealing.pem, signingCertificate: signing.pem };
	return { organisation, serverUrl, ...certificates, ...(recovery ? { recoveryCertificate: recovery.pem } : {}) };
}

export interface ExportHeader {
	format: typeof EXPORT_FORMAT;
	v: typeof EXPORT_VERSION;
	exportId: string;
	caseId: string;
	reference: string;
	/** The head of the exported ledger. */
	head: string;
	eventCount: number;
	/** Sealed chunks in all volumes together. */
	chunksTotal: number;
	/** ISO 8601 UTC. */
	exportedAt: string;
	desk: ExportingDesk;
	/** Version of the app. */
	software: string;
}

export interface VolumeHeader extends ExportHeader {
	/** Counted from 1. */
	volume: number;
}

export interface ExportedVolume {
	fileName: string;
	/** Of the ZIP. */
	sha256: string;
	sizeBytes: number;
}

export interface ExportManifest extends ExportHeader {
	volumes: ExportedVolume[];
	/** base64; absent where the export is not signed. */
	signature?: string;
}

/** A wrapped data key, with the snapshot or document that it belongs to. */
export type OwnedKey = WrappedKeyRecord & { ownerId: string };

/** What the first volume holds before any chunk. */
export interface ExportFront {
	/** The stored bytes of each event, in ledger order. */
	ledger: readonly string[];
	wrappedKeys: readonly OwnedKey[];
	/** DER. */
	signature?: Uint8Array;
}

/** The bytes that are signed: what an export is, however many volumes and whatever list it has. */
export function writeStatement(header: ExportHeader): Uint8Array {
	const { format, v, exportId, caseId, reference, head, eventCount, chunksTotal, exportedAt, desk, software } = header;
	const statement = { format, v, exportId, caseId, reference, head, eventCount, chunksTotal, exportedAt, desk, software };
	return toUtf8(`${canonicalise(statement satisfies ExportHeader)}\n`);
}

export function nameExport({ reference, exportId }: Pick<ExportHeader, 'reference' | 'exportId'>): string {
	return `${reference}-export-${exportId.slice(0, 8)}`;
}

export const nameVolume = (name: string, volume: number): string => `${name}-${volume}.zip`;
export const nameManifest = (name: string): string => `${name}-manifest.json`;

/** How much room a chunk takes in a volume. */
export function measureChunk({ ciphertext }: SealedChunk): number {
	const OVERHEAD_BYTES = 800;
	return Math.ceil((ciphertext.length * 3) / 4) + OVERHEAD_BYTES;
}

/**
 * Writes one volume. Equal input gives equal bytes.
 *
 * @param front for the first volume
 * @throws RangeError for ids that cannot name files
 */
export function writeVolume(header: VolumeHeader, chunks: readonly SealedChunk[], front?: ExportFront): Uint8Array {
	const files = new Map<string, Uint8Array>([
		[EXPORT_FILE.header, toUtf8(`${canonicalise(header)}\n`)],
		...(front ? writeFront(header, front) : []),
		[EXPORT_FILE.chunkList, toNdjson(chunks.map((chunk) => ({ ...chunk, ciphertext: undefined })))],
		...chunks.map(({ chunkId, ciphertext }): [string, Uint8Array] => [
			`${EXPORT_FILE.chunks}${chunkId}.bin`,
			fromBase64(ciphertext) ?? new Uint8Array(),
		]),
	]);
	files.set(EXPORT_FILE.manifest, writeManifest(files));
	const folder = `${nameExport(header)}-${header.volume}`;
	const inFolder = new Map([...files].map(([path, bytes]) => [`${folder}/${path}`, bytes]));
	const zip = zipFiles(inFolder, new Date(header.exportedAt));
	if (!zip.ok) {
		throw new RangeError(`writeVolume: ${zip.code}`);
	}
	return zip.value;
}

function writeFront(header: VolumeHeader, { ledger, wrappedKeys, signature }: ExportFront): [string, Uint8Array][] {
	const signed: [string, Uint8Array][] = signature
		? [
				[EXPORT_FILE.statement, writeStatement(header)],
				[EXPORT_FILE.signature, signature],
			]
		: [];
	return [
		...signed,
		[EXPORT_FILE.ledger, toUtf8(ledger.map((bytes) => `${bytes}\n`).join(''))],
		[EXPORT_FILE.wrappedKeys, toNdjson(wrappedKeys)],
	];
}

export function writeExportManifest(manifest: ExportManifest): Uint8Array {
	return toUtf8(`${canonicalise(manifest)}\n`);
}

/** The lines of an NDJSON file. */
export function splitLines(bytes: Uint8Array): string[] {
	return fromUtf8(bytes)
		.split('\n')
		.filter((line) => line !== '');
}
