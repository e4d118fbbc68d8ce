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

/** A server process over the same workspace. */
export interface InstanceFacts {
	instance: string;
	url: string;
	pid: number;
	isThis: boolean;
	isOurs: boolean;
}

/** What the panel shows, read in one go. */
export interface MachineFacts {
	now: string;
	/** When the next job runs; absent when nothing is scheduled. */
	nextDueAt?: string;
	apps: AppFacts[];
	instances: InstanceFacts[];
	jobs: Block[];
	mail: Block[];
	logs: Block[];
	records: number;
	sizeBytes: number;
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
	/** @param done what to say then; of the server's answer, when it is a function */
	run(work: string, body: object, done: string | ((answer: any) => string)): void;
}

const shownLogs = 50;

export function createOperatorClient(token: string): OperatorClient {
	const rest = createRest(() => ({ 'x-workbench-operator': token }));
	const act = (work: string, body: object = {}): Promise<any> => rest.post(`/_workbench/${work}`, body);
	return {
		act,
		read: async () => {
			const works = ['clock', 'apps', 'instances', 'jobs', 'mail', 'users', 'rooms', 'persistence-size'];
			const [clock, { apps }, { instances }, { jobs }, { mail }, { users: people }, { rooms }, size] = await Promise.all(
				works.map((work) => act(work)),
			);
			const logs = await Promise.all(
				(apps as AppFacts[]).map(async ({ id }) => (await act('logs', { appId: id, latest: shownLogs })).logs as Block[]),
			);
			return { ...clock, apps, instances, jobs, mail, people, rooms, ...size, logs: logs.flat().slice(-shownLogs).reverse() };
		},
	};
}
