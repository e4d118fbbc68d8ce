import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

import { makePng } from '../seed/files';
import { startWorkbench, type Workbench } from '../testing';

jest.setTimeout(180_000);

const run = promisify(execFile);
const folder = mkdtempSync(path.join(tmpdir(), 'workbench-test-'));
const appId = '0b9c6f0e-2f6d-4a53-8a57-6b1f8c1f2d33';
const rcApps = path.join(path.dirname(require.resolve('@rocket.chat/apps-cli/package.json')), 'bin', 'run');
let workbench: Workbench;

const packageFolder = (name: string): string => path.dirname(require.resolve(`${name}/package.json`));

/**
 * The published tool resolves modules from inside the app's folder only, follows links out of it, and cannot read today's
 * `@types/node`: it gets copies, and empty stand-ins for what only types are taken from.
 */
const furnishModules = (): void => {
	const modules = path.join(folder, 'node_modules');
	const standIn = (name: string, version: string, types: string): void => {
		mkdirSync(path.join(modules, name), { recursive: true });
		writeFileSync(path.join(modules, name, 'package.json'), JSON.stringify({ name, version, types: 'index.d.ts' }));
		writeFileSync(path.join(modules, name, 'index.d.ts'), types);
	};
	cpSync(packageFolder('apps-engine-server'), path.join(modules, '@rocket.chat/apps-engine'), {
		recursive: true,
		dereference: true,
	});
	cpSync(packageFolder('@rocket.chat/ui-kit'), path.join(modules, '@rocket.chat/ui-kit'), { recursive: true, dereference: true });
	symlinkSync(packageFolder('typescript'), path.join(modules, 'typescript'));
	standIn('@types/node', '16.0.0', 'declare type Buffer = Uint8Array;');
	standIn('@rocket.chat/icons', '0.0.0', 'export type Keys = string;');
};

const writeApp = (version: string): void => {
	const author = { name: 'The workbench authors', homepage: 'https://example.org', support: 'https://example.org' };
	const manifest = { id: appId, version, requiredApiVersion: '^1.62.0', iconFile: 'icon.png', author, name: 'Deploy Probe' };
	const rest = {
		nameSlug: 'deploy-probe',
		classFile: 'DeployProbeApp.ts',
		description: 'Deployed',
		permissions: [{ name: 'slashcommand' }],
	};
	const source = "import { App } from '@rocket.chat/apps-engine/definition/App';\nexport class DeployProbeApp extends App {}\n";
	const files: Record<string, string | Buffer> = {
		'app.json': JSON.stringify({ ...manifest, ...rest }),
		'package.json': JSON.stringify({ name: 'deploy-probe', version, devDependencies: { '@rocket.chat/apps-engine': '1.62.0' } }),
		'DeployProbeApp.ts': source,
		'icon.png': makePng('icon'),
	};
	for (const [name, content] of Object.entries(files)) writeFileSync(path.join(folder, name), content);
};

/** `--force`: the stand-ins leave the engine's typings with errors of their own. */
const deploy = async (username: string): Promise<string> => {
	const env = { ...process.env, HOME: folder, XDG_CONFIG_HOME: folder, XDG_CACHE_HOME: folder, NODE_ENV: 'production' };
	const argv = [rcApps, 'deploy', '--force', '--url', workbench.url, '--username', username, '--password', username];
	const { stdout, stderr } = await run(process.execPath, argv, { cwd: folder, env });
	return stdout + stderr;
};

beforeAll(async () => {
	furnishModules();
	workbench = await startWorkbench({ seed: 'empty' });
});

afterAll(async () => {
	await workbench?.stop();
	rmSync(folder, { recursive: true });
});

test('the published rc-apps deploys an app, and updates it the next time', async () => {
	writeApp('1.0.0');
	await deploy('workspace.admin');
	expect(await workbench.operator.apps()).toMatchObject([{ id: appId, version: '1.0.0', enabled: true }]);
	writeApp('1.0.1');
	expect(await deploy('workspace.admin')).toContain('App already exists');
	expect(await workbench.operator.apps()).toMatchObject([{ id: appId, version: '1.0.1', enabled: true }]);
});
