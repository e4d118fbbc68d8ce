import { clusterText, escapeCodePoint, type Cluster } from './escape';
import { toUtf8 } from '../../evidence';

/**
 * The one way to put text into a file that people open in Word or TextEdit.
 *
 * What somebody typed never stands at the left margin: it follows a label of ours and a colon, or `  | `; we cut its lines
 * ourselves, and the rest follows `  + ` or a plus sign under the colon. So nothing typed can pass for a heading, a label
 * or the beginning of a record. Sentences of ours are the only lines that begin at the margin with words, and `prose` takes
 * nothing from outside but numbers.
 */

/** Lines with foreign text end here: also Courier New in 10.5 points on A4, which has 71 columns, does not wrap them. */
export const LINE_COLUMNS = 68;

const PROSE_COLUMNS = 72;

const LABEL_COLUMNS = 19;
const LABEL = /^(- [a-z]|[A-Z])[A-Za-z0-9 -]*$/;

const CONTENT_PREFIX = '  | ';
const CONTINUATION_PREFIX = '  + ';

/** A heading of ours, underlined. */
export function heading(text: string): string[] {
	assertOurs(text);
	return [text, '='.repeat(text.length), ''];
}

/** A heading within a file. */
export function subheading(text: string): string[] {
	assertOurs(text);
	return [text, '-'.repeat(text.length), ''];
}

/**
 * A paragraph of ours, wrapped, with an empty line after it. A template tag that takes numbers only: whatever a person
 * typed belongs into a field.
 *
 * @example
 * prose`This file holds ${2} records.` // ['This file holds 2 records.', '']
 */
export function prose(sentences: TemplateStringsArray, ...numbers: number[]): string[] {
	const text = sentences.map((part, index) => part + (index < numbers.length ? String(numbers[index]) : '')).join('');
	return [...wrapWords(text, PROSE_COLUMNS), ''];
}

/** A passage of the guidelines or of a rule, word for word, in quotation marks and set in. */
export function quotation(text: string): string[] {
	return [...wrapWords(`"${text}"`, PROSE_COLUMNS - 4).map((line) => `    ${line}`), ''];
}

/** A command to be copied: one line, however long, so that what is copied is what was meant. */
export function command(text: string): string {
	return `    ${text}`;
}

/**
 * A label of ours and a value from anywhere. Line breaks in the value are shown as `{U+000A}`; spaces at its ends, which
 * nobody would see, as `{U+0020}`.
 *
 * @throws RangeError for a label that does not fit its column
 * @example
 * field('Username', 'j.smith') // ['Username           : j.smith']
 */
export function field(label: string, value: string): string[] {
	const columns = LINE_COLUMNS - LABEL_COLUMNS - 2;
	const [first = '', ...rest] = isPlain(value) ? cutPlain(value, columns) : cutClusters(showEnds(clusterText(value)), columns);
	const indent = ' '.repeat(LABEL_COLUMNS);
	return [`${labelLine(label)} ${first}`, ...rest.map((line) => `${indent}+ ${line}`)];
}

/** A value that a person typed, in quotation marks, so that also an empty one can be seen. */
export function quotedField(label: string, value: string): string[] {
	return field(label, `"${value}"`);
}

/**
 * Text of several lines from anywhere: each of its lines after `  | `.
 *
 * @example
 * content('one\ntwo') // ['  | one', '  | two']
 */
export function content(text: string): string[] {
	return text.split('\n').flatMap((line) => {
		const columns = LINE_COLUMNS - CONTENT_PREFIX.length;
		const [first = '', ...rest] = isPlain(line) ? cutPlain(line, columns) : cutClusters(showEnd(clusterText(line)), columns);
		return [`${CONTENT_PREFIX}${first}`, ...rest.map((more) => `${CONTINUATION_PREFIX}${more}`)];
	});
}

