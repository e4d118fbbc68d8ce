/**
 * Names that every tool writes alike, so that neither BagIt's percent-encoding nor sha256sum's escapes ever occur: letters,
 * digits, dot, underscore, hyphen; each part begins with a letter or digit, so there is no `..`, no hidden file, no name
 * that a command takes for an option.
 */
const SAFE_PATH = /^[A-Za-z0-9][A-Za-z0-9._-]*(\/[A-Za-z0-9][A-Za-z0-9._-]*)*$/;

/** Windows keeps these, with any extension, for devices, and drops a dot at the end of a name. */
const WINDOWS_TROUBLE = /(^|\/)(con|prn|aux|nul|com\d|lpt\d)(\.[^/]*)?(\/|$)|\.(\/|$)/i;

/** Windows' limit for a whole path is 260 characters; this leaves room for the folder it is unpacked in. */
const MAX_PATH_LENGTH = 180;

/**
 * The first path that cannot stand in a package: unsafe, too long, equal to another but for case (it would be overwritten
 * on Windows and macOS), or both a file and a folder.
 *
 * @returns undefined when all are fine
 */
export function findUnsafePath(paths: Iterable<string>): string | undefined {
	const seen = new Set<string>();
	const folders = new Set<string>();
	for (const path of paths) {
		const folded = path.toLowerCase();
		if (!SAFE_PATH.test(path) || WINDOWS_TROUBLE.test(path) || path.length > MAX_PATH_LENGTH || seen.has(folded)) return path;
		seen.add(folded);
		for (let end = folded.indexOf('/'); end >= 0; end = folded.indexOf('/', end + 1)) folders.add(folded.slice(0, end));
	}
	return [...seen].find((path) => folders.has(path));
}

/** Paths in the order of their bytes, the same everywhere: no locale takes part. */
export function sortPaths(paths: Iterable<string>): string[] {
	return [...paths].sort((left, right) => (left < right ? -1 : 1));
}
