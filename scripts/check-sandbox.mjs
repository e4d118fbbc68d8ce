/**
 * Loads a packaged app the way the newer Apps-Engine's Node runtime does: permission model on, file reads for the app and
 * the engine's definitions alone, no globalThis, built-ins by a list. The genuine Deno runtime is the engine tests' matter.
 * usage: node scripts/check-sandbox.mjs ZIP
 */
import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { unzipSync } from 'fflate';

import { allowedBuiltins } from './packaging/bundle.mjs';

const require = createRequire(import.meta.url);
const loader = fileURLToPath(new URL('./sandbox/load-app.cjs', import.meta.url));
const permission = process.allowedNodeEnvironmentFlags.has('--permission') ? '--permission' : '--experimental-permission';
const startLimitMs = 30_000; // what the engine itself grants

const folder = await realpath(await mkdtemp(path.join(os.tmpdir(), 'app-sandbox-')));
try {
	const result = loadInSandbox(folder, await unpackClassFile(process.argv[2]));
	if (result.status === 0) {
		const { className, name, version } = JSON.parse(result.stdout);
		console.log(`The sandbox loads ${className}: ${name} ${version}`);
	} else {
		console.error(`The sandbox cannot load the app:\n${result.stderr || result.error?.message}`);
		process.exitCode = 1;
	}
} finally {
	await rm(folder, { recursive: true, force: true });
}

async function unpackClassFile(zipFile) {
	const files = unzipSync(await readFile(zipFile));
	const manifest = JSON.parse(Buffer.from(files['app.json']).toString());
	const classFile = path.join(folder, 'app.js');
	const manifestFile = path.join(folder, 'app.json');
	await writeFile(classFile, files[manifest.classFile.replace(/\.ts$/, '.js')]);
	await writeFile(manifestFile, JSON.stringify(manifest));
	return [classFile, manifestFile];
}

function loadInSandbox(appFolder, [classFile, manifestFile]) {
	const engineFolder = path.dirname(require.resolve('@rocket.chat/apps-engine/package.json'));
	const readable = [loader, path.join(appFolder, '*'), path.join(engineFolder, '*')].map((entry) => `--allow-fs-read=${entry}`);
	return spawnSync(
		process.execPath,
		[
			permission,
			...readable,
			'--disable-warning=ExperimentalWarning',
			loader,
			classFile,
			manifestFile,
			engineFolder,
			...allowedBuiltins,
		],
		{ encoding: 'utf8', timeout: startLimitMs, env: {} },
	);
}
