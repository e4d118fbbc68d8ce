import path from 'node:path';
import { parseArgs } from 'node:util';

/** How one server process is started. */
export interface ServerArguments {
	dataDir: string;
	port: number;
	zip?: string;
	/** `small`, `community`, `empty`, `staff`, or the path of a seed file. */
	seed: string;
	startAt?: string;
	instance: string;
	listenBeyondLoopback: boolean;
	runtimeTimeoutMs?: number;
	shuffleSeed?: number;
	/** Stop when standard input ends, so that the process cannot outlive the one that started it. */
	untilStdinEnds: boolean;
}

export const usage = `node --import tsx workbench/server/main.ts --data DIR
  --port N                    port to listen on (default 0: any free one)
  --zip FILE                  app to install if the workspace does not have it yet
  --seed WHAT                 small | community | empty | staff | FILE.json, for an empty data folder (default empty)
  --start-at ISO              start of the workspace's clock (default: the machine's time)
  --instance NAME             name of this process among those over the same folder (default main)
  --runtime-timeout MS        how long the server waits for the app (default 30000)
  --shuffle-seed N            order in which unsorted reads come back
  --listen-beyond-loopback    accept connections from other machines
  --until-stdin-ends          stop when standard input is closed`;

const readNumber = (name: string, value: string | undefined): number | undefined => {
	if (value === undefined) return undefined;
	if (!/^\d+$/.test(value)) throw new Error(`--${name} takes a whole number, not "${value}"`);
	return Number(value);
};

const readInstant = (value: string | undefined): string | undefined => {
	if (value === undefined) return undefined;
	if (Number.isNaN(Date.parse(value)))
		throw new Error(`--start-at takes an ISO 8601 instant such as 2026-11-02T09:00:00Z, not "${value}"`);
	return new Date(value).toISOString();
};

/** @throws Error in words for the person at the terminal. */
export function parseServerArguments(argv: string[]): ServerArguments {
	const text = { type: 'string' } as const;
	const flag = { type: 'boolean', default: false } as const;
	const { values } = parseArgs({
		args: argv,
		options: {
			'data': text,
			'port': text,
			'zip': text,
			'seed': text,
			'start-at': text,
			'instance': text,
			'runtime-timeout': text,
			'shuffle-seed': text,
			'listen-beyond-loopback': flag,
			'until-stdin-ends': flag,
		},
	});
	if (!values.data) throw new Error(`--data is missing.\n${usage}`);
	const instance = values.instance ?? 'main';
	if (!/^[\w-]{1,40}$/.test(instance)) throw new Error(`--instance takes letters, digits, "-" and "_", not "${instance}"`);
	return {
		dataDir: path.resolve(values.data),
		port: readNumber('port', values.port) ?? 0,
		zip: values.zip,
		seed: values.seed ?? 'empty',
		startAt: readInstant(values['start-at']),
		instance,
		listenBeyondLoopback: values['listen-beyond-loopback'],
		runtimeTimeoutMs: readNumber('runtime-timeout', values['runtime-timeout']),
		shuffleSeed: readNumber('shuffle-seed', values['shuffle-seed']),
		untilStdinEnds: values['until-stdin-ends'],
	};
}
