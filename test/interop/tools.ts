import { spawnSync } from 'child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { dirname, join } from 'path';

/** What a stock tool answered. */
export interface Answer {
	status: number | null;
	/** Standard output and standard error, one after the other. */
	output: string;
	stdout: Buffer;
}

const VERSION_FLAG: Readonly<Record<string, string>> = {
	openssl: 'version',
	unzip: '-v',
	python3: '--version',
	sha256sum: '--version',
};

/** These tests are worth nothing without the real tools: a missing one is a failure, never a skip. */
export function requireTools(...names: string[]): void {
	const missing = names.filter((name) => spawnSync(name, [VERSION_FLAG[name] ?? '--version']).status !== 0);
	if (missing.length > 0) throw new Error(`Install ${missing.join(', ')}: the interop tests check our files with stock tools.`);
}

/** Runs a stock tool to its end. */
export function run(
	command: string,
	args: readonly string[],
	options: { cwd?: string; input?: Uint8Array; env?: NodeJS.ProcessEnv } = {},
): Answer {
	const { status, stdout, stderr, error } = spawnSync(command, args, { ...options, maxBuffer: 64 * 1024 * 1024 });
	if (error) throw error;
	return { status, stdout, output: `${stdout.toString()}${stderr.toString()}` };
}

/** A new, empty folder; the caller removes it. */
export function makeFolder(): string {
	return mkdtempSync(join(tmpdir(), 'legal-desk-interop-'));
}

/** Writes files below a folder, as a reader unpacks them. */
export function writeFiles(folder: string, files: ReadonlyMap<string, Uint8Array>): void {
	for (const [path, bytes] of files) {
		mkdirSync(dirname(join(folder, path)), { recursive: true });
		writeFileSync(join(folder, path), bytes);
	}
}
