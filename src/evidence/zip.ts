// In the app's bundle this is `fflate/browser`: the default build asks for a module that the sandbox refuses.
import { zipSync } from 'fflate';

import { concatBytes, toUtf8 } from './bytes';
import { findUnsafePath, sortPaths } from './packagePaths';
import { accept, refuse, type Result } from '../result';

/** fflate writes no Zip64, and its counters wrap without a word: 65,535 entries and 4 GiB are the end, and we stop before. */
export const ZIP_LIMITS = { files: 65_000, sizeBytes: 2_000_000_000 };

/** Images, video and archives do not get smaller, only slower: 100 MiB cost 4.7 s instead of 0.5 s. */
const TEXT = /\.(txt|ndjson|json|csv|md|pem|html|xml)$/i;

/** One file of a ZIP, squeezed already: its local part, and its entry in the directory at the end. */
export interface ZipPiece {
	readonly path: string;
	/** Of the file itself. */
	readonly sizeBytes: number;
	readonly local: Uint8Array;
	readonly central: Uint8Array;
}

/** How many bytes a piece takes in the archive. */
export function countZipBytes({ local, central }: ZipPiece): number {
	return local.byteLength + central.byteLength;
}

/** Squeezes one file. Blocks the event loop for about 60 ms a megabyte of text: larger texts are cut into several files. */
export function zipPiece(path: string, bytes: Uint8Array): ZipPiece {
	const zip = zipSync({ [path]: [bytes, { level: TEXT.test(path) ? 6 : 0 }] }, { mtime: FIXED_TIME });
	const end = zip.byteLength - END_BYTES;
	const directory = new DataView(zip.buffer, zip.byteOffset, zip.byteLength).getUint32(end + 16, true);
	return { path, sizeBytes: bytes.byteLength, local: zip.slice(0, directory), central: zip.slice(directory, end) };
}

/**
 * Writes a ZIP. Equal input gives equal bytes on every runtime and in every time zone: names sorted, fflate's own deflate,
 * and one time stamp, in UTC, for all entries.
 *
 * @param files path → bytes
 * @param instant the time stamp (years 1980 to 2099; ZIP keeps two-second steps)
 * @param limits only ever lower than the default
 * Refusals: `unsafe-path` (params.path), `too-many-files`, `too-large` (params.limit).
 * @throws RangeError for an instant that ZIP cannot write
 */
export function zipFiles(
	files: ReadonlyMap<string, Uint8Array>,
	instant: Date,
	limits: { files: number; sizeBytes: number } = ZIP_LIMITS,
): Result<Uint8Array, ZipRefusal> {
	const sizes = [...files].map(([path, bytes]) => ({ path, sizeBytes: bytes.byteLength }));
	const problem = findProblem(sizes, limits);
	if (problem) return problem;
	const pieces = [...files].map(([path, bytes]) => zipPiece(path, bytes));
	return joinZip(pieces, instant, limits);
}

export type ZipRefusal = 'unsafe-path' | 'too-many-files' | 'too-large';

/** Puts squeezed files together: the very bytes that `zipFiles` writes of them at once. Refusals as there. */
export function joinZip(
	pieces: readonly ZipPiece[],
	instant: Date,
	limits: { files: number; sizeBytes: number } = ZIP_LIMITS,
): Result<Uint8Array, ZipRefusal> {
	const problem = findProblem(pieces, limits);
	if (problem) return problem;
	const dosTime = toDosTime(instant);
	const byPath = new Map(pieces.map((piece) => [piece.path, piece]));
	const sorted = sortPaths(byPath.keys()).flatMap((path) => byPath.get(path) ?? []);
	const zip = concatBytes(
		...sorted.map(({ local }) => local),
		...sorted.map(({ central }) => central),
		new Uint8Array(END_BYTES),
	);
	writeDirectory(zip, sorted);
	return accept(stampEntries(zip, sorted.length, dosTime));
}

