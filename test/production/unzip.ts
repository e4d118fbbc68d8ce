import { unzipSync } from 'fflate';

/** What lies in a ZIP below its one folder: path → bytes. */
export function unzipFiles(zip: Uint8Array): Map<string, Uint8Array> {
	return new Map(Object.entries(unzipSync(zip)).map(([path, content]) => [path.slice(path.indexOf('/') + 1), content]));
}
