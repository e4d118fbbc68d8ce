import type { Workspace } from './ports';
import type { Sink } from './sink';
import type { FileReference } from '../cases/records';
import { sha256Hex, toBase64 } from '../evidence';

/** So that a piece, in base64, fits a chunk with room to spare. */
const PART_BYTES = 512 * 1024;

/** Why a file was not copied: a stable code and a sentence. */
export interface FileFailure {
	code: 'file-gone' | 'file-unreadable' | 'file-empty-read' | 'file-over-limit' | 'files-left-out';
	why: string;
}

/**
 * Copies one file of a message into the snapshot, with the SHA-256 of the very bytes that are sealed.
 *
 * @param maxBytes a larger file is not read at all
 * @returns how many bytes were copied (an empty file is copied as one), or why it was not
 */
export async function copyFile(
	file: FileReference,
	place: { messageId: string; roomId: string; capturedAt: string },
	maxBytes: number,
	{ workspace, sink }: { workspace: Workspace; sink: Sink },
): Promise<{ sizeBytes: number } | FileFailure> {
	if (maxBytes <= 0) {
		return { code: 'files-left-out', why: 'The hold covers no files.' };
	}
	const read = await readWhole(file, maxBytes, workspace);
	if ('code' in read) {
		return read;
	}
	const { bytes, statedSizeBytes } = read;
	const parts = Math.max(1, Math.ceil(bytes.byteLength / PART_BYTES));
	for (let part = 0; part < parts; part++) {
		const base64 = toBase64(bytes.subarray(part * PART_BYTES, (part + 1) * PART_BYTES));
		await sink.add({ kind: 'file-part', fileId: file.id, part, base64 });
	}
	const sizeBytes = bytes.byteLength;
	await sink.add({
		kind: 'file',
		...place,
		id: file.id,
		...(file.name === undefined ? {} : { name: file.name }),
		...(file.type === undefined ? {} : { type: file.type }),
		...{ sizeBytes, sha256: sha256Hex(bytes), parts },
		...(statedSizeBytes === undefined || statedSizeBytes === sizeBytes ? {} : { statedSizeBytes }),
	});
	return { sizeBytes };
}

async function readWhole(
	file: FileReference,
	maxBytes: number,
	workspace: Workspace,
): Promise<{ bytes: Uint8Array; statedSizeBytes?: number } | FileFailure> {
	try {
		const sized = () => workspace.readFileSize(file.id);
		const stored = await sized().catch(sized);
		if (!stored) {
			return { code: 'file-gone', why: 'The file no longer existed when it was to be copied.' };
		}
		const statedSizeBytes = stored.sizeBytes ?? file.sizeBytes;
		if (statedSizeBytes !== undefined && statedSizeBytes > maxBytes) {
			return { code: 'file-over-limit', why: `The file has ${statedSizeBytes} bytes; the hold covers files up to ${maxBytes}.` };
		}
		const read = () => workspace.readFile(file.id);
		let bytes = await read().catch(read);
		if (bytes.byteLength === 0 && statedSizeBytes) {
			bytes = await read();
		}
		if (bytes.byteLength === 0 && statedSizeBytes) {
			return { code: 'file-empty-read', why: `The workspace states ${statedSizeBytes} bytes and gave none, twice.` };
		}
		if (bytes.byteLength > maxBytes) {
			return { code: 'file-over-limit', why: `The file has ${bytes.byteLength} bytes; the hold covers files up to ${maxBytes}.` };
		}
		return { bytes, statedSizeBytes };
	} catch {
		return { code: 'file-unreadable', why: 'The workspace refused twice to give the file.' };
	}
}
