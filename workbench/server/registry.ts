import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** What a server process says of itself when it is ready: printed as one JSON line, and kept in the data folder while it runs. */
export interface ReadyFile {
	ready: true;
	url: string;
	port: number;
	pid: number;
	instance: string;
	dataDir: string;
	operatorToken: string;
}

const folderOf = (dataDir: string): string => path.join(dataDir, 'servers');
const fileOf = (dataDir: string, instance: string): string => path.join(folderOf(dataDir), `${instance}.json`);

export function writeReadyFile(ready: ReadyFile): void {
	mkdirSync(folderOf(ready.dataDir), { recursive: true });
	const file = fileOf(ready.dataDir, ready.instance);
	// Readers see the old file or the whole new one.
	writeFileSync(`${file}.${ready.pid}`, JSON.stringify(ready), { mode: 0o600 });
	renameSync(`${file}.${ready.pid}`, file);
}

export const removeReadyFile = (dataDir: string, instance: string): void => rmSync(fileOf(dataDir, instance), { force: true });

export const isRunning = (pid: number): boolean => {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
};

/** The processes that serve a data folder now; files that a killed process left behind do not count. */
export function listRunningServers(dataDir: string): ReadyFile[] {
	let names: string[];
	try {
		names = readdirSync(folderOf(dataDir)).filter((name) => name.endsWith('.json'));
	} catch {
		return [];
	}
	return names
		.sort()
		.map((name) => JSON.parse(readFileSync(path.join(folderOf(dataDir), name), 'utf8')) as ReadyFile)
		.filter((server) => isRunning(server.pid));
}
