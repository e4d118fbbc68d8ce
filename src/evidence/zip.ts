// In the app's bundle this is `fflate/browser`: the default build asks for a module that the sandbox refuses.
import { zipSync, type Zippable } from 'fflate';

import { findUnsafePath, sortPaths } from './packagePaths';
import { accept, refuse, type Result } from './result';

/** fflate writes no Zip64, and its counters wrap without a word: 65,535 entries and 4 GiB are the end, and we stop before. */
export const ZIP_LIMITS = { files: 65_000, sizeBytes: 2_000_000_000 };

/** Images, video and archives do not get smaller, only slower: 100 MiB cost 4.7 s instead of 0.5 s. */
const TEXT = /\.(txt|ndjson|json|csv|md|pem|html|xml)$/i;

/**
 * Writes a ZIP. Equal input gives equal bytes on every runtime and in every time zone: names sorted, fflate's own deflate,
 * and one time stamp, in UTC, for all entries. Blocks the event loop: about 60 ms for a megabyte of text; volumes of 8 MB
 * keep that short.
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
): Result<Uint8Array, 'unsafe-path' | 'too-many-files' | 'too-large'> {
	if (files.size > limits.files) return refuse('too-many-files', { limit: limits.files, files: files.size });
	const sizeBytes = [...files.values()].reduce((sum, bytes) => sum + bytes.byteLength, 0);
	if (sizeBytes > limits.sizeBytes) return refuse('too-large', { limit: limits.sizeBytes, sizeBytes });
	const path = findUnsafePath(files.keys());
	if (path !== undefined) return refuse('unsafe-path', { path });
	const dosTime = toDosTime(instant);
	const entries: Zippable = {};
	for (const name of sortPaths(files.keys())) {
		entries[name] = [files.get(name) ?? new Uint8Array(), { level: TEXT.test(name) ? 6 : 0 }];
	}
	return accept(stampEntries(zipSync(entries, { mtime: FIXED_TIME }), files.size, dosTime));
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
	let entry = view.getUint32(zip.byteLength - 22 + 16, true);
	for (let index = 0; index < count; index += 1) {
		view.setUint32(entry + 12, dosTime, true);
		view.setUint32(view.getUint32(entry + 42, true) + 10, dosTime, true);
		entry += 46 + view.getUint16(entry + 28, true);
	}
	return zip;
}