function findProblem(
	files: readonly { path: string; sizeBytes: number }[],
	limits: { files: number; sizeBytes: number },
): ReturnType<typeof refuse<ZipRefusal>> | undefined {
	if (files.length > limits.files) return refuse('too-many-files', { limit: limits.files, files: files.length });
	const sizeBytes = files.reduce((sum, file) => sum + file.sizeBytes, 0);
	if (sizeBytes > limits.sizeBytes) return refuse('too-large', { limit: limits.sizeBytes, sizeBytes });
	const path = findUnsafePath(files.map((file) => file.path));
	return path === undefined ? undefined : refuse('unsafe-path', { path });
}

/** The same piece inside a folder. What was squeezed is not squeezed anew. */
export function moveIntoFolder({ path, sizeBytes, local, central }: ZipPiece, folder: string): ZipPiece {
	const name = toUtf8(`${folder}/`);
	return {
		path: `${folder}/${path}`,
		sizeBytes,
		local: putBeforeName(local, name, LOCAL_HEADER),
		central: putBeforeName(central, name, CENTRAL_HEADER),
	};
}

/** Where a header keeps the length of the name, and how long it is without the name (APPNOTE.TXT, 4.3.7 and 4.3.12). */
const LOCAL_HEADER = { nameLengthAt: 26, sizeBytes: 30 };
const CENTRAL_HEADER = { nameLengthAt: 28, sizeBytes: 46 };

function putBeforeName(entry: Uint8Array, name: Uint8Array, header: typeof LOCAL_HEADER): Uint8Array {
	const { nameLengthAt, sizeBytes } = header;
	const moved = concatBytes(entry.subarray(0, sizeBytes), name, entry.subarray(sizeBytes));
	const view = new DataView(moved.buffer);
	view.setUint16(nameLengthAt, view.getUint16(nameLengthAt, true) + name.byteLength, true);
	return moved;
}

/** The end of central directory record without a comment (APPNOTE.TXT, 4.3.16). */
const END_BYTES = 22;

/** Says in each entry of the directory where its file begins, and at the end where the directory does. */
function writeDirectory(zip: Uint8Array, pieces: readonly ZipPiece[]): void {
	const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
	const directory = pieces.reduce((sum, { local }) => sum + local.byteLength, 0);
	let begin = 0;
	let entry = directory;
	for (const { local, central } of pieces) {
		view.setUint32(entry + 42, begin, true);
		begin += local.byteLength;
		entry += central.byteLength;
	}
	const end = zip.byteLength - END_BYTES;
	view.setUint32(end, 0x06054b50, true);
	view.setUint16(end + 8, pieces.length, true);
	view.setUint16(end + 10, pieces.length, true);
	view.setUint32(end + 12, end - directory, true);
	view.setUint32(end + 16, directory, true);
}

/** Any time that fflate takes; `stampEntries` replaces what it writes. */
const FIXED_TIME = new Date(2000, 0, 1);

/** MS-DOS date and time, in UTC (APPNOTE.TXT, 4.4.6). */
function toDosTime(instant: Date): number {
	const year = instant.getUTCFullYear() - 1980;
	if (!(year >= 0 && year <= 119)) throw new RangeError('zipFiles: the instant lies outside 1980 to 2099');
	const date = (year << 9) | ((instant.getUTCMonth() + 1) << 5) | instant.getUTCDate();
	const time = (instant.getUTCHours() << 11) | (instant.getUTCMinutes() << 5) | (instant.getUTCSeconds() >> 1);
	return date * 0x10000 + time;
}

/**
 * Puts the time stamp into both headers of every entry (APPNOTE.TXT, 4.3.7 and 4.3.12). fflate only writes local time,
 * which no shift of the clock makes deterministic: the hour that a zone skips in spring has no local name.
 */
function stampEntries(zip: Uint8Array, count: number, dosTime: number): Uint8Array {
	const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
	let entry = view.getUint32(zip.byteLength - END_BYTES + 16, true);
	for (let index = 0; index < count; index += 1) {
		view.setUint32(entry + 12, dosTime, true);
		view.setUint32(view.getUint32(entry + 42, true) + 10, dosTime, true);
		entry += 46 + view.getUint16(entry + 28, true);
	}
	return zip;
}
