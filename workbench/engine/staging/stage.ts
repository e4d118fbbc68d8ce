/**
 * Lays out the genuine Apps-Engine so that its Deno subprocess starts without network.
 *
 * `server/` and `deno-runtime/*.ts` stay byte for byte as published; only the runtime's import map changes,
 * because npm ships neither jsr:@std nor the engine's own TypeScript sources that it names.
 */
import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
	cpSync,
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync,
	statSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { shims } from './shims';
import { isAlive } from '../clock';

const requireHere = createRequire(__filename);

export interface StagedEngine {
	/** The staged package `@rocket.chat/apps-engine`. */
	packageDir: string;
	/** Given to AppManager as `tempFilePath`; the runtime may read here. */
	runDir: string;
	denoDir: string;
	denoBin: string;
}

/** Packages that the runtime imports by bare name; installed under aliases so that npm, not Deno, fetches them. */
const RUNTIME_PACKAGES: Record<string, string> = {
	'@msgpack/msgpack': 'deno-rt-msgpack',
	'acorn': 'deno-rt-acorn',
	'acorn-walk': 'deno-rt-acorn-walk',
	'astring': 'deno-rt-astring',
	'jsonrpc-lite': 'deno-rt-jsonrpc-lite',
	'stack-trace': 'deno-rt-stack-trace',
	'uuid': 'deno-rt-uuid',
};

/** Bumped when the layout below changes, so that an older staging is not reused. */
const LAYOUT_VERSION = 1;

function findPackageDir(name: string, from: NodeJS.Require = requireHere): string {
	const lookups = from.resolve.paths(name) ?? [];
	const found = lookups.map((dir) => path.join(dir, name)).find((dir) => existsSync(path.join(dir, 'package.json')));
	if (!found) {
		throw new Error(`The package ${name} is not installed: run npm ci first.`);
	}
	return found;
}

function readVersion(packageDir: string): string {
	return JSON.parse(readFileSync(path.join(packageDir, 'package.json'), 'utf8')).version;
}

/** The native binary: npm's `deno` wrapper would survive the engine's SIGKILL and orphan the real process. */
function findDeno(): { bin: string; version: string } {
	if (process.env.DENO_BIN) {
		return { bin: process.env.DENO_BIN, version: 'own' };
	}
	const denoDir = findPackageDir('deno');
	const target = `${process.platform}-${process.arch}${process.platform === 'linux' ? '-glibc' : ''}`;
	const nativeDir = findPackageDir(`@deno/${target}`, createRequire(path.join(denoDir, 'package.json')));
	return { bin: path.join(nativeDir, process.platform === 'win32' ? 'deno.exe' : 'deno'), version: readVersion(denoDir) };
}

/** Stages the engine if it is not there yet and returns where it lies. Safe when several processes do it at once. */
export function stageEngine(): StagedEngine {
	const root = chooseRoot();
	const source = findPackageDir('apps-engine-server');
	const deno = findDeno();
	const shimHash = createHash('sha256').update(JSON.stringify(shims)).digest('hex').slice(0, 8);
	const home = path.join(root, `${readVersion(source)}-deno${deno.version}-${LAYOUT_VERSION}${shimHash}`);
	if (!existsSync(home)) {
		const draft = path.join(root, `.draft-${process.pid}-${randomBytes(4).toString('hex')}`);
		try {
			layOut(draft, source);
			renameSync(draft, home);
		} catch (error) {
			rmSync(draft, { recursive: true, force: true });
			// Another process was quicker: rename onto a folder that is not empty fails.
			if (!existsSync(home)) {
				throw error;
			}
		}
	}
	linkDependencies(root);
	removeOldStagings(root, home);
	const staged = {
		packageDir: path.join(home, 'node_modules', '@rocket.chat', 'apps-engine'),
		runDir: path.join(home, 'run'),
		denoDir: path.join(home, 'deno-dir'),
		denoBin: deno.bin,
	};
	warmCache(staged, home);
	return staged;
}

const YOUNG_MS = 3_600_000;

/** Stagings of other versions go, unless a server runs on one, or may be about to. */
function removeOldStagings(root: string, home: string): void {
	for (const name of readdirSync(root)) {
		const other = path.join(root, name);
		const hosts = path.join(other, 'run', 'hosts');
		if (other === home || !existsSync(hosts) || Date.now() - statSync(other).mtimeMs < YOUNG_MS) {
			continue;
		}
		if (!readdirSync(hosts).some((pid) => isAlive(Number(pid)))) {
			rmSync(other, { recursive: true, force: true });
		}
	}
}

