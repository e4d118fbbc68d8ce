/** The child process of a test: one host, driven by messages. Calls by dotted name; a host's events are passed on. */
import { startHost, type HostOptions } from '../index';
import { buildProbe } from './build';

interface Call {
	seq: number;
	method: string;
	args: unknown[];
}

type Callable = Record<string, unknown> & { [key: string]: unknown };

async function main(): Promise<void> {
	const host = await startHost({
		log: (line) => process.env.WORKBENCH_VERBOSE && console.error(line),
		...(JSON.parse(process.argv[2]!) as HostOptions),
	});
	host.on((event) => process.send!({ event }));
	const root = { ...host, buildProbe } as unknown as Callable;
	process.on('message', async ({ seq, method, args }: Call) => {
		try {
			const steps = method.split('.');
			const owner = steps.slice(0, -1).reduce<Callable>((target, step) => target[step] as Callable, root);
			const answer = await (owner[steps.at(-1)!] as (...values: unknown[]) => unknown).apply(owner, args);
			process.send!({ seq, answer });
		} catch (error) {
			process.send!({ seq, error: (error as Error).message });
		}
		if (method === 'stop') {
			process.disconnect();
		}
	});
	process.send!({ ready: true });
}

// A test that is gone leaves no host behind.
process.on('disconnect', () => process.exit(0));
main().catch((error) => {
	console.error(error);
	process.exit(1);
});
