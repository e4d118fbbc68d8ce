import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { unzipSync } from 'fflate';

export const root = path.resolve(__dirname, '../..');

export interface Run {
	exitCode: number;
	output: string;
}

/** Runs one of the project's scripts as a person does, in a process of its own. */
export function runScript(script: string, args: string[], env: Record<string, string> = {}): Promise<Run> {
	const options = { cwd: root, env: { ...process.env, ...env } };
	return new Promise((resolve) => {
		const child = execFile(process.execPath, [path.join(root, script), ...args], options, (_error, stdout, stderr) =>
			resolve({ exitCode: child.exitCode ?? 1, output: stdout + stderr }),
		);
		child.stdin?.end();
	});
}

/** A copy of the fixture app in a folder of its own, with the project's packages in reach. */
export function copyFixtureApp(): string {
	const folder = mkdtempSync(path.join(os.tmpdir(), 'fixture-app-'));
	cpSync(path.join(__dirname, 'fixture'), folder, { recursive: true });
	symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'), 'dir');
	return folder;
}

/** Replaces a text that must be there, in a file of an app. */
export function edit(folder: string, name: string, text: string, replacement: string): void {
	const file = path.join(folder, name);
	const content = readFileSync(file, 'utf8');
	if (!content.includes(text)) {
		throw new Error(`${name} does not hold ${text}`);
	}
	writeFileSync(
		file,
		content.replace(text, () => replacement),
	);
}

export async function packageFixture(folder: string, env: Record<string, string> = {}): Promise<Run & { zip: string }> {
	const zip = path.join(folder, 'out.zip');
	return { ...(await runScript('scripts/package.mjs', ['--app', folder, '--out', zip], env)), zip };
}

/** Packages several apps in one process. @returns for each folder what is wrong with it; where that is null, the folder has the zip */
export async function packageEach(folders: string[]): Promise<{ fault: string | null; zip: string }[]> {
	const { output } = await runScript('test/packaging/packageEach.mjs', folders);
	const faults = JSON.parse(output) as (string | null)[];
	return folders.map((folder, index) => ({ fault: faults[index] ?? null, zip: path.join(folder, 'out.zip') }));
}

/** The files of a zip as text, by name, in the order of the zip. */
export function readZip(bytes: Uint8Array): Record<string, string> {
	return Object.fromEntries(Object.entries(unzipSync(bytes)).map(([name, content]) => [name, Buffer.from(content).toString()]));
}