/** `.engine` in the repository, unless its path has a blank or the like: the runtime's own require() takes URLs for paths. */
function chooseRoot(): string {
	const wanted = path.resolve(process.env.WORKBENCH_ENGINE_DIR ?? path.join(__dirname, '..', '..', '..', '.engine'));
	if (/^[\w\-./:\\]+$/.test(wanted)) {
		return wanted;
	}
	return path.join(tmpdir(), `workbench-engine-${createHash('sha256').update(wanted).digest('hex').slice(0, 12)}`);
}

function layOut(draft: string, source: string): void {
	const packageDir = path.join(draft, 'node_modules', '@rocket.chat', 'apps-engine');
	const runtimeDir = path.join(packageDir, 'deno-runtime');
	mkdirSync(path.dirname(packageDir), { recursive: true });
	cpSync(source, packageDir, {
		recursive: true,
		dereference: true,
		filter: (file) => !file.includes(`${path.sep}.bin${path.sep}`),
	});
	// server/misc/UIHelper.js, loaded on the Deno side too, requires uuid, and Deno may read only this node_modules.
	const engineRequire = createRequire(path.join(source, 'package.json'));
	cpSync(findPackageDir('uuid', engineRequire), path.join(draft, 'node_modules', 'uuid'), { recursive: true, dereference: true });
	for (const [name, alias] of Object.entries(RUNTIME_PACKAGES)) {
		cpSync(findPackageDir(alias), path.join(runtimeDir, 'node_modules', name), { recursive: true, dereference: true });
	}
	mkdirSync(path.join(runtimeDir, 'shims'));
	for (const [name, code] of Object.entries(shims)) {
		writeFileSync(path.join(runtimeDir, 'shims', name), code);
	}
	rewriteImportMap(runtimeDir);
	const runDir = path.join(draft, 'run');
	mkdirSync(path.join(runDir, 'hosts'), { recursive: true });
	mkdirSync(path.join(runDir, 'clocks'), { recursive: true });
	// Deno refuses TypeScript under node_modules; relative, so that the folder may be moved.
	symlinkSync(path.relative(runDir, runtimeDir), path.join(runDir, 'deno-runtime'), 'dir');
}

function rewriteImportMap(runtimeDir: string): void {
	const file = path.join(runtimeDir, 'deno.jsonc');
	const config = JSON.parse(readFileSync(file, 'utf8'));
	delete config.imports['@std/cli'];
	Object.assign(config.imports, {
		'@std/cli/parse-args': './shims/std-cli-parse-args.js',
		'@std/io': './shims/std-io.js',
		'@std/streams': './shims/std-streams.js',
		'@rocket.chat/ui-kit': './shims/empty.js',
		'@rocket.chat/apps-engine/definition/exceptions/AppsEngineException.ts': './shims/AppsEngineException.js',
	});
	config.nodeModulesDir = 'manual';
	config.lock = false;
	writeFileSync(file, JSON.stringify(config, null, '\t'));
	rmSync(path.join(runtimeDir, 'deno.lock'), { force: true });
}

/** A staging folder outside the repository must still find the engine's hoisted dependencies. */
function linkDependencies(root: string): void {
	const hoisted = path.dirname(findPackageDir('apps-engine-server'));
	if (path.dirname(hoisted) === path.dirname(root)) {
		return;
	}
	try {
		symlinkSync(hoisted, path.join(root, 'node_modules'), 'dir');
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
			throw error;
		}
	}
}

/** Compiles the runtime's TypeScript once, so that the first app does not pay for it. The cache goes by absolute path. */
function warmCache(staged: StagedEngine, home: string): void {
	const stamp = path.join(home, 'warm');
	if (existsSync(stamp) && readFileSync(stamp, 'utf8') === home) {
		return;
	}
	const config = `--config=${path.join(staged.packageDir, 'deno-runtime', 'deno.jsonc')}`;
	execFileSync(staged.denoBin, ['cache', config, path.join(staged.runDir, 'deno-runtime', 'main.ts')], {
		cwd: staged.runDir,
		env: { PATH: process.env.PATH, HOME: process.env.HOME, NO_COLOR: '1', DENO_DIR: staged.denoDir },
		stdio: ['ignore', 'ignore', 'inherit'],
	});
	writeFileSync(stamp, home);
}
