import { zipSync } from 'fflate';

/** ZIP stores local time without a zone: written and read by the parts of a local date, it is the same everywhere. */
const entryDate = new Date(2020, 0, 1);

/**
 * Zips files so that the same files give the same bytes on every machine: names in order, one date, fixed compression.
 *
 * @param {Record<string, Uint8Array>} files content by name
 * @returns {Buffer}
 */
export function zipDeterministically(files) {
	const names = Object.keys(files).sort();
	return Buffer.from(
		zipSync(Object.fromEntries(names.map((name) => [name, [files[name], { mtime: entryDate, level: 9, os: 0 }]]))),
	);
}
