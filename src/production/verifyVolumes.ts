import { BAG_FILE, fromUtf8, sha256Hex } from '../evidence';
import { verifyPackage, type PackageReport } from './verifyPackage';

/** What a check of several packages together found. */
export interface VolumesReport {
	/** Every package is intact, they are of one production, by one signer, and none is missing. */
	complete: boolean;
	/** By the order in which they were given. */
	packages: PackageReport[];
	/** Numbers of volumes that are not there; the last one, where none says that it is the last, as `undefined`. */
	missing: (number | undefined)[];
	/** Whether all are of one production, signed by one certificate, and the last one vouches for the others by their hashes. */
	belongTogether: boolean;
}

/**
 * Checks the volumes of a production together: each by itself, and that they are all of it. The last volume names those
 * before it by the SHA-256 of their tag manifests, in a README that is signed.
 *
 * @param volumes of each package, the files below its folder: path in the bag → bytes
 * @param expectedFingerprint as for `verifyPackage`
 */
export async function verifyVolumes(
	volumes: readonly ReadonlyMap<string, Uint8Array>[],
	expectedFingerprint?: string,
): Promise<VolumesReport> {
	const packages: PackageReport[] = [];
	for (const files of volumes) {
		packages.push(await verifyPackage(files, expectedFingerprint));
	}
	const places = volumes.map(readPlace);
	const last = places.find(({ total }) => total !== undefined);
	const missing = last ? listMissing(places, last.total ?? 0) : [undefined];
	const belongTogether =
		last !== undefined &&
		new Set(places.map(({ group }) => group)).size === 1 &&
		new Set(packages.map(({ certificate }) => certificate?.fingerprint)).size === 1 &&
		places.every((place) => place === last || last.readme.includes(place.tagManifestSha256));
	const isIntact = packages.every(({ intact, signer }) => intact && signer !== 'other');
	return { complete: isIntact && missing.length === 0 && belongTogether, packages, missing, belongTogether };
}

interface StatedPlace {
	group: string;
	number: number;
	/** Known to the last volume only. */
	total?: number;
	tagManifestSha256: string;
	readme: string;
}

function readPlace(files: ReadonlyMap<string, Uint8Array>): StatedPlace {
	const read = (path: string) => fromUtf8(files.get(path) ?? new Uint8Array());
	const info = read(BAG_FILE.info);
	const [, number, total] = /^Bag-Count: (\d+) of (\d+|\?)$/m.exec(info) ?? [];
	return {
		group: /^Bag-Group-Identifier: (.*)$/m.exec(info)?.[1] ?? '',
		number: Number(number),
		...(total === undefined || total === '?' ? {} : { total: Number(total) }),
		tagManifestSha256: sha256Hex(files.get(BAG_FILE.tagManifest) ?? new Uint8Array()),
		readme: read('README.txt'),
	};
}

function listMissing(places: readonly StatedPlace[], total: number): number[] {
	return Array.from({ length: total }, (_, index) => index + 1).filter(
		(number) => !places.some((place) => place.number === number),
	);
}
