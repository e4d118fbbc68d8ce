import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import path from 'node:path';

/** npm is a batch file there, which only a shell runs. */
const isWindows = process.platform === 'win32';

/**
 * Installs the locked packages when they are missing or older than the lock. No package's install script is run.
 *
 * @param {string} root folder with package-lock.json
 * @throws Error when npm fails
 */
export function ensureInstalled(root) {
	const installedAt = readTime(path.join(root, 'node_modules', '.package-lock.json'));
	if (installedAt >= readTime(path.join(root, 'package-lock.json'))) {
		return;
	}
	console.log('Installing the locked packages (npm ci --ignore-scripts) …');
	const { status } = spawnSync('npm', ['ci', '--ignore-scripts'], {
		cwd: root,
		stdio: ['ignore', 'inherit', 'inherit'],
		shell: isWindows,
	});
	if (status !== 0) {
		throw new Error('npm ci failed; its reason stands above.');
	}
}

function readTime(file) {
	return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
