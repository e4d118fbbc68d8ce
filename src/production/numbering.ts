import { recordNumber, type ProductionFacts } from './facts';
import type { IndexedFile, RecordIndex } from './indexRecords';
import type { Selection } from './selectRecords';

/** Which record of a production has which number: accounts first, then rooms, exceptions, messages and files. */
export interface Numbering {
	account(index: number): string;
	membership(index: number): string;
	exception(index: number): string;
	/** @param place among the produced messages, from 0 */
	message(place: number): string;
	file(index: number): string;
	/** Below `data/`. The name that the sender gave it stands in the records only. */
	pathOf(file: IndexedFile): string;
}

export function createNumbering(facts: ProductionFacts, selection: Selection, { messages }: RecordIndex): Numbering {
	const { accounts, memberships, exceptions } = selection;
	const beforeMessages = accounts.length + memberships.length + exceptions.length;
	const number = (before: number) => (index: number) => recordNumber(facts, before + index + 1);
	const message = number(beforeMessages);
	return {
		account: number(0),
		membership: number(accounts.length),
		exception: number(accounts.length + memberships.length),
		message,
		file: number(beforeMessages + messages),
		pathOf: (file) => `attachments/${message(file.message)}-${file.n}.${chooseExtension(file.record)}`,
	};
}

/** Kinds of files that a reader opens by their extension, and none that a computer runs. */
const EXTENSIONS = new Set([
	...['jpg', 'jpeg', 'png', 'gif', 'webp', 'bmp', 'tif', 'tiff', 'heic', 'mp3', 'm4a', 'ogg', 'wav', 'mp4', 'mov', 'webm', 'avi'],
	...['pdf', 'txt', 'csv', 'json', 'md', 'rtf', 'doc', 'docx', 'odt', 'xls', 'xlsx', 'ods', 'ppt', 'pptx', 'odp', 'zip', 'eml'],
]);

function chooseExtension({ name }: { name?: string }): string {
	const extension = /\.([A-Za-z0-9]{1,5})$/.exec(name ?? '')?.[1]?.toLowerCase() ?? '';
	return EXTENSIONS.has(extension) ? extension : 'bin';
}
