import { describeLine } from './describeEvent';
import { foldCase } from './fold';
import { readLedger, type StoredEvent } from './ledger';
import { toUtf8 } from '../evidence';

export interface LedgerExport {
	/** For people: one paragraph an event. */
	text: Uint8Array;
	/** The stored bytes of every event, one a line, in ledger order. */
	ndjson: Uint8Array;
	head: string;
	eventCount: number;
}

/**
 * Writes a case's ledger out. The NDJSON has the bytes as they are stored, so that whoever has it can hash each line and
 * find the hashes among the parents of later events, with stock tools and without this desk.
 *
 * @param exportedAt epoch ms
 */
export function exportLedger(input: {
	caseId: string;
	reference: string;
	organisation: string;
	stored: readonly StoredEvent[];
	exportedAt: number;
}): LedgerExport {
	const { events, problems } = readLedger(input.caseId, input.stored);
	const file = foldCase(input.caseId, events);
	const bytesOf = new Map(input.stored.map(({ hash, bytes }) => [hash, bytes]));
	const lines = events.map((event) => ({
		bytes: bytesOf.get(event.hash) ?? '',
		...describeLine(event, file.void),
		parents: event.event.parents,
	}));
	// What could not be read as an event stands at the end: it is evidence too.
	const read = new Set(events.map(({ hash }) => hash));
	const rest = input.stored.filter(({ hash }) => !read.has(hash)).map(({ bytes }) => bytes);
	const ndjson = [...lines.map(({ bytes }) => bytes), ...rest].map((bytes) => `${bytes}\n`).join('');
	const text = [
		...writeHeading(
			input,
			file.head,
			events.length,
			problems.map(({ code, hash }) => `${code} at ${hash}`),
		),
		...lines.flatMap((line, index) => [
			`${index + 1}. ${line.at}  ${line.who}  ${line.type}${line.voidBecause ? `  VOID: ${line.voidBecause}` : ''}`,
			...(line.facts ? [`   ${line.facts}`] : []),
			`   hash     ${line.hash}`,
			...line.parents.map((parent) => `   follows  ${parent}`),
			'',
		]),
	].join('\r\n');
	return { text: toUtf8(text), ndjson: toUtf8(ndjson), head: file.head, eventCount: events.length };
}

function writeHeading(
	{ reference, organisation, exportedAt }: { reference: string; organisation: string; exportedAt: number },
	head: string,
	eventCount: number,
	problems: readonly string[],
): string[] {
	return [
		`LEDGER OF CASE ${reference}`,
		'',
		`Kept by     ${organisation}`,
		`Exported    ${new Date(exportedAt).toISOString()}`,
		`Events      ${eventCount}`,
		`Head        ${head}`,
		...(problems.length > 0 ? ['', 'THE LEDGER IS DAMAGED:', ...problems.map((problem) => `  ${problem}`)] : []),
		'',
		'Each event names the hashes of the events that its author had seen ("follows"). A hash is the SHA-256 of the bytes of',
		`one line of ${reference}-ledger.ndjson, without the end of the line. To compute them all, in the order of this file:`,
		'',
		`  Linux   while IFS= read -r line; do printf %s "$line" | sha256sum; done < ${reference}-ledger.ndjson`,
		`  macOS   while IFS= read -r line; do printf %s "$line" | shasum -a 256; done < ${reference}-ledger.ndjson`,
		'',
		'An event that was changed has another hash than the one that later events follow. The head stands for the whole',
		'ledger: whoever has it from a letter, a package or a certificate can tell whether the ledger is still the same.',
		'Where a ledger has several ends, the head is the SHA-256 of their hashes, sorted, one a line, without a last line end.',
		'VOID marks an event that what came before it forbids; it is kept and has no effect.',
		'',
	];
}
