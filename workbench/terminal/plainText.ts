/** Text that is safe to print: control characters could rewrite what the terminal shows, bidirectional overrides what a reader sees. */
export const makePrintable = (text: string): string =>
	text.replace(/\r\n?/g, '\n').replace(/(?![\t\n])[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, (sign) => {
		const code = sign.charCodeAt(0).toString(16).padStart(4, '0');
		return `\\u${code}`;
	});

/** The words of a UIKit text object, or of a plain string. */
export const readText = (text: unknown): string => {
	const words: unknown =
		typeof text === 'string' ? text : ((text as { text?: unknown; i18n?: { key?: unknown } } | undefined)?.text ?? '');
	return makePrintable(String(words));
};

export const indent = (text: string, by = '    '): string => text.replace(/^/gm, by);
