/**
 * The workspace's mailer takes every `{…}` for a translation key and every `[Site_Name]`, `[Site_URL]`, `__Site_Name__` and
 * `__Site_URL__` for a blank to fill in. So these are written as code points, and so is what cannot be seen.
 */
const MANGLED = /[{}]|\[(?=Site_)|_(?=_Site_)|\[(?=U\+[0-9A-F]{4,6}\])/giu;

/** Controls and formats (bidi, zero width, tags), lone surrogates, private use, and every space but the ordinary one. */
const HIDDEN = /(?![\n ])[\p{C}\p{Z}]/gu;

/**
 * Writes a text so that the workspace's mailer passes it on unchanged, and so that all of it can be seen.
 *
 * @example
 * escapeForMail('{agency} [Site_Name]') // '[U+007B]agency[U+007D] [U+005B]Site_Name]'
 */
export function escapeForMail(text: string): string {
	return text.replace(/\r\n?/g, '\n').replace(MANGLED, writeCodePoint).replace(HIDDEN, writeCodePoint);
}

/** The text that `escapeForMail` was given; line ends are `\n`. */
export function unescapeMail(escaped: string): string {
	return escaped.replace(/\[U\+([0-9A-F]{4,6})\]/g, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)));
}

function writeCodePoint(character: string): string {
	return `[U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`;
}

/** Long enough for any honest name. */
const MAX_LENGTH = 200;

/**
 * A name or other words from outside, on one line: a letter's lines are the desk's own, and nothing that a request states
 * can pass for one of them.
 */
export function onOneLine(text: string | undefined, maxLength = MAX_LENGTH): string {
	const letters = [...(text ?? '').replace(/[\s\p{Zl}\p{Zp}\p{Cc}]+/gu, ' ').trim()];
	return letters.length <= maxLength ? letters.join('') : `${letters.slice(0, maxLength - 1).join('')}…`;
}
