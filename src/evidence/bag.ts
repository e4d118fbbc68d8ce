import { toUtf8 } from './bytes';
import { sha256Hex } from './digests';
import { findUnsafePath, sortPaths } from './packagePaths';
import { accept, refuse, type Result } from '../result';

/** RFC 8493 names of the files that every bag of ours has. */
export const BAG_FILE = {
	declaration: 'bagit.txt',
	info: 'bag-info.txt',
	manifest: 'manifest-sha256.txt',
	tagManifest: 'tagmanifest-sha256.txt',
	/** Detached signature over the tag manifest: it cannot be listed in what it signs. */
	signature: 'tagmanifest-sha256.txt.p7s',
	/** RFC 3161 token over the signature. */
	timestamp: 'tagmanifest-sha256.txt.p7s.tsr',
} as const;

export const PAYLOAD_FOLDER = 'data/';

/** RFC 8493, 2.1.1: exactly these two lines. */
export const BAG_DECLARATION = 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n';

export type BagRefusal = 'empty-payload' | 'unsafe-path' | 'reserved-path' | 'unsafe-info';

/** A payload file whose bytes need not be at hand any more. */
export interface MeasuredFile {
	/** Below `data/`, without it. */
	path: string;
	sha256: string;
	sizeBytes: number;
}

/**
 * Puts files into a BagIt 1.0 bag (RFC 8493). Pure: the same input gives the same bytes.
 *
 * @param payload path below `data/` (without it) → bytes
 * @returns all files, path → bytes, manifests last; see `closeBag` for the rest, refusals included
 */
export function buildBag(input: {
	payload: ReadonlyMap<string, Uint8Array>;
	info: Readonly<Record<string, string>>;
	tagFiles: ReadonlyMap<string, Uint8Array>;
}): Result<Map<string, Uint8Array>, BagRefusal> {
	const payload = [...input.payload].map(([path, bytes]) => measureFile(path, bytes));
	const tags = closeBag({ ...input, payload });
	return tags.ok ? accept(new Map([...prefixPaths(input.payload), ...tags.value])) : tags;
}

export function measureFile(path: string, bytes: Uint8Array): MeasuredFile {
	return { path, sha256: sha256Hex(bytes), sizeBytes: bytes.byteLength };
}

/**
 * Everything of a bag but its payload, which may be gone by then: the declaration, bag-info.txt, the tag files and both
 * manifests.
 *
 * @param info bag-info.txt in the order given; must hold `Bagging-Date` (YYYY-MM-DD). `Payload-Oxum` is added here.
 * @param tagFiles path beside `data/` → bytes: README.txt, signer.pem; listed in the tag manifest
 * @returns path beside `data/` → bytes, manifests last. What is to be signed is `BAG_FILE.tagManifest`; the signature is
 * added under `BAG_FILE.signature`.
 * Refusals: `empty-payload` (`sha256sum -c` calls an empty manifest an error); `unsafe-path` (params.path);
 * `reserved-path` (a tag file inside `data/`, or with a name of `BAG_FILE`); `unsafe-info` (params.label: a label or value
 * that is empty, has line breaks or spaces around it, or `Bagging-Date` missing).
 */
export function closeBag(input: {
	payload: readonly MeasuredFile[];
	info: Readonly<Record<string, string>>;
	tagFiles: ReadonlyMap<string, Uint8Array>;
}): Result<Map<string, Uint8Array>, BagRefusal> {
	const paths = input.payload.map(({ path }) => path);
	const problem = findProblem(paths, input.info, input.tagFiles);
	if (problem) return problem;
	const payload = new Map(input.payload.map(({ path, sha256 }) => [PAYLOAD_FOLDER + path, sha256]));
	const tags = new Map([
		[BAG_FILE.declaration, toUtf8(BAG_DECLARATION)],
		[BAG_FILE.info, writeInfo({ ...input.info, 'Payload-Oxum': writeOxum(input.payload.map(({ sizeBytes }) => sizeBytes)) })],
		...input.tagFiles,
		[BAG_FILE.manifest, listDigests(payload)],
	]);
	return accept(new Map([...tags, [BAG_FILE.tagManifest, writeManifest(tags)]]));
}

/** RFC 8493, 2.2.2: octets, a dot, number of files: `279164409832.1198`. */
export function measurePayload(files: Iterable<Uint8Array>): string {
	return writeOxum([...files].map((bytes) => bytes.byteLength));
}

function writeOxum(sizes: readonly number[]): string {
	return `${sizes.reduce((sum, sizeBytes) => sum + sizeBytes, 0)}.${sizes.length}`;
}

/** Lines as `sha256sum` writes and checks them: digest, two spaces, path; sorted, LF, no byte order mark. */
export function writeManifest(files: ReadonlyMap<string, Uint8Array>): Uint8Array {
	return listDigests(new Map([...files].map(([path, bytes]) => [path, sha256Hex(bytes)])));
}

function listDigests(digests: ReadonlyMap<string, string>): Uint8Array {
	return toUtf8(
		sortPaths(digests.keys())
			.map((path) => `${digests.get(path)}  ${path}\n`)
			.join(''),
	);
}

function prefixPaths(payload: ReadonlyMap<string, Uint8Array>): Map<string, Uint8Array> {
	return new Map([...payload].map(([path, bytes]) => [PAYLOAD_FOLDER + path, bytes]));
}

function writeInfo(info: Readonly<Record<string, string>>): Uint8Array {
	return toUtf8(
		Object.entries(info)
			.map(([label, value]) => `${label}: ${value}\n`)
			.join(''),
	);
}

function findProblem(
	payload: readonly string[],
	info: Readonly<Record<string, string>>,
	tagFiles: ReadonlyMap<string, Uint8Array>,
): ReturnType<typeof refuse<BagRefusal>> | undefined {
	if (payload.length === 0) return refuse('empty-payload');
	const path = findUnsafePath(payload) ?? findUnsafePath(tagFiles.keys());
	if (path !== undefined) return refuse('unsafe-path', { path });
	const reserved = [...tagFiles.keys()].find(isReserved);
	if (reserved !== undefined) return refuse('reserved-path', { path: reserved });
	const label = findUnsafeInfo(info);
	return label === undefined ? undefined : refuse('unsafe-info', { label });
}

function isReserved(path: string): boolean {
	const folded = path.toLowerCase();
	return folded === 'data' || folded.startsWith(PAYLOAD_FOLDER) || Object.values<string>(BAG_FILE).includes(folded);
}

function findUnsafeInfo(info: Readonly<Record<string, string>>): string | undefined {
	if (!/^\d{4}-\d{2}-\d{2}$/.test(info['Bagging-Date'] ?? '')) return 'Bagging-Date';
	const unsafe = ([label, value]: [string, string]): boolean =>
		!/^[A-Za-z][A-Za-z0-9-]*$/.test(label) ||
		label === 'Payload-Oxum' ||
		value === '' ||
		value !== value.trim() ||
		/[\r\n]/.test(value);
	return Object.entries(info).find(unsafe)?.[0];
}
