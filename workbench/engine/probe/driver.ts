/** The child process of a test: one host, driven by messages. Calls by dotted name; a host's events are passed on. */
import { expectDefined } from '../expectDefined';
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
		...(JSON.parse(expectDefined(process.argv[2], 'options')) as HostOptions),
	});
	host.on((event) => tell({ event }));
	const root = { ...host, buildProbe } as unknown as Callable;
	process.on('message', async ({ seq, method, args }: Call) => {
		try {
			const steps = method.split('.');
			const name = steps.pop() ?? '';
			const owner = steps.reduce<Callable>((target, step) => target[step] as Callable, root);
			const answer = await (owner[name] as (...values: unknown[]) => unknown).apply(owner, args);
			tell({ seq, answer });
		} catch (error) {
			tell({ seq, error: (error as Error).message });
		}
		if (method === 'stop') {
			process.disconnect();
		}
	});
	tell({ ready: true });
}

/** To the test. */
function tell(message: object): void {
	expectDefined(process.send, 'parent process').call(process, message);
}

// A test that is gone leaves no host behind.
process.on('disconnect', () => process.exit(0));
main().catch((error) => {
	console.error(error);
	process.exit(1);
});
