/** One server process: a host behind HTTP and WebSocket, until it is told to stop. */
import { mkdirSync } from 'node:fs';

import { startHost } from '../engine';
import { parseServerArguments, usage, type ServerArguments } from './arguments';
import { installIfMissing, seedIfEmpty } from './firstRun';
import { listRunningServers, removeReadyFile, writeReadyFile, type ReadyFile } from './registry';
import { startServer } from './server';
import type { Host } from '../engine/contract';

const say = (line: string): void => void process.stderr.write(`${line}\n`);

const openHost = ({ dataDir, instance, startAt, runtimeTimeoutMs, shuffleSeed }: ServerArguments): Promise<Host> =>
	startHost({ dataDir, instanceId: instance, startAt, runtimeTimeoutMs, shuffleSeed, log: say });

const refuseTakenName = ({ dataDir, instance }: ServerArguments): void => {
	const other = listRunningServers(dataDir).find((server) => server.instance === instance && server.pid !== process.pid);
	if (other) throw new Error(`Process ${other.pid} already serves ${dataDir} as "${instance}"; choose another --instance`);
};

/** Stops once and in order when told to: what was added last goes first, the process at the end. */
const stopOnRequest = (options: ServerArguments): { add(step: () => Promise<void> | void): void } => {
	const steps: (() => Promise<void> | void)[] = [];
	let stopping = false;
	const stopOnce = (): void => {
		if (stopping) return;
		stopping = true;
		const stopAll = async (): Promise<void> => {
			for (const step of steps.reverse()) await step();
		};
		stopAll().then(
			() => process.exit(0),
			(error) => {
				say(String(error));
				process.exit(1);
			},
		);
	};
	process.on('SIGTERM', stopOnce);
	process.on('SIGINT', stopOnce);
	if (options.untilStdinEnds) process.stdin.on('end', stopOnce).on('error', stopOnce).resume();
	return { add: (step) => void steps.push(step) };
};

async function run(argv: string[]): Promise<void> {
	if (argv.includes('--help')) return void process.stdout.write(`${usage}\n`);
	const options = parseServerArguments(argv);
	// What people wrote lies in it.
	mkdirSync(options.dataDir, { recursive: true, mode: 0o700 });
	refuseTakenName(options);
	const ending = stopOnRequest(options);
	const host = await openHost(options);
	ending.add(() => host.stop());
	await seedIfEmpty(host, options.seed);
	if (options.zip) await installIfMissing(host, options.zip);
	const server = await startServer(host, options);
	ending.add(() => server.close());
	const ready: ReadyFile = {
		ready: true,
		url: `http://127.0.0.1:${server.port}`,
		port: server.port,
		pid: process.pid,
		instance: options.instance,
		dataDir: options.dataDir,
		operatorToken: server.operatorToken,
	};
	writeReadyFile(ready);
	ending.add(() => removeReadyFile(options.dataDir, options.instance));
	process.stdout.write(`${JSON.stringify(ready)}\n`);
}

run(process.argv.slice(2)).catch((error: unknown) => {
	say(error instanceof Error ? error.message : String(error));
	process.exit(1);
});
