import { formatDay } from '../policy/instants';
import type { ListedFile } from './documents/readme';
import { nameVolume, type ProductionFacts, type VolumePlace } from './facts';
import {
	BAG_FILE,
	closeBag,
	countZipBytes,
	joinZip,
	measureFile,
	moveIntoFolder,
	PAYLOAD_FOLDER,
	sha256Hex,
	verifySignature,
	zipPiece,
	type BagRefusal,
	type CertificateFacts,
	type MeasuredFile,
	type SignatureRefusal,
	type ZipPiece,
	type ZipRefusal,
} from '../evidence';
import { accept, refuse, type Result } from '../policy/refusal';
import { escapeText } from './text/escape';
import { openViewer, type Viewer } from './viewer/renderViewer';
import type { TimeStampOutcome } from '../cases/events/production';

/** A volume that is being filled. Its files are kept squeezed; the bytes that they were made of are gone. */
export interface VolumeDraft {
	number: number;
	/** The document number of its README, reserved when the volume was opened. */
	readmeId: string;
	pieces: ZipPiece[];
	payload: MeasuredFile[];
	listed: ListedFile[];
	/** How many records its files hold. */
	records: number;
	/** Of the squeezed files so far. */
	zipBytes: number;
	/** index.html, which carries the exact data as well. */
	viewer: Viewer;
}

export function openVolume(number: number, readmeId: string): VolumeDraft {
	return { number, readmeId, pieces: [], payload: [], listed: [], records: 0, zipBytes: 0, viewer: openViewer() };
}

/** A file of the payload, squeezed and measured. */
export interface SqueezedFile {
	piece: ZipPiece;
	measured: MeasuredFile;
}

/** @param path below `data/` */
export function squeezeFile(path: string, bytes: Uint8Array): SqueezedFile {
	return { piece: zipPiece(PAYLOAD_FOLDER + path, bytes), measured: measureFile(path, bytes) };
}

export function addToVolume(volume: VolumeDraft, { piece, measured }: SqueezedFile): void {
	volume.pieces.push(piece);
	volume.payload.push(measured);
	volume.zipBytes += countZipBytes(piece);
}

/** Everything of a volume but the signature over `tagManifest`. */
export interface UnsignedVolume {
	/** `LE-2026-0001-P1`, or `LE-2026-0001-P1-V2` where there are several: the folder in the ZIP, and the ZIP's own name. */
	name: string;
	place: VolumePlace;
	/** What is to be signed. */
	tagManifest: Uint8Array;
	/** As in the bag, without the folder. */
	pieces: ZipPiece[];
	files: PackageFile[];
	records: number;
	producedAt: string;
}

export interface PackageFile {
	/** As in the bag, without the folder that the ZIP puts around it. */
	path: string;
	sha256: string;
	sizeBytes: number;
}

export type CloseRefusal = BagRefusal | ZipRefusal;

/**
 * Closes a volume: adds what stands beside the payload and both manifests. What remains is the signature, here or outside.
 *
 * @param tagFiles path beside `data/` → bytes: `listVolumeFiles`
 */
export function closeVolume(
	volume: VolumeDraft,
	place: VolumePlace,
	tagFiles: ReadonlyMap<string, Uint8Array>,
	facts: ProductionFacts,
): Result<UnsignedVolume, CloseRefusal> {
	const tags = closeBag({ payload: volume.payload, info: describeBag(facts, place), tagFiles });
	if (!tags.ok) {
		return tags;
	}
	const payload = volume.payload.map((file) => ({ ...file, path: PAYLOAD_FOLDER + file.path }));
	return accept({
		name: nameVolume(facts, place),
		place,
		tagManifest: tags.value.get(BAG_FILE.tagManifest) ?? new Uint8Array(),
		pieces: [...volume.pieces, ...[...tags.value].map(([path, bytes]) => zipPiece(path, bytes))],
		files: [...payload, ...[...tags.value].map(([path, bytes]) => measureFile(path, bytes))],
		records: volume.records,
		producedAt: facts.producedAt,
	});
}

