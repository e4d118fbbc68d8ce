import { execFile } from 'child_process';
import { existsSync, readdirSync } from 'fs';
import { dirname, join, resolve } from 'path';
import { promisify } from 'util';

const RUNNER = join(__dirname, 'run.mjs');

export interface Run<Outcome> {
	/** Built-in modules that the bundle asked for. */
	required: string[];
	outcome: Outcome;
}

/** Runs a bundle as an app is run, on this Node or on the engine's Deno. @param call an exported function, and its arguments */
export async function runBundle<Outcome>(
	runtime: 'Node' | 'Deno',
	bundle: string,
	call: string[] = [],
	env: Record<string, string> = {},
): Promise<Run<Outcome>> {
	const deno = ['run', '--no-config', '--no-remote', '--no-prompt', `--allow-read=${bundle},${RUNNER}`];
	const [command, args] = runtime === 'Node' ? [process.execPath, []] : [findDeno(), deno];
	const { stdout } = await promisify(execFile)(command, [...args, RUNNER, bundle, ...call], {
		env: { PATH: process.env.PATH ?? '', DENO_DIR: join(dirname(bundle), 'deno'), ...env },
		maxBuffer: 64 * 1024 * 1024,
	});
	return JSON.parse(stdout) as Run<Outcome>;
}

/** The native binary that the engine tests use: npm installs it for the platform at hand. */
function findDeno(): string {
	const packages = resolve(__dirname, '../../../node_modules/@deno');
	const names = existsSync(packages) ? readdirSync(packages) : [];
	const binary = names.flatMap((name) => [join(packages, name, 'deno'), join(packages, name, 'deno.exe')]).find(existsSync);
	if (!binary) throw new Error('No Deno binary under node_modules/@deno: run npm ci');
	return binary;
}
