import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { applyTo, MUTANTS, type Mutant } from './mutants';
import { packageZip } from './packageZip';
import { describeCommit, readPart, renderTable, writePart } from './page';
import { play } from './play';
import { tellStep } from './tell';
import { prepareFolder } from './world';

const ROOT = path.join(__dirname, '..');

/** What packaging reads. */
const SOURCES = ['src', 'scripts', 'i18n', 'assets', 'app.json', 'icon.png', 'package.json', 'tsconfig.json', 'LICENSE'];

const HEAD = ['Mutant', 'What it breaks', 'Noticed', 'Seed', 'Step', 'Shortened to', 'Seconds'];

/** Breaks the app in one way, in a folder of its own. @returns the package */
function packageMutant(mutant: Mutant, folder: string): string {
	const app = path.join(folder, 'app');
	for (const part of SOURCES) {
		cpSync(path.join(ROOT, part), path.join(app, part), { recursive: true });
	}
	symlinkSync(path.join(ROOT, 'node_modules'), path.join(app, 'node_modules'));
	const file = path.join(app, mutant.file);
	writeFileSync(file, applyTo(readFileSync(file, 'utf8'), mutant));
	return packageZip(folder, app);
}

/** Plays seeds against one broken app until somebody notices. @returns a row of the table */
async function hunt(mutant: Mutant, seeds: readonly number[], count: number, tries: number): Promise<string[]> {
	const folder = mkdtempSync(path.join(tmpdir(), 'legal-desk-mutant-'));
	const startedAt = Date.now();
	const row = (...cells: (string | number)[]) => [
		`\`${mutant.name}\``,
		mutant.breaks,
		...cells.map(String),
		String(Math.round((Date.now() - startedAt) / 1000)),
	];
	try {
		const zip = packageMutant(mutant, folder);
		const prepared = await prepareFolder(zip);
		try {
			for (const seed of seeds) {
				const { report, short } = await play({ seed, count }, { prepared, zip }, tries);
				if (report.wrong.length > 0) {
					process.stderr.write(`${short?.steps.map((step) => `      ${tellStep(step)}`).join('\n')}\n`);
					return row(
						quote(report.wrong[0] ?? ''),
						seed,
						report.failedAt === undefined ? 'end' : report.steps,
						short?.steps.length ?? '',
					);
				}
			}
			return row(`**not** in ${seeds.length} runs`, seeds.join(' '), '', '');
		} finally {
			rmSync(prepared, { recursive: true, force: true });
		}
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/** Short, and harmless in a cell. */
function quote(wrong: string): string {
	const text = wrong
		.replace(/[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{40,}/g, '…')
		.replace(/[|\n`<>]/g, ' ')
		.replace(/\s+/g, ' ');
	return text.length > 90 ? `${text.slice(0, 88)} …` : text;
}

/** @returns whether every mutant was noticed */
export async function huntMutants(
	names: readonly string[],
	{ seeds, count, tries, write }: { seeds: readonly number[]; count: number; tries: number; write: boolean },
): Promise<{ held: boolean; text: string }> {
	const unknown = names.filter((name) => !MUTANTS.some((mutant) => mutant.name === name));
	if (unknown.length > 0) {
		throw new Error(`There is no mutant ${unknown.join(', ')}. They are: ${MUTANTS.map(({ name }) => name).join(', ')}.`);
	}
	const rows: string[][] = [];
	for (const mutant of MUTANTS.filter(({ name }) => names.length === 0 || names.includes(name))) {
		const row = await hunt(mutant, seeds, count, tries);
		process.stderr.write(`${row.join(' · ')}\n`);
		rows.push(row);
		if (write) {
			writePart('mutants', renderPage(mergeRows(rows), count));
		}
	}
	return { held: rows.every((row) => !row.join().includes('**not**')), text: `${renderTable(HEAD, rows)}\n` };
}

/** Rows of the page that were not played this time stay. */
function mergeRows(rows: readonly string[][]): string[][] {
	const known = readPart('mutants')
		.split('\n')
		.filter((line) => line.startsWith('| `'))
		.map((line) =>
			line
				.split('|')
				.slice(1, -1)
				.map((cell) => cell.trim()),
		);
	return MUTANTS.flatMap(({ name }) => [[...rows, ...known].find(([cell]) => cell === `\`${name}\``) ?? []]).filter(
		({ length }) => length > 0,
	);
}

function renderPage(rows: readonly string[][], count: number): string {
	const missed = rows.filter((row) => row.join().includes('**not**')).length;
	return [
		`\`npm run stress -- --mutants [NAME …]\`, at last at commit ${describeCommit()}, on ${new Date().toISOString().slice(0, 10)}. ${rows.length} mutants, ${rows.length - missed} of them noticed within ${count} steps of a seed.`,
		'',
		renderTable(HEAD, rows),
	].join('\n');
}
