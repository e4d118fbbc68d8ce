import { createRest } from './rest';
import type { Block } from './types';

export interface AppFacts {
	id: string;
	name: string;
	version: string;
	status: string;
	enabled: boolean;
	errors?: string[];
}

/** What the panel shows, read in one go. */
export interface MachineFacts {
	now: string;
	apps: AppFacts[];
	jobs: Block[];
	mail: Block[];
	logs: Block[];
	records: number;
	recordBytes: number;
	people: Block[];
	rooms: Block[];
}

/** The operator of the machine that the workspace runs on. */
export interface OperatorClient {
	read(): Promise<MachineFacts>;
	/** @param work a path under `/_workbench/` */
	act(work: string, body?: object): Promise<any>;
}

/** Does one thing at a time, says how it went, and reads everything again. */
export interface Operate {
	busy: boolean;
	run(work: string, body: object, done: string): void;
}

const shownLogs = 50;

export function createOperatorClient(token: string): OperatorClient {
	const rest = createRest(() => ({ 'x-workbench-operator': token }));
	const act = (work: string, body: object = {}): Promise<any> => rest.post(`/_workbench/${work}`, body);
	return {
		act,
		read: async () => {
			const [{ now }, { apps }, { jobs }, { mail }, { users: people }, { rooms }, { records }] = await Promise.all(
				['clock', 'apps', 'jobs', 'mail', 'users', 'rooms', 'persistence'].map((work) => act(work)),
			);
			const logs = await Promise.all(
				(apps as AppFacts[]).map(async ({ id }) => (await act('logs', { appId: id })).logs as Block[]),
			);
			return {
				...{ now, apps, jobs, mail, people, rooms },
				logs: logs.flat().slice(-shownLogs).reverse(),
				records: records.length,
				recordBytes: JSON.stringify(records).length,
			};
		},
	};
}
