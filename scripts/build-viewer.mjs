/**
 * Puts the page of src/production/viewer/page together into page.json, which the app carries: one file, its style and its
 * script inside, and a policy that lets nothing else run. Title, data and their description are filled in for each package.
 *
 * usage: node scripts/build-viewer.mjs
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const FOLDER = path.join(path.dirname(path.dirname(fileURLToPath(import.meta.url))), 'src/production/viewer');

const read = (name) => readFileSync(path.join(FOLDER, 'page', name), 'utf8');
const hashSource = (text) => `sha256-${createHash('sha256').update(text).digest('base64')}`;

/** The page's text, with {{TITLE}}, {{SOURCE}} and {{DATA}} still open. */
export function buildViewer() {
	const style = read('style.css');
	const script = read('script.js');
	const parts = { 'STYLE-HASH': hashSource(style), 'SCRIPT-HASH': hashSource(script), 'STYLE': style, 'SCRIPT': script };
	return read('index.html').replace(/\{\{([A-Z-]+)\}\}/g, (open, name) => parts[name] ?? open);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	writeFileSync(path.join(FOLDER, 'page.json'), `${JSON.stringify({ html: buildViewer() }, null, '\t')}\n`);
}
