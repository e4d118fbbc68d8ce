import { canonicalise, toUtf8 } from '../evidence';

/** A file of a thousand records is about 300 KB and opens at once in a word processor. */
export const RECORDS_A_FILE = 1000;

/** Longer files would hold the process up while they are squeezed. */
const MAX_LETTERS = 1_000_000;

/** The text and the exact data of one file, while its records come in. */
export interface Page {
	/** Of the first record among all of its kind, from 0. */
	first: number;
	lines: string[];
	ndjson: string[];
	/** Of the text. */
	letters: number;
}

export function openPage(first: number): Page {
	return { first, lines: [], ndjson: [], letters: 0 };
}

/** @param lines as the text file shows the record */
export function addToPage(page: Page, record: object, lines: readonly string[]): void {
	const line = canonicalise(record);
	page.ndjson.push(line);
	for (const text of lines) {
		page.lines.push(text);
		page.letters += text.length + 2;
	}
}

export function isFull({ ndjson, letters }: Page): boolean {
	return ndjson.length >= RECORDS_A_FILE || letters >= MAX_LETTERS;
}

export function writeNdjson({ ndjson }: Pick<Page, 'ndjson'>): Uint8Array {
	return toUtf8(ndjson.map((line) => `${line}\n`).join(''));
}
