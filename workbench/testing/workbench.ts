import { readdirSync } from 'node:fs';
import path from 'node:path';

import { writeSeedFile } from '../seed';
import type { Person, Workbench, WorkbenchOptions } from './contract';
import { makeTemporaryFolder, removeFolder } from './folders';
import { createOperator } from './operator';
import { signIn } from './person';
import { startServerProcess, type ServerProcess } from '../server/serverProcess';

/** What the processes over one data folder have in common. */
interface Folder {
	dataDir: string;
	options: WorkbenchOptions;
	isTemporary: boolean;
	running: Set<ServerProcess>;
	/** Processes started so far, for their names. */
	started: number;
}

const listArguments = ({ dataDir, options }: Folder, instance: string): string[] => {
	const { zip, seed = 'small', startAt, runtimeTimeoutMs, shuffleSeed } = options;
	const seedFile = path.join(dataDir, 'seed.json');
	// Once the workspace lives, its seed has no more say.
	if (typeof seed === 'object' && readdirSync(dataDir).length === 0) writeSeedFile(seedFile, seed);
	const given: Record<string, string | number | undefined> = {
		'--data': dataDir,
		'--zip': zip,
		'--seed': typeof seed === 'object' ? seedFile : seed,
		'--start-at': startAt,
		'--instance': instance,
		'--runtime-timeout': runtimeTimeoutMs,
		'--shuffle-seed': shuffleSeed,
	};
	return Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [name, String(value)]));
};

/** Starts a server process, with a fresh temporary folder and the small seed unless told otherwise. */
export async function startWorkbench(options: WorkbenchOptions = {}): Promise<Workbench> {
	const dataDir = options.dataDir ?? makeTemporaryFolder();
	const folder: Folder = { dataDir, options, isTemporary: !options.dataDir, running: new Set(), started: 0 };
	try {
		return await startOver(folder, 'main');
	} catch (error) {
		if (folder.isTemporary) removeFolder(dataDir);
		throw error;
	}
}

const startOver = async (folder: Folder, instance: string): Promise<Workbench> => {
	const server = await startServerProcess(listArguments(folder, instance));
	folder.running.add(server);
	folder.started += 1;
	return describeWorkbench(folder, instance, server);
};

const describeWorkbench = (folder: Folder, instance: string, server: ServerProcess): Workbench => {
	const { url, pid, operatorToken } = server.ready;
	const people: Person[] = [];
	const end = async (how: 'stop' | 'kill'): Promise<void> => {
		for (const person of people) person.close();
		await server[how]();
		folder.running.delete(server);
	};
	return {
		url,
		dataDir: folder.dataDir,
		pid,
		operator: createOperator(url, operatorToken),
		as: async (username) => {
			const person = await signIn(url, username);
			people.push(person);
			return person;
		},
		log: () => server.log(),
		ended: () => server.ended,
		kill: () => end('kill'),
		stop: async () => {
			await end('stop');
			if (folder.isTemporary && folder.running.size === 0) removeFolder(folder.dataDir);
		},
		restart: async (how = 'stop') => {
			await end(how);
			return startOver(folder, instance);
		},
		another: () => startOver(folder, `instance-${folder.started + 1}`),
	};
};
