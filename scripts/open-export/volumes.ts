import { readFileSync } from 'node:fs';
import path from 'node:path';

import { formatFingerprint, sha256Hex, type SealedChunk } from '../../src/evidence';
import type { Result } from '../../src/policy/refusal';
import { nameExport } from '../../src/preservation/exportFormat';
import {
	checkExportedChunk,
	readExportedCase,
	readExportManifest,
	readVolume,
	type ExportedCase,
	type ReadVolume,
} from '../../src/preservation/readExport';

/** An export whose volumes lie on this machine. */
export interface ExportOnDisk {
	front: ExportedCase;
	/** Volumes are read one at a time, as they are needed. */
	findChunk(chunkId: string): Promise<SealedChunk | undefined>;
}

/** @throws Error with a sentence for a person */
export function findExportFiles(files: readonly string[]): { zips: string[]; manifest?: string } {
	const zips = files.filter((file) => file.endsWith('.zip'));
	const [manifest, another] = files.filter((file) => file.endsWith('.json'));
	if (zips.length === 0 || another || files.some((file) => !/\.(zip|json)$/.test(file))) {
		throw new Error('Name the volumes of one export (.zip) and, if you have it, its list (-manifest.json).');
	}
	return { zips, ...(manifest ? { manifest } : {}) };
}

/**
 * Reads every volume once, and holds it to the list of volumes, to its own list of files and to the ledger.
 *
 * @throws Error with a sentence for a person
 */
export async function openVolumes({ zips, manifest }: { zips: readonly string[]; manifest?: string }): Promise<ExportOnDisk> {
	const known = manifest ? expect(readExportManifest(readFileSync(manifest)), manifest) : undefined;
	const places = new Map<string, string>();
	let front: ExportedCase | undefined;
	let exportId = known?.exportId;
	for (const file of zips) {
		const bytes = readFileSync(file);
		const listed = known?.volumes.find(({ fileName }) => fileName === path.basename(file));
		if (known && listed?.sha256 !== sha256Hex(bytes)) {
			throw new Error(`${file} is not as ${manifest} lists it.`);
		}
		const volume = expect(readVolume(bytes), file);
		exportId ??= volume.header.exportId;
		if (volume.header.exportId !== exportId) {
			throw new Error(`${file} belongs to another export: ${nameExport(volume.header)}.`);
		}
		front = volume.ledger ? expect(await readExportedCase(volume), file) : front;
		volume.chunks.forEach(({ chunkId }) => places.set(chunkId, file));
	}
	if (!front) {
		throw new Error('The first volume is missing: it holds the ledger and the wrapped keys.');
	}
	const missing = [...front.vouched.keys()].filter((chunkId) => !places.has(chunkId));
	if (missing.length > 0) {
		throw new Error(`${missing.length} of ${front.vouched.size} sealed chunks are in none of these volumes.`);
	}
	return { front, findChunk: createReader(places, front) };
}

function createReader(places: ReadonlyMap<string, string>, { vouched }: ExportedCase): ExportOnDisk['findChunk'] {
	let last: { file: string; volume: ReadVolume } | undefined;
	return async (chunkId) => {
		const file = places.get(chunkId);
		if (!file) {
			return undefined;
		}
		last = last?.file === file ? last : { file, volume: expect(readVolume(readFileSync(file)), file) };
		const chunk = last.volume.chunks.find((known) => known.chunkId === chunkId);
		return chunk && checkExportedChunk(chunk, vouched).ok ? chunk : undefined;
	};
}

/** A line for a person: by whom an export is signed, or that it is not. */
export function saySignature({ header: { desk }, signedBy }: ExportedCase): string {
	return signedBy
		? `signed ${signedBy.signedAt} by the desk of ${desk.organisation}, certificate SHA-256 ${formatFingerprint(signedBy.signer)}: compare it with one that you have from elsewhere`
		: 'NOT SIGNED: that nobody wrote the whole export anew shows only by comparing the head of its ledger with a letter, package or digest';
}

const SENTENCES: Readonly<Record<string, string>> = {
	'export-unreadable': 'is no part of an export of Legal Desk.',
	'export-newer': 'was written by a newer Legal Desk than this one.',
	'export-altered': 'was altered after it was exported.',
	'export-incomplete': 'is not the first volume.',
	'export-signature-wrong': 'bears a signature that is not over this export: it was altered after it was signed.',
};

function expect<T>(result: Result<T>, file: string): T {
	if (!result.ok) {
		throw new Error(`${file} ${SENTENCES[result.code] ?? result.code}`);
	}
	return result.value;
}
