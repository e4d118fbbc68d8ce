/** Builds the page into `dist`, unless it was built from the sources as they are. usage: node workbench/client/build.mjs */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const stamp = path.join(here, 'dist', '.sources');

/** Everything that decides what the page is: its sources, and the versions of what it is made with. */
function digestSources() {
	const hash = createHash('sha256');
	const sources = ['src', '../testing']
		.flatMap((folder) => readdirSync(path.join(here, folder), { recursive: true }).map((name) => path.join(folder, name)))
		.filter((name) => /\.(tsx?|css)$/.test(name) && !name.endsWith('.test.ts'));
	for (const name of [...sources, 'index.html', 'vite.config.mjs', '../package.json'].sort()) {
		hash.update(`${name}\0`).update(readFileSync(path.join(here, name)));
	}
	return hash.digest('hex');
}

/** @returns whether there was anything to build. @throws Error of the bundler, with the place of the fault */
export async function buildPage() {
	const digest = digestSources();
	if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return false;
	// A test's NODE_ENV must not decide which React the page of the next start is made of.
	process.env.NODE_ENV = 'production';
	const { build } = await import('vite');
	await build({ configFile: path.join(here, 'vite.config.mjs') });
	writeFileSync(stamp, digest);
	return true;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	await buildPage();
}
