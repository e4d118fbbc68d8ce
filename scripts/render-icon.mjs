/**
 * Renders assets/icon.svg to icon.png. The renderer is fetched by its exact version when the drawing changes, and is no
 * dependency of the project: the same drawing gives the same bytes.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const renderer = '@resvg/resvg-js@2.6.2';
const widthPixels = 512;
const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

const folder = mkdtempSync(path.join(os.tmpdir(), 'icon-'));
try {
	execFileSync('npm', ['install', '--prefix', folder, '--no-save', '--ignore-scripts', '--loglevel', 'error', renderer], {
		stdio: 'inherit',
	});
	const { Resvg } = createRequire(path.join(folder, 'package.json'))('@resvg/resvg-js');
	const drawing = new Resvg(readFileSync(path.join(root, 'assets/icon.svg'), 'utf8'), {
		fitTo: { mode: 'width', value: widthPixels },
	});
	writeFileSync(path.join(root, 'icon.png'), drawing.render().asPng());
} finally {
	rmSync(folder, { recursive: true, force: true });
}
