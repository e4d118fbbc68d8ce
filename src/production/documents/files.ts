import { renderHeader } from './header';
import type { ProductionFacts } from '../facts';
import type { IndexedFile } from '../indexRecords';
import type { Numbering } from '../numbering';
import { content, field, prose, quotedField } from '../text/layout';

/** A file as the list names it. */
export interface WrittenFile {
	file: IndexedFile;
	/** The volume in which it stands. */
	volume: number;
}

/** files.txt: every file that was copied, with the place where it stands. */
export function renderFiles(input: {
	documentId: string;
	facts: ProductionFacts;
	files: readonly WrittenFile[];
	numbering: Numbering;
	/** Of the first file here among all files, from 0. */
	first: number;
	dataPath: string;
}): string[] {
	const { documentId, facts, files, numbering, first, dataPath } = input;
	return [
		...renderHeader('FILES', documentId, facts),
		...prose`This file lists the files of messages that were copied, one record for each. A file has the number of its message as
			its name, so that no name that somebody chose does harm on the computer of a reader; what the sender called it stands in
			quotation marks here. The files hold what people sent: they may hold software that does harm. Files that could not be
			copied are in exceptions.txt.`,
		...prose`Number of records in this file: ${files.length}.`,
		...files.flatMap(({ file, volume }, index) => [
			...field('Record', numbering.file(first + index)),
			...field('Exact data', `data/${dataPath}, line ${index + 1}`),
			...field('Message', numbering.message(file.message)),
			...quotedField('Name', file.record.name ?? ''),
			...field('Type', file.record.type ?? '(not stated)'),
			...field('Bytes', String(file.record.sizeBytes)),
			...(file.record.statedSizeBytes === undefined ? [] : field('Bytes as stated', String(file.record.statedSizeBytes))),
			...field('Volume', String(volume)),
			...field('Copied to', `data/${numbering.pathOf(file)}`),
			...field('SHA-256', 'of the copied bytes:'),
			...content(file.record.sha256),
			'',
		]),
		...prose`End of the records of this file.`,
	];
}
