import { columnsOf } from './columns';

/** A piece of a line that must not be cut: a letter with its marks, an emoji sequence, or one `{U+XXXX}`. */
export interface Cluster {
	readonly text: string;
	readonly columns: number;
}

/**
 * What cannot be seen, or changes how other characters are seen: controls, formats (bidi, tags, soft hyphen, byte order
 * mark), lone surrogates, private use, unassigned, every space but U+0020, line and paragraph separators, whatever fonts
 * are told to ignore (variation selectors, Hangul fillers, joiners), and the letters and symbols that are drawn blank.
 */
const HIDDEN = /[\u{16FE4}\u2800\uFFFC\u{13441}\u{13442}\u{1D159}\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]/u;

const MARK = /\p{M}/u;
const PICTOGRAPH = /\p{Extended_Pictographic}/u;
const SKIN_TONE = /\p{Emoji_Modifier}/u;
const KEYCAP_BASE = /[0-9#*]/;

/** Scripts in which a joiner or non-joiner between two letters changes how they are written. */
const JOINING_SCRIPTS = [
	...['Arabic', 'Syriac', 'Nko', 'Mongolian', 'Mandaic', 'Devanagari', 'Bengali', 'Gurmukhi', 'Gujarati', 'Oriya'],
	...['Tamil', 'Telugu', 'Kannada', 'Malayalam', 'Sinhala', 'Khmer', 'Myanmar', 'Tibetan'],
];
const JOINING_LETTER = new RegExp(
	`(?=[\\p{L}\\p{M}])[${JOINING_SCRIPTS.map((script) => `\\p{Script=${script}}`).join('')}]`,
	'u',
);

const NON_JOINER = '\u200C';
const JOINER = '\u200D';
const EMOJI_SELECTOR = '\uFE0F';
const KEYCAP = '\u20E3';

/** Deeper stacks climb over the lines above; no orthography needs them. */
const MAX_MARKS = 8;

/** The longest emoji sequences in use join four people. */
const MAX_JOINERS = 5;

/**
 * Writes a text so that all of it can be seen: hidden characters as `{U+XXXX}`, and a typed `{U+` as `{U+007B}U+`, so that
 * `unescapeText` gives the text back exactly. No Unicode normalisation. Which characters are unassigned depends on the
 * runtime's Unicode version; the text that comes back does not.
 *
 * @example
 * escapeText('exe.\u202Egnp') // 'exe.{U+202E}gnp'
 */
export function escapeText(text: string): string {
	return clusterText(text)
		.map((cluster) => cluster.text)
		.join('');
}

/**
 * The text that `escapeText` was given.
 *
 * @example
 * unescapeText('{U+007B}U+200B} and {U+0009}') // '{U+200B} and \t'
 */
export function unescapeText(escaped: string): string {
	return escaped.replace(/\{U\+([0-9A-F]{4,6})\}/g, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)));
}

/** `{U+XXXX}`, with at least four digits. */
export function escapeCodePoint(codePoint: string): string {
	const hex = (codePoint.codePointAt(0) ?? 0).toString(16).toUpperCase();
	return `{U+${hex.padStart(4, '0')}}`;
}

/** The clusters of `escapeText(text)`, in order: where a line may be cut, and how much room each takes. */
export function clusterText(text: string): Cluster[] {
	const codePoints = Array.from(text);
	const clusters: OpenCluster[] = [];
	codePoints.forEach((codePoint, index) => {
		const last = clusters.at(-1);
		const around = { previous: codePoints[index - 1], next: codePoints[index + 1] };
		if (codePoint === '{' && around.next === 'U' && codePoints[index + 2] === '+') {
			clusters.push(closedCluster(escapeCodePoint(codePoint)));
		} else if (last && belongsTo(last, codePoint, around)) {
			extendCluster(last, codePoint);
		} else if (codePoint !== ' ' && (HIDDEN.test(codePoint) || MARK.test(codePoint))) {
			clusters.push(closedCluster(escapeCodePoint(codePoint)));
		} else {
			clusters.push({ text: codePoint, columns: columnsOf(codePoint), open: codePoint !== ' ', marks: 0, joiners: 0 });
		}
	});
	return clusters.map(({ text: shown, columns }) => ({ text: shown, columns }));
}

interface OpenCluster {
	text: string;
	columns: number;
	/** Whether anything may still be drawn on it: an escape and a space take no marks. */
	open: boolean;
	marks: number;
	joiners: number;
}

interface Neighbours {
	previous: string | undefined;
	next: string | undefined;
}

function closedCluster(text: string): OpenCluster {
	return { text, columns: text.length, open: false, marks: 0, joiners: 0 };
}

function extendCluster(cluster: OpenCluster, codePoint: string): void {
	cluster.text += codePoint;
	cluster.columns += columnsOf(codePoint);
	cluster.marks += MARK.test(codePoint) ? 1 : 0;
	cluster.joiners += codePoint === JOINER || codePoint === NON_JOINER ? 1 : 0;
}

function belongsTo(cluster: OpenCluster, codePoint: string, { previous = '', next = '' }: Neighbours): boolean {
	if (!cluster.open) {
		return false;
	}
	if (codePoint === JOINER || codePoint === NON_JOINER) {
		const joinsLetters = JOINING_LETTER.test(previous) && JOINING_LETTER.test(next);
		return cluster.joiners < MAX_JOINERS && (joinsLetters || (codePoint === JOINER && joinsEmoji(previous, next)));
	}
	if (codePoint === EMOJI_SELECTOR) {
		return PICTOGRAPH.test(previous) || (KEYCAP_BASE.test(previous) && next === KEYCAP);
	}
	if (SKIN_TONE.test(codePoint)) {
		return PICTOGRAPH.test(previous);
	}
	if (previous === JOINER && PICTOGRAPH.test(codePoint)) {
		return true;
	}
	return MARK.test(codePoint) && !HIDDEN.test(codePoint) && cluster.marks < MAX_MARKS;
}

/** Within an emoji sequence (UTS 51): after a pictograph, its colour or its skin tone, and before another pictograph. */
function joinsEmoji(previous: string, next: string): boolean {
	return [PICTOGRAPH, SKIN_TONE].some((kind) => kind.test(previous)) || previous === EMOJI_SELECTOR
		? PICTOGRAPH.test(next)
		: false;
}
