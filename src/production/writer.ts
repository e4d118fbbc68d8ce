import { sha256Hex, type CertificateFacts } from '../evidence';
import { documentId, type ProductionFacts, type VolumePlace } from './facts';
import { encodeText } from './text/layout';
import {
	addToVolume,
	closeVolume,
	openVolume,
	sealVolume,
	squeezeFile,
	type CloseRefusal,
	type ProductionVolume,
	type SqueezedFile,
	type Stamp,
	type UnsignedVolume,
	type VolumeDraft,
} from './volume';
import { listVolumeFiles } from './volumeFiles';
import { accept, type Result } from '../policy/refusal';

/** An upload costs more than linearly with its size. A single larger file makes a larger volume. */
export const VOLUME_BYTES = 8 * 1024 * 1024;

/** For README, page, manifests and signature, beside what was measured. */
const RESERVED_BYTES = 64 * 1024;
/** What the lists of a volume take for each of its files, at most. */
const LISTED_BYTES = 512;

/** A text file and the exact records that it shows. */
export interface Document {
	/** Below `data/`. */
	path: string;
	holds: string;
	render(documentId: string): string[] | Promise<string[]>;
	/** @param ndjson exact data, one record a line */
	data?: { path: string; holds: string; ndjson: Uint8Array };
	records: number;
}

/** What the writer works with. */
export interface WriterTools {
	/** @returns DER, the content of a `.p7s` file; undefined when it is signed outside: the volume then goes to `setAside` */
	sign(content: Uint8Array): Promise<Uint8Array | undefined>;
	/** Asks for a time stamp over a signature; absent when nobody is to be asked. */
	stamp?(signature: Uint8Array): Promise<Stamp | undefined>;
	/** Whether a volume was posted before, by an attempt that was cut off: it is then neither signed nor emitted again. */
	isPosted?(volume: UnsignedVolume): boolean;
	/** Takes each volume as soon as it is closed; it is not kept here. */
	emit(volume: ProductionVolume): Promise<void>;
	/** Takes what is to be signed outside. */
	setAside?(volume: UnsignedVolume): Promise<void>;
	/** Called between pieces of work; lets the process answer others. */
	pace(): Promise<void>;
	volumeBytes?: number;
}

export type WriterRefusal = CloseRefusal | 'signature-does-not-hold';

/** What became of a production, when all of its volumes were handed over. */
export interface WrittenProduction {
	volumes: Omit<ProductionVolume, 'zip'>[];
}

/** Puts documents and files into volumes, one after another: what it holds is never more than a volume. */
export interface ProductionWriter {
	add(document: Document): Promise<Result<void, WriterRefusal>>;
	/** @param path below `data/` */
	addFile(path: string, bytes: Uint8Array): Promise<Result<void, WriterRefusal>>;
	/** The volume into which the next file goes, if it fits. */
	volumeNumber(): number;
	/** Closes the last volume. */
	finish(): Promise<Result<WrittenProduction, WriterRefusal>>;
}

/**
 * Documents are numbered in the order in which they are added, and a volume's README when the volume is opened. Equal input
 * gives equal bytes in every file but the signatures.
 */
export function createWriter(facts: ProductionFacts, signer: CertificateFacts, tools: WriterTools): ProductionWriter {
	const { volumeBytes = VOLUME_BYTES } = tools;
	let documents = 0;
	const nextId = (): string => {
		documents += 1;
		return documentId(facts, documents);
	};
	let volume: VolumeDraft = openVolume(1, nextId());
	const closed: Omit<ProductionVolume, 'zip'>[] = [];
	const earlier: VolumePlace['earlier'][number][] = [];

	async function close(isLast: boolean): Promise<Result<void, WriterRefusal>> {
		const place = { number: volume.number, isLast, earlier: [...earlier] };
		const unsigned = closeVolume(volume, place, listVolumeFiles(volume, place, facts, signer), facts);
		if (!unsigned.ok) {
			return unsigned;
		}
		await tools.pace();
		const { name, tagManifest } = unsigned.value;
		earlier.push({ name: `${name}.zip`, tagManifestSha256: sha256Hex(tagManifest) });
		if (tools.isPosted?.(unsigned.value)) {
			return accept(undefined);
		}
		const signature = await tools.sign(tagManifest);
		if (!signature) {
			await tools.setAside?.(unsigned.value);
			return accept(undefined);
		}
		const sealed = await sealVolume(unsigned.value, signature, signer, await tools.stamp?.(signature));
		if (!sealed.ok) {
			return sealed;
		}
		await tools.pace();
		await tools.emit(sealed.value);
		const { zip: _, ...rest } = sealed.value;
		closed.push(rest);
		return accept(undefined);
	}

	/**
	 * Files that belong together stand in one volume.
	 *
	 * @param again those that the volume's page carries once more
	 */
	async function place(
		files: readonly SqueezedFile[],
		again: readonly SqueezedFile[] = [],
	): Promise<Result<void, WriterRefusal>> {
		const sizeBytes = [...files, ...again].reduce((sum, { piece }) => sum + piece.local.byteLength + LISTED_BYTES, 0);
		const taken = volume.zipBytes + volume.payload.length * LISTED_BYTES + RESERVED_BYTES;
		if (volume.payload.length > 0 && taken + sizeBytes > volumeBytes) {
			const done = await close(false);
			if (!done.ok) {
				return done;
			}
			volume = openVolume(volume.number + 1, nextId());
		}
		files.forEach((file) => addToVolume(volume, file));
		again.forEach(({ piece }) => {
			volume.zipBytes += piece.local.byteLength;
		});
		return accept(undefined);
	}

	return {
		async add({ path, holds, render, data, records }) {
			const id = nextId();
			const lines = await render(id);
			await tools.pace();
			const bytes = encodeText(lines);
			await tools.pace();
			const text = squeezeFile(path, bytes);
			await tools.pace();
			const exact = data ? [squeezeFile(data.path, data.ndjson)] : [];
			await tools.pace();
			const placed = await place([text, ...exact], exact);
			if (placed.ok) {
				if (data) {
					volume.viewer.add(data.path, data.ndjson);
				}
				volume.listed.push({ path: `data/${path}`, documentId: id, holds });
				volume.listed.push(...(data ? [{ path: `data/${data.path}`, holds: data.holds }] : []));
				volume.records += records;
			}
			return placed;
		},
		async addFile(path, bytes) {
			const placed = await place([squeezeFile(path, bytes)]);
			await tools.pace();
			if (placed.ok) {
				const folder = `data/${path.slice(0, path.lastIndexOf('/') + 1)}`;
				if (!volume.listed.some((listed) => listed.path === folder)) {
					volume.listed.push({ path: folder, holds: 'files of messages, as they were stored; see files.txt' });
				}
			}
			return placed;
		},
		volumeNumber: () => volume.number,
		async finish() {
			const done = await close(true);
			return done.ok ? accept({ volumes: closed }) : done;
		},
	};
}
