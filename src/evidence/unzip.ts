import { unzipSync } from 'fflate';

import { findUnsafePath } from './packagePaths';
import { accept, refuse, type Result } from '../result';

/**
 * Reads a ZIP file of ours back. Blocks the event loop for about 30 ms a megabyte of text.
 *
 * @param maxBytes of all files together: a small ZIP can stand for more than a server's memory
 * @returns path → bytes
 * Refusals: `not-a-zip`, `unsafe-path` (params.path), `too-large` (params.limit).
 */
export function unzipFiles(
	zip: Uint8Array,
	maxBytes: number,
): Result<Map<string, Uint8Array>, 'not-a-zip' | 'unsafe-path' | 'too-large'> {
	const names: string[] = [];
	let sizeBytes = 0;
	try {
		// Asked of every file before any is unpacked; an entry that states less than it holds is cut there by the inflater.
		const entries = unzipSync(zip, {
			filter: ({ name, originalSize }) => {
				names.push(name);
				sizeBytes += originalSize;
				return sizeBytes <= maxBytes;
			},
		});
		const path = findUnsafePath(names);
		if (path !== undefined) return refuse('unsafe-path', { path });
		return sizeBytes > maxBytes ? refuse('too-large', { limit: maxBytes }) : accept(new Map(Object.entries(entries)));
	} catch {
		return refuse('not-a-zip');
	}
}
