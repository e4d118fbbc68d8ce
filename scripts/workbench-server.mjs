import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';

const stopLimitMs = 10_000;

/**
 * Starts the workbench's server. It ends when this process ends, however that happens, since its standard input does.
 *
 * @param {string[]} flags the server's own
 * @returns what the server says of itself when it is ready (url, operatorToken, dataDir, …), and its exit code once it ended
 * @throws Error when it ends before it is ready; its reason stands on standard error
 */
export async function startWorkbench(flags) {
	const child = spawn(process.execPath, ['--import', 'tsx', 'workbench/server/main.ts', ...flags, '--until-stdin-ends'], {
		stdio: ['pipe', 'pipe', 'inherit'],
	});
	const ended = once(child, 'exit').then(([code]) => code ?? 1);
	const ready = await Promise.race([readReadyLine(child.stdout), ended.then(() => undefined)]);
	if (!ready) {
		throw new Error('The workspace did not start; its reason stands above.');
	}
	return { child, ready, ended };
}

/** The line carries the operator's token, so it is read and not shown. */
function readReadyLine(output) {
	return new Promise((resolve) => {
		createInterface({ input: output }).on('line', (line) => {
			if (line.startsWith('{"ready":true')) {
				resolve(JSON.parse(line));
			} else {
				console.log(line);
			}
		});
	});
}

/** Ctrl-C stops the server in order, and by force when it does not end. */
export function stopWithUs({ child }) {
	const stop = () => {
		child.kill('SIGTERM');
		setTimeout(() => child.kill('SIGKILL'), stopLimitMs).unref();
	};
	process.on('SIGINT', stop).on('SIGTERM', stop);
}

/**
 * Sees to it that the workspace runs this package of the app: a server installs what it does not have, and updates nothing.
 *
 * @param server what `startWorkbench` returned
 * @param {string} zipFile the package that should run
 * @param {boolean} isNew whether the workspace was made, and so the package installed, just now
 */
export async function runApp({ ready }, zipFile, isNew) {
	const zip = await readFile(zipFile);
	const digest = createHash('sha256').update(zip).digest('hex');
	const note = path.join(ready.dataDir, 'app.sha256');
	const known = isNew ? digest : await readFile(note, 'utf8').catch(() => undefined);
	if (known !== digest) {
		const form = new FormData();
		form.append('app', new Blob([zip]), path.basename(zipFile));
		const headers = { 'x-workbench-operator': ready.operatorToken };
		const response = await fetch(`${ready.url}/_workbench/update`, { method: 'POST', headers, body: form });
		if (!response.ok) {
			throw new Error(`The workspace does not take the new package: ${await response.text()}`);
		}
	}
	await writeFile(note, digest);
}
