/**
 * Tells which lines of the sources a line of the app's log means. Its positions are those of the class file as the engine has
 * wrapped it. The same sources give the same class file: check out what is installed, and package it first.
 * usage: npm run where -- "command:legal-hold 1a2b3c4d: TypeError at 80:34355 70:43551, logged at 80:3120" [--map FILE]
 */
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { SourceMap } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const USAGE = 'usage: npm run where -- "command:… at 80:34355 70:43551, logged at 80:3120" [--map FILE]';

/** The line of the sources that logs: by it the lines that the engine has put before the class file are found. */
const LOGS = { source: 'src/LegalDeskApp.ts', text: 'listPositions(new Error().stack)' };

try {
	const { values, positionals } = parseArgs({ options: { map: { type: 'string' } }, allowPositionals: true });
	const [thrown = '', logged] = positionals.join(' ').split('logged at ');
	const [here] = readPositions(logged ?? '');
	if (!here) {
		throw new Error(USAGE);
	}
	const map = new SourceMap(JSON.parse(readFileSync(values.map ?? findMap(), 'utf8')));
	const before = countLinesBefore(map, here);
	for (const [line, column] of readPositions(thrown.slice(thrown.lastIndexOf(' at ')))) {
		const { source, at } = find(map, line - before, column);
		console.log(`${line}:${column}  ${source ? `${source}:${at}` : 'not in this class file'}`);
	}
} catch (fault) {
	console.error(fault.message);
	process.exitCode = 1;
}

/** @returns lines and columns, counted from 1 */
function readPositions(text) {
	return [...text.matchAll(/(\d+):(\d+)/g)].map(([, line, column]) => [Number(line), Number(column)]);
}

/** @returns the line and column of the sources, counted from 1 */
function find(map, line, column) {
	const { originalSource, originalLine, originalColumn } = map.findEntry(line - 1, column - 1);
	return { source: originalSource, line: originalLine + 1, at: `${originalLine + 1}:${originalColumn + 1}` };
}

function countLinesBefore(map, [line, column]) {
	const source = readFileSync(path.join(root, LOGS.source), 'utf8').split('\n');
	const logs = source.findIndex((text) => text.includes(LOGS.text)) + 1;
	for (let before = 0; before < line; before++) {
		const found = find(map, line - before, column);
		if (found.source?.endsWith(LOGS.source) && found.line === logs) {
			return before;
		}
	}
	throw new Error(
		'This line was not logged by this class file. Check out the version that is installed, and run npm run package.',
	);
}

function findMap() {
	const dist = path.join(root, 'dist');
	const maps = readdirSync(dist, { withFileTypes: true })
		.filter(({ name }) => name.endsWith('.js.map'))
		.map(({ name }) => path.join(dist, name))
		.sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
	if (!maps[0]) {
		throw new Error('There is no source map in dist. Run npm run package first.');
	}
	return maps[0];
}
