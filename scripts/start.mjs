/**
 * Starts the workbench, a small Rocket.Chat workspace on this machine, with the app in it.
 * usage: npm start [-- --port 3333] [--data .workbench] [--seed community] [--fresh]
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { ensureInstalled } from './install.mjs';
import { startWorkbench, stopWithUs, runApp } from './workbench-server.mjs';

const usualPort = 3333;
const { values: options } = parseArgs({
	options: {
		port: { type: 'string' },
		data: { type: 'string', default: '.workbench' },
		seed: { type: 'string', default: 'community' },
		fresh: { type: 'boolean', default: false },
	},
});
process.chdir(path.dirname(path.dirname(fileURLToPath(import.meta.url))));

try {
	ensureInstalled('.');
	const zipFile = packageAnew();
	await (await import('../workbench/client/build.mjs')).buildPage();
	if (options.fresh) {
		removeWorkspace(options.data);
	}
	const port = options.port ?? String(await findPort());
	console.log('Starting the workspace …');
	const isNew = !isWorkspace(options.data);
	const server = await startWorkbench(['--data', options.data, '--seed', options.seed, '--zip', zipFile, '--port', port]);
	stopWithUs(server);
	await runApp(server, zipFile, isNew).catch((fault) => {
		server.child.kill('SIGTERM');
		throw fault;
	});
	greet(server.ready.url);
	process.exitCode = await server.ended;
} catch (fault) {
	console.error(fault.message);
	process.exitCode = 1;
}

/** Packaging takes a second and gives the same bytes for the same sources, so it is simply done each time. */
function packageAnew() {
	const { nameSlug, version } = JSON.parse(readFileSync('app.json', 'utf8'));
	const zipFile = path.join('dist', `${nameSlug}_${version}.zip`);
	const { status } = spawnSync(process.execPath, ['scripts/package.mjs', '--out', zipFile], {
		stdio: ['ignore', 'inherit', 'inherit'],
	});
	if (status !== 0) {
		throw new Error('Without a package there is nothing to start.');
	}
	return zipFile;
}

/** Removes what an earlier start left, and nothing that is not a workspace. */
function removeWorkspace(folder) {
	if (existsSync(folder) && readdirSync(folder).length && !isWorkspace(folder)) {
		throw new Error(`${folder} holds other things than a workspace, so --fresh does not empty it.`);
	}
	rmSync(folder, { recursive: true, force: true });
}

function isWorkspace(folder) {
	return existsSync(path.join(folder, 'workspace.db'));
}

/** The usual port, or one that nobody uses. */
async function findPort() {
	return (await listenOnce(usualPort)) ?? listenOnce(0);
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

function greet(url) {
	const chat = `npm run chat --${options.data === '.workbench' ? '' : ` --data ${options.data}`} --as`;
	console.log(`
Open ${url} in a browser: one press signs you in as anybody. Everyone's password is their username.
Or, in a second terminal, be one of its people:
  ${chat} workspace.admin /legal-setup
  ${chat} legal.officer '/legal-hold @maria.silva'
Stop with Ctrl-C; what is in ${options.data} is there again next time, and --fresh begins anew.
`);
}
