import { Refusal } from './refusal';
import { listRunningServers, type ReadyFile } from './registry';
import { startServerProcess, type ServerProcess } from './serverProcess';

/** A server process over the same workspace, as an operator sees it. */
export interface InstanceFacts {
	instance: string;
	url: string;
	pid: number;
	/** The one that answers. */
	isThis: boolean;
	/** Started from here, so that it can be stopped from here. */
	isOurs: boolean;
}

/** Further server processes over the folder of this one, as a cluster has them. They end when this one ends. */
export interface Instances {
	list(): InstanceFacts[];
	/** @returns the new process, ready to be signed in to */
	start(): Promise<InstanceFacts>;
	/** @throws Refusal 404 for a process that was not started from here */
	stop(instance: string, how: 'stop' | 'kill'): Promise<void>;
	close(): Promise<void>;
}

export function openInstances(dataDir: string): Instances {
	const started = new Map<string, ServerProcess>();
	const describe = ({ instance, url, pid }: ReadyFile): InstanceFacts => ({
		...{ instance, url, pid },
		isThis: pid === process.pid,
		isOurs: started.has(instance),
	});
	const nameNext = (): string => {
		const taken = new Set(listRunningServers(dataDir).map(({ instance }) => instance));
		let number = 2;
		while (taken.has(`instance-${number}`)) number += 1;
		return `instance-${number}`;
	};
	return {
		list: () => listRunningServers(dataDir).map(describe),
		start: async () => {
			const server = await startServerProcess(['--data', dataDir, '--instance', nameNext()]);
			const { instance } = server.ready;
			started.set(instance, server);
			void server.ended.then(() => started.delete(instance));
			return describe(server.ready);
		},
		stop: async (instance, how) => {
			const server = started.get(instance);
			if (!server) throw new Refusal(404, `No server "${instance}" was started from here`);
			await server[how]();
		},
		close: async () => {
			await Promise.all([...started.values()].map((server) => server.stop()));
		},
	};
}
