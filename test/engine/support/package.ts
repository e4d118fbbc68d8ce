import { unzipSync } from 'fflate';

/** What lies in a package, below its one folder. */
export function unzip(zip: Buffer): Map<string, string> {
	return new Map(
		Object.entries(unzipSync(new Uint8Array(zip))).map(([path, bytes]) => [
			path.slice(path.indexOf('/') + 1),
			Buffer.from(bytes).toString('utf8'),
		]),
	);
}

/** All of it as one text, names included. */
export const readAll = (files: ReadonlyMap<string, string>) => [...files].map(([path, text]) => path + text).join('\n');