/** A label alone on its line, with the text under it. */
export function contentField(label: string, text: string): string[] {
	return [labelLine(label), ...content(text)];
}

const LABEL_LINES = new Map<string, string>();

function labelLine(label: string): string {
	const known = LABEL_LINES.get(label);
	if (known !== undefined) {
		return known;
	}
	if (!LABEL.test(label) || label.length > LABEL_COLUMNS - 1) {
		throw new RangeError(`field: the label ${JSON.stringify(label)} does not fit`);
	}
	const line = `${label.padEnd(LABEL_COLUMNS)}:`;
	LABEL_LINES.set(label, line);
	return line;
}

/** The bytes of a text file: UTF-8 with byte order mark and CRLF, which Word, TextEdit and LibreOffice all recognise. */
export function encodeText(lines: readonly string[]): Uint8Array {
	const unfit = lines.findIndex((line) => /[\p{Cc}\p{Cs}\u2028\u2029]/u.test(line));
	if (unfit >= 0) {
		throw new RangeError(`encodeText: line ${unfit + 1} holds a character that was not escaped`);
	}
	return toUtf8(`\uFEFF${lines.map((line) => `${line}\r\n`).join('')}`);
}

/** Letters of ASCII with nothing to show otherwise: most text, for which the long way round is not needed. */
function isPlain(text: string): boolean {
	return /^(?:[!-~](?:[ -~]*[!-~])?)?$/.test(text) && !text.includes('{U+');
}

/** What `cutClusters` does, for letters of one column each. */
function cutPlain(text: string, columns: number): string[] {
	const pieces: string[] = [];
	let rest = text;
	while (rest.length > columns) {
		const end = rest.lastIndexOf(' ', columns - 1) + 1 || columns;
		pieces.push(rest.slice(0, end));
		rest = rest.slice(end);
	}
	return [...pieces, rest];
}

/** Cuts a line after a space where there is one, else between clusters; the pieces joined are the line. */
function cutClusters(clusters: readonly Cluster[], columns: number): string[] {
	const pieces: string[] = [];
	let piece: Cluster[] = [];
	for (const cluster of clusters) {
		while (piece.length > 0 && countColumns(piece) + cluster.columns > columns) {
			const end = piece.map(({ text }) => text).lastIndexOf(' ') + 1 || piece.length;
			pieces.push(joinClusters(piece.slice(0, end)));
			piece = piece.slice(end);
		}
		piece.push(cluster);
	}
	return [...pieces, joinClusters(piece)];
}

function countColumns(clusters: readonly Cluster[]): number {
	return clusters.reduce((sum, { columns }) => sum + columns, 0);
}

function joinClusters(clusters: readonly Cluster[]): string {
	return clusters.map(({ text }) => text).join('');
}

const SHOWN_SPACE: Cluster = { text: escapeCodePoint(' '), columns: 8 };

function showEnd(clusters: readonly Cluster[]): Cluster[] {
	return clusters.map((cluster, index) => (cluster.text === ' ' && index === clusters.length - 1 ? SHOWN_SPACE : cluster));
}

function showEnds(clusters: readonly Cluster[]): Cluster[] {
	return showEnd(clusters).map((cluster, index) => (cluster.text === ' ' && index === 0 ? SHOWN_SPACE : cluster));
}

function wrapWords(text: string, columns: number): string[] {
	const lines: string[] = [];
	for (const word of text.split(/\s+/).filter(Boolean)) {
		const last = lines.at(-1);
		if (last !== undefined && last.length + 1 + word.length <= columns) {
			lines[lines.length - 1] = `${last} ${word}`;
		} else {
			lines.push(word);
		}
	}
	return lines;
}

/** Headings are written in this source, in plain letters. */
function assertOurs(text: string): void {
	if (!/^[A-Za-z0-9 ,.'-]+$/.test(text)) {
		throw new RangeError(`heading: ${JSON.stringify(text)}`);
	}
}
