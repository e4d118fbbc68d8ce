import { spawn } from 'node:child_process';
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { transform } from 'esbuild';

import { packageApp } from './package-app.mjs';

const root = path.dirname(path.dirname(path.dirname(fileURLToPath(import.meta.url))));
const require = createRequire(import.meta.url);
const requireFromWorkbench = createRequire(path.join(root, 'workbench', 'package.json'));

/**
 * Lays out a folder in which `rc-apps` 1.9.0 can work. It cannot bundle, so its class file is the finished bundle.
 *
 * @param {string} appFolder folder with app.json
 * @returns {Promise<string>} the staging folder
 */
export async function stageForRcApps(appFolder) {
	const { manifest, files } = await packageApp(appFolder);
	const stage = path.join(root, '.build', 'rc-apps', manifest.nameSlug);
	refuseUnseenFolder(stage);
	const className = path.basename(manifest.classFile, '.js');
	const { [manifest.classFile]: bundle, ...resources } = files;
	const staged = {
		...resources,
		'app.json': JSON.stringify({ ...manifest, classFile: `${className}.ts` }, null, 4),
		'package.json': describeStage(manifest),
		[`${className}.ts`]: await wrapBundle(className, manifest.implements ?? [], bundle.toString()),
		// rc-apps always asks for Node's types. The staged class file needs none, and those of Node 20 are too new for it
		'node_modules/@types/node/index.d.ts': 'export {};\n',
		'node_modules/@types/node/package.json': '{ "name": "@types/node", "types": "index.d.ts" }',
	};
	await rm(stage, { recursive: true, force: true });
	for (const [name, content] of Object.entries(staged)) {
		await mkdir(path.dirname(path.join(stage, name)), { recursive: true });
		await writeFile(path.join(stage, name), content);
	}
	await linkPackages(stage);
	return stage;
}

/**
 * Runs the genuine rc-apps in a staging folder, with this process's input and output.
 *
 * @returns {Promise<number>} its exit code
 */
export function runRcApps(stage, args) {
	const program = path.join(path.dirname(require.resolve('@rocket.chat/apps-cli/package.json')), 'bin', 'run');
	const child = spawn(process.execPath, [program, ...args], { cwd: stage, stdio: 'inherit' });
	return new Promise((resolve, reject) => {
		child.once('error', reject);
		child.once('exit', (code) => resolve(code ?? 1));
	});
}

/** rc-apps skips every file below a path with ".git" or "node_modules" anywhere in it, and then finds no app. */
function refuseUnseenFolder(stage) {
	const hidden = ['node_modules', '.git'].find((part) => stage.includes(part));
	if (hidden) {
		throw new Error(
			`rc-apps does not see files below a folder with "${hidden}" in its path (${stage}). Move the project elsewhere.`,
		);
	}
}

/**
 * rc-apps compiles to ES2017 by TypeScript, which would change what class fields mean: esbuild goes there first, faithfully.
 * It takes the handlers an app has from the `implements` clause of its class, which a bundle no longer has: hence the subclass.
 */
async function wrapBundle(className, interfaces, code) {
	const { code: lowered } = await transform(code, { target: 'es2017', supported: { bigint: true }, charset: 'utf8' });
	return [
		'// @ts-nocheck',
		'const bundle = (function loadBundle(module) {',
		'const exports = module.exports;',
		lowered,
		'return module.exports;',
		'})({ exports: {} });',
		`export class ${className} extends bundle.${className}${interfaces.length ? ` implements ${interfaces.join(', ')}` : ''} {}`,
		'',
	].join('\n');
}

/** rc-apps overwrites requiredApiVersion in app.json when the folder's package.json states another version. */
function describeStage({ nameSlug, version, requiredApiVersion }) {
	const devDependencies = { '@rocket.chat/apps-engine': requiredApiVersion };
	return JSON.stringify({ name: nameSlug, version, private: true, devDependencies }, null, 4);
}

/** The engine's last version with its server, for the list of permissions that rc-apps checks, and our own TypeScript. */
async function linkPackages(stage) {
	const modules = path.join(stage, 'node_modules');
	await mkdir(path.join(modules, '@rocket.chat'), { recursive: true });
	const engine = path.dirname(requireFromWorkbench.resolve('apps-engine-server/package.json'));
	await symlink(engine, path.join(modules, '@rocket.chat', 'apps-engine'), 'dir');
	await symlink(path.dirname(require.resolve('typescript/package.json')), path.join(modules, 'typescript'), 'dir');
}