/** A finished volume, to be handed over. */
export interface ProductionVolume {
	number: number;
	isLast: boolean;
	/** `LE-2026-0001-P1.zip` */
	fileName: string;
	zip: Uint8Array;
	/** Of the ZIP. Another at each signing, since ECDSA signatures are randomised. */
	zipSha256: string;
	/** Stands for all that is signed; equal input gives an equal one. For letters, declarations and the ledger. */
	tagManifestSha256: string;
	/** Of the signer's certificate: to be told to the recipient by another way than the package. */
	signerFingerprint: string;
	files: PackageFile[];
	records: number;
	/** What became of the time stamp over the signature; absent when none was asked for. */
	timeStamp?: TimeStampOutcome;
}

/** What an authority said of a signature: its answer as a file, or why there is none. */
export type Stamp = { response: Uint8Array; at: string } | { failure: string };

/**
 * Puts the signature to a volume, once it is seen to hold (a smart card or a mistaken key must not make a package that
 * fails in court), and writes the ZIP.
 *
 * @param stamp the RFC 3161 time stamp over the signature, a file that no manifest lists; its lack is recorded and stops nothing
 * Refusals: `signature-does-not-hold` (params.code: why), those of `joinZip`.
 */
export async function sealVolume(
	unsigned: UnsignedVolume,
	signature: Uint8Array,
	signer: CertificateFacts,
	stamp?: Stamp,
): Promise<Result<ProductionVolume, 'signature-does-not-hold' | ZipRefusal>> {
	const { name, place, tagManifest, producedAt, records } = unsigned;
	const verified = await verifySignature({ content: tagManifest, signature, certificatePem: signer.pem });
	if (!verified.ok) {
		return refuse('signature-does-not-hold', { code: verified.code satisfies SignatureRefusal });
	}
	const token: [string, Uint8Array][] = stamp && 'response' in stamp ? [[BAG_FILE.timestamp, stamp.response]] : [];
	const added = [[BAG_FILE.signature, signature] as const, ...token];
	const pieces = [...unsigned.pieces, ...added.map(([path, bytes]) => zipPiece(path, bytes))];
	const zip = joinZip(
		pieces.map((piece) => moveIntoFolder(piece, name)),
		new Date(producedAt),
	);
	if (!zip.ok) {
		return zip;
	}
	return accept({
		number: place.number,
		isLast: place.isLast,
		fileName: `${name}.zip`,
		zip: zip.value,
		zipSha256: sha256Hex(zip.value),
		tagManifestSha256: sha256Hex(tagManifest),
		signerFingerprint: signer.fingerprint,
		files: [...unsigned.files, ...added.map(([path, bytes]) => measureFile(path, bytes))],
		records,
		...(stamp ? { timeStamp: 'response' in stamp ? { at: stamp.at } : stamp } : {}),
	});
}

/** bag-info.txt. The volumes of one production share the group; how many there are only the last one knows (RFC 8493, 2.2.2). */
function describeBag(facts: ProductionFacts, place: VolumePlace): Record<string, string> {
	const info = {
		'Source-Organization': facts.organisation,
		'External-Identifier': nameVolume(facts, place),
		'External-Description': 'Records of one account, produced under legal process; see README.txt',
		'Bagging-Date': formatDay(facts.producedAt),
		'Bag-Group-Identifier': nameVolume(facts, { number: 1, isLast: true }),
		'Bag-Count': `${place.number} of ${place.isLast ? place.number : '?'}`,
		'Bag-Software-Agent': `Legal Desk ${facts.software.app}, Rocket.Chat ${facts.software.server}`,
		'Snapshot-Complete-At': facts.snapshot.capturedAt,
		'Produced-At': facts.producedAt,
		'Ledger-Head-SHA256': facts.ledger.headHash,
	};
	return Object.fromEntries(Object.entries(info).map(([label, value]) => [label, escapeText(value).trim() || '(not stated)']));
}
