/**
 * Installs and packages what the tour needs, then plays it.
 * usage: npm run tour -- --out DIR [--import EXPORT.zip --subject USERNAME]
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { ensureInstalled } from './install.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

try {
	ensureInstalled(root);
	run('scripts/package.mjs');
	run('--import', 'tsx', 'scripts/tour.ts', ...process.argv.slice(2));
} catch (fault) {
	console.error(fault.message);
	process.exitCode = 1;
}

function run(...args) {
	const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
	if (status !== 0) {
		throw new Error('The tour did not finish.');
	}
}
