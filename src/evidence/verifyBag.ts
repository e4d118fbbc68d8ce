import { BAG_DECLARATION, BAG_FILE, measurePayload, PAYLOAD_FOLDER } from './bag';
import { fromUtf8 } from './bytes';
import { sha256Hex } from './digests';
import { sortPaths } from './packagePaths';

/** What a check of a bag found. All lists are sorted by path and empty in a bag that is complete and valid (RFC 8493, 3). */
export interface BagReport {
	readonly valid: boolean;
	/** Listed in a manifest, or required, and not there. */
	readonly missing: readonly string[];
	/** There, with other bytes than its manifest says. */
	readonly changed: readonly string[];
	/** There, and listed nowhere. */
	readonly extra: readonly string[];
	/** Files that are not what RFC 8493 and this app write: ill-formed manifests, another declaration, a wrong Payload-Oxum. */
	readonly malformed: readonly string[];
}

/** Listed nowhere because of what they are: the tag manifest, and what is made from it afterwards. */
const UNLISTED: readonly string[] = [BAG_FILE.tagManifest, BAG_FILE.signature, BAG_FILE.timestamp];

/**
 * Checks a bag that `buildBag` made: complete, valid, and nothing more in it. Stricter than RFC 8493, which lets unlisted
 * tag files pass. Says nothing of who made the bag: that is the signature's part (`verifySignature` over the bytes of
 * `BAG_FILE.tagManifest`).
 *
 * @param files every file of the package, path → bytes
 */
export function verifyBag(files: ReadonlyMap<string, Uint8Array>): BagReport {
	const malformed = new Set<string>();
	const listed = new Map([
		...readManifest(files, BAG_FILE.manifest, isPayload, malformed),
		...readManifest(files, BAG_FILE.tagManifest, (path) => !isPayload(path) && !UNLISTED.includes(path), malformed),
	]);
	for (const path of [BAG_FILE.declaration, BAG_FILE.info, BAG_FILE.manifest]) {
		if (!listed.has(path)) malformed.add(BAG_FILE.tagManifest);
	}
	checkContents(files, malformed);
	const required = [...listed.keys(), BAG_FILE.declaration, BAG_FILE.info, BAG_FILE.manifest, BAG_FILE.tagManifest];
	const missing = [...new Set(required)].filter((path) => !files.has(path));
	const changed = [...listed].filter(([path, digest]) => isOther(files.get(path), digest)).map(([path]) => path);
	const extra = [...files.keys()].filter((path) => !listed.has(path) && !UNLISTED.includes(path));
	return {
		valid: missing.length + changed.length + extra.length + malformed.size === 0,
		missing: sortPaths(missing),
		changed: sortPaths(changed),
		extra: sortPaths(extra),
		malformed: sortPaths(malformed),
	};
}

function isPayload(path: string): boolean {
	return path.startsWith(PAYLOAD_FOLDER);
}

function isOther(bytes: Uint8Array | undefined, digest: string): boolean {
	return bytes !== undefined && sha256Hex(bytes) !== digest;
}

function readManifest(
	files: ReadonlyMap<string, Uint8Array>,
	name: string,
	mayList: (path: string) => boolean,
	malformed: Set<string>,
): Map<string, string> {
	const bytes = files.get(name);
	const listed = new Map<string, string>();
	if (!bytes) return listed;
	const lines = fromUtf8(bytes).split('\n');
	if (lines.pop() !== '' || lines.length === 0) malformed.add(name);
	for (const line of lines) {
		const [, digest, path] = /^([0-9a-f]{64}) {2}(\S+)$/.exec(line) ?? [];
		if (digest === undefined || path === undefined || listed.has(path) || !mayList(path)) malformed.add(name);
		else listed.set(path, digest);
	}
	return listed;
}

function checkContents(files: ReadonlyMap<string, Uint8Array>, malformed: Set<string>): void {
	const declaration = files.get(BAG_FILE.declaration);
	if (declaration && fromUtf8(declaration) !== BAG_DECLARATION) malformed.add(BAG_FILE.declaration);
	const info = files.get(BAG_FILE.info);
	if (!info) return;
	const payload = [...files].filter(([path]) => isPayload(path)).map(([, bytes]) => bytes);
	const stated = fromUtf8(info)
		.split('\n')
		.filter((line) => line.startsWith('Payload-Oxum: '));
	if (stated.length !== 1 || stated[0] !== `Payload-Oxum: ${measurePayload(payload)}`) malformed.add(BAG_FILE.info);
}
