import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.join(__dirname, '..');
const PAGE = path.join(ROOT, 'docs/stress.md');

/** Puts a part into the page anew, between its marks. */
export function writePart(part: 'campaign' | 'mutants', text: string): void {
	const [begin, end] = [`<!-- ${part}: begin -->`, `<!-- ${part}: end -->`];
	const page = readFileSync(PAGE, 'utf8');
	const [before, rest] = page.split(begin);
	const after = rest?.split(end)[1];
	if (before === undefined || after === undefined) {
		throw new Error(`docs/stress.md has no place for ${part}.`);
	}
	writeFileSync(PAGE, `${before}${begin}\n\n${text.trim()}\n\n${end}${after}`);
}

/** A part as it stands there. */
export function readPart(part: 'campaign' | 'mutants'): string {
	const page = readFileSync(PAGE, 'utf8');
	return page.split(`<!-- ${part}: begin -->`)[1]?.split(`<!-- ${part}: end -->`)[0] ?? '';
}

/** The commit that was played, and whether the sources differ from it. */
export function describeCommit(): string {
	const git = (...args: string[]) => execFileSync('git', args, { cwd: ROOT, encoding: 'utf8' }).trim();
	const isChanged = git('status', '--porcelain', '--', 'src', 'i18n', 'stress') !== '';
	return `${git('rev-parse', '--short', 'HEAD')}${isChanged ? ', with changes' : ''}`;
}

/** As wide as its widest cell, the way the formatter wants it. */
export function renderTable(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
	const lines = [head, ...rows].map((row) => row.map(String));
	const widths = head.map((_, at) => Math.max(3, ...lines.map((row) => (row[at] ?? '').length)));
	const isNumber = head.map((_, at) => rows.length > 0 && rows.every((row) => /^[\d,.]*$/.test(String(row[at]))));
	const draw = (row: readonly string[]) =>
		`| ${row.map((cell, at) => (isNumber[at] ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0))).join(' | ')} |`;
	const rule = `| ${widths.map((width, at) => (isNumber[at] ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width))).join(' | ')} |`;
	return [draw(lines[0] ?? []), rule, ...lines.slice(1).map(draw)].join('\n');
}
