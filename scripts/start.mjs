/**
 * Starts the workbench, a small Rocket.Chat workspace on this machine, with the app in it.
 * usage: npm start [-- --port 3333] [--data .workbench] [--seed community] [--fresh]
 */
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { ensureInstalled } from './install.mjs';

const usualPort = 3333;
const stopLimitMs = 10_000;
const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const { values: options } = parseArgs({
	options: {
		port: { type: 'string' },
		data: { type: 'string', default: '.workbench' },
		seed: { type: 'string', default: 'community' },
		fresh: { type: 'boolean', default: false },
	},
});
process.chdir(root);

try {
	ensureInstalled(root);
	const zipFile = packageAnew();
	const port = options.port ?? (await findPort());
	process.exitCode = await runWorkbench(zipFile, port);
} catch (fault) {
	console.error(fault.message);
	process.exitCode = 1;
}

/** Packaging takes a second and gives the same bytes for the same sources, so it is simply done each time. */
function packageAnew() {
	const { nameSlug, version } = JSON.parse(readFileSync('app.json', 'utf8'));
	const zipFile = path.join('dist', `${nameSlug}_${version}.zip`);
	const { status } = spawnSync(process.execPath, ['scripts/package.mjs', '--out', zipFile], { stdio: ['ignore', 'inherit', 'inherit'] });
	if (status !== 0) {
		throw new Error('Without a package there is nothing to start.');
	}
	return zipFile;
}

/** The usual port, or one that nobody uses. */
async function findPort() {
	return (await listenOnce(usualPort)) ?? (await listenOnce(0));
}

function listenOnce(port) {
	return new Promise((resolve) => {
		const probe = net.createServer();
		probe.once('error', () => resolve(undefined));
		probe.listen(port, '127.0.0.1', () => {
			const { port: opened } = probe.address();
			probe.close(() => resolve(opened));
		});
	});
}

async function runWorkbench(zipFile, port) {
	const { data, seed, fresh } = options;
	const flags = ['--data', data, '--seed', seed, '--zip', zipFile, '--port', String(port), ...(fresh ? ['--fresh'] : [])];
	const server = spawn(process.execPath, ['--import', 'tsx', 'workbench/server/main.ts', ...flags], { stdio: ['ignore', 'inherit', 'inherit'] });
	const ended = new Promise((resolve, reject) => server.once('error', reject).once('exit', (code) => resolve(code ?? 0)));
	stopWithUs(server);
	const url = `http://127.0.0.1:${port}`;
	if (await answers(url, server)) {
		greet(url);
	}
	return ended;
}

/** A terminal sends Ctrl-C to the server as well; any other signal reaches this process alone and is passed on. */
function stopWithUs(server) {
	const stop = (signal) => {
		if (signal === 'SIGTERM' || !process.stdin.isTTY) {
			server.kill('SIGTERM');
		}
		setTimeout(() => server.kill('SIGKILL'), stopLimitMs).unref();
	};
	process.on('SIGINT', stop).on('SIGTERM', stop);
}

/** Waits until the workspace answers as a Rocket.Chat server does; false when the server ended before. */
async function answers(url, server) {
	while (server.exitCode === null && server.signalCode === null) {
		const response = await fetch(`${url}/api/info`).catch(() => undefined);
		if (response?.ok) {
			return true;
		}
		await delay(250);
	}
	return false;
}

function greet(url) {
	console.log(`
The workspace runs at ${url}. Everyone's password is their username.
In a second terminal, act as the legal officer:
  npm run chat -- --as legal.officer '/legal-help'
  npm run chat -- --as legal.officer '/legal-hold @someone'
Stop with Ctrl-C; what is in ${options.data} is there again next time, and --fresh begins anew.
`);
}
