import type { LayoutBlock } from '@rocket.chat/ui-kit';

/** Two facts stand beside each other in a row; one that is longer than this gets a row of its own. */
const SHORT_FACT = 44;

/** In half a row a client would break an instant at its hyphens. */
const INSTANT = /\d{4}-\d{2}-\d{2}T/;

type Loose = { type: string; text?: { type: string; text: string }; fields?: { text: string }[]; [key: string]: unknown };

/**
 * Puts each line where a client shows it as one: plain text has no line breaks in Rocket.Chat, they become blanks. The first
 * line of a text stays a section and what follows is set small under it; items of a list and long facts become sections of
 * their own. Nothing is left out, and facts stay in their order.
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
	const rows: Loose[] = [];
	for (const { text } of fields) {
		const lines = listLines(text);
		const beside = rows.at(-1)?.fields;
		if (!isShort(lines)) {
			// A fact of several lines stays in one piece: its items below its name.
			rows.push(...lines.map(section));
		} else if (beside) {
			beside.push(...lines.map(plain));
		} else {
			rows.push({ ...block, fields: lines.map(plain) });
		}
	}
	// One alone needs no half of a row.
	return rows.map((row) => (row.fields?.length === 1 ? section(row.fields[0]?.text ?? '') : row));
}

function isShort([line, ...more]: readonly string[]): boolean {
	return line !== undefined && more.length === 0 && line.length <= SHORT_FACT && !line.startsWith('•') && !INSTANT.test(line);
}

function listLines(text: string): string[] {
	return text.split('\n').filter((line) => line.trim() !== '');
}

const plain = (text: string) => ({ type: 'plain_text', text });
const section = (text: string): Loose => ({ type: 'section', text: plain(text) });
const context = (text: string): Loose => ({ type: 'context', elements: [plain(text)] });
