import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

import type { ReadyFile } from './registry';

const mainFile = path.join(__dirname, 'main.ts');
const keptLogLines = 200;
const orderlyStopMs = 15_000;

/** A running server process. */
export interface ServerProcess {
	ready: ReadyFile;
	/** The last lines that it wrote to standard error. */
	log(): string;
	kill(): Promise<void>;
	/** Resolves when it has ended, by whomever. */
	ended: Promise<void>;
	/** SIGTERM, and SIGKILL for a process that does not obey within 15 s. */
	stop(): Promise<void>;
}

const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

const waitForEnd = async (child: ChildProcess): Promise<void> => {
	if (!hasEnded(child)) await once(child, 'exit');
};

const spawnServer = (argv: string[]): ChildProcess => {
	const { NODE_ENV: _unset, NODE_OPTIONS: _ours, ...env } = process.env; // under NODE_ENV=test the Apps-Engine skips its permission checks
	const tsx = pathToFileURL(require.resolve('tsx')).href;
	// Its standard input is ours: when this process ends, however it ends, the server ends as well.
	return spawn(process.execPath, ['--import', tsx, mainFile, ...argv, '--until-stdin-ends'], {
		env,
		stdio: ['pipe', 'pipe', 'pipe'],
	});
};

const stopChild = async (child: ChildProcess): Promise<void> => {
	if (hasEnded(child)) return;
	child.kill('SIGTERM');
	const patience = setTimeout(() => child.kill('SIGKILL'), orderlyStopMs);
	await waitForEnd(child);
	clearTimeout(patience);
};

/** Starts a server with these command-line arguments. @throws Error with its log when it ends before it is ready. */
export async function startServerProcess(argv: string[]): Promise<ServerProcess> {
	const child = spawnServer(argv);
	const lines: string[] = [];
	createInterface({ input: child.stderr as NodeJS.ReadableStream }).on('line', (line) => {
		lines.push(line);
		if (lines.length > keptLogLines) lines.shift();
	});
	const log = (): string => lines.join('\n');
	const ready = new Promise<ReadyFile>((resolve, reject) => {
		createInterface({ input: child.stdout as NodeJS.ReadableStream }).on('line', (line) => {
			if (line.startsWith('{"ready":true')) resolve(JSON.parse(line) as ReadyFile);
		});
		child.on('error', reject);
		child.on('close', (code, signal) => reject(new Error(`the server ended (${signal ?? code}) before it was ready:\n${log()}`)));
	});
	return {
		ready: await ready,
		log,
		ended: waitForEnd(child),
		kill: async () => {
			child.kill('SIGKILL');
			await waitForEnd(child);
		},
		stop: () => stopChild(child),
	};
}
