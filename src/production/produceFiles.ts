import { concatBytes, fromBase64, sha256Hex } from '../evidence';
import { renderFiles, type WrittenFile } from './documents/files';
import type { ProductionFacts } from './facts';
import { nameFile, type RecordIndex } from './indexRecords';
import type { Numbering } from './numbering';
import { addToPage, openPage, RECORDS_A_FILE, writeNdjson } from './pages';
import type { RecordSource } from './source';
import type { ProductionWriter, WriterRefusal } from './writer';
import { accept, refuse, type Result } from '../policy/refusal';

interface FilesInput {
	facts: ProductionFacts;
	source: RecordSource;
	index: RecordIndex;
	numbering: Numbering;
	writer: ProductionWriter;
	pace(): Promise<void>;
}

/**
 * Writes the copied files, each only if its bytes are those that were copied, and then their list. One file at a time is in
 * memory.
 *
 * Refusals: those of the writer; `file-changed`: the parts of a file are not the bytes whose SHA-256 was recorded.
 */
export async function produceFiles(input: FilesInput): Promise<Result<void, WriterRefusal | 'file-changed'>> {
	const { source, index, numbering, writer, pace } = input;
	const written: WrittenFile[] = [];
	const parts = new Map<string, Uint8Array[]>();
	for await (const records of source.read('file')) {
		for (const record of records) {
			const fileId = String(record.kind === 'file-part' ? record.fileId : record.id);
			if (record.kind === 'file-part') {
				const bytes = fromBase64(String(record.base64)) ?? new Uint8Array();
				parts.set(fileId, [...(parts.get(fileId) ?? []), bytes]);
				continue;
			}
			const file = index.files.get(nameFile(String(record.messageId), fileId));
			const bytes = concatBytes(...(parts.get(fileId) ?? []));
			parts.delete(fileId);
			if (record.kind !== 'file' || !file) {
				continue;
			}
			if (sha256Hex(bytes) !== file.record.sha256) {
				return refuse('file-changed');
			}
			const added = await writer.addFile(numbering.pathOf(file), bytes);
			if (!added.ok) {
				return added;
			}
			written.push({ file, volume: writer.volumeNumber() });
			await pace();
		}
	}
	return written.length === index.files.size ? writeList(input, written) : refuse('file-changed');
}

async function writeList(
	{ facts, numbering, writer, pace }: FilesInput,
	written: readonly WrittenFile[],
): Promise<Result<void, WriterRefusal>> {
	for (let first = 0; first < written.length; first += RECORDS_A_FILE) {
		const files = written.slice(first, first + RECORDS_A_FILE);
		const suffix = first === 0 ? '' : `-${String(first / RECORDS_A_FILE + 1).padStart(4, '0')}`;
		const dataPath = `records/files${suffix}.ndjson`;
		const page = openPage(first);
		files.forEach(({ file }) => addToPage(page, file.record, []));
		const added = await writer.add({
			path: `files${suffix}.txt`,
			holds: 'the list of copied files',
			render: (documentId) => renderFiles({ documentId, facts, files, numbering, first, dataPath }),
			data: { path: dataPath, holds: 'the same, exact data', ndjson: writeNdjson(page) },
			records: files.length,
		});
		if (!added.ok) {
			return added;
		}
		await pace();
	}
	return accept(undefined);
}
