import type { LayoutBlock } from '@rocket.chat/ui-kit';

/** Two facts stand beside each other in a row; one that is longer than this gets a row of its own. */
const SHORT_FACT = 44;

/** In half a row a client would break an instant at its hyphens. */
const INSTANT = /\d{4}-\d{2}-\d{2}T/;

type Loose = { type: string; text?: { type: string; text: string }; fields?: { text: string }[]; [key: string]: unknown };

/**
 * Puts each line where a client shows it as one: plain text has no line breaks in Rocket.Chat, they become blanks. The first
 * line of a text stays a section and what follows is set small under it; items of a list and long facts become sections of
 * their own. Nothing is left out.
 */
export function layOut(blocks: readonly LayoutBlock[]): LayoutBlock[] {
	return blocks.flatMap((block) => splitBlock(block as unknown as Loose)) as unknown as LayoutBlock[];
}

function splitBlock(block: Loose): Loose[] {
	if (block.type === 'context') {
		return splitContext(block);
	}
	if (block.type !== 'section') {
		return [block];
	}
	return block.fields ? splitFacts(block, block.fields) : splitText(block);
}

function splitText(block: Loose): Loose[] {
	const [first, ...rest] = listLines(block.text?.text ?? '');
	if (first === undefined || rest.length === 0) {
		return [block];
	}
	return [{ ...block, text: plain(first) }, ...rest.map((line) => (line.startsWith('•') ? section(line) : context(line)))];
}

function splitContext(block: Loose): Loose[] {
	const elements = (block.elements ?? []) as { type: string; text?: string }[];
	const lines = elements.flatMap(({ text }) => listLines(text ?? ''));
	return lines.length > elements.length ? lines.map(context) : [block];
}

function splitFacts(block: Loose, fields: readonly { text: string }[]): Loose[] {
	const facts = fields.map(({ text }) => listLines(text)).filter((lines) => lines.length > 0);
	const short = facts.filter(isShort).flat();
	// A fact of several lines stays in one piece: its items below its name.
	const long = facts.filter((lines) => !isShort(lines)).flat();
	return [...(short.length > 0 ? [{ ...block, fields: short.map(plain) }] : []), ...long.map(section)];
}

function isShort([line = '', ...more]: readonly string[]): boolean {
	return more.length === 0 && line.length <= SHORT_FACT && !line.startsWith('•') && !INSTANT.test(line);
}

function listLines(text: string): string[] {
	return text.split('\n').filter((line) => line.trim() !== '');
}

const plain = (text: string) => ({ type: 'plain_text', text });
const section = (text: string): Loose => ({ type: 'section', text: plain(text) });
const context = (text: string): Loose => ({ type: 'context', elements: [plain(text)] });
