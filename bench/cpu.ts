import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

let children: number[] = [];

/** Counts the apps' processes in from now on. To be called when they have started. */
export function watchChildren(): void {
	children = execFileSync('ps', ['-o', 'pid=', '--ppid', String(process.pid)], { encoding: 'utf8' })
		.split('\n')
		.map(Number)
		.filter(isAlive);
}

/** Processor time of the server and its apps so far. Unlike time on the wall it hardly depends on what else the machine does. */
export interface CpuStamp {
	ownMs: number;
	childrenMs: number;
}

export function startCpu(): CpuStamp {
	const childrenMs = readChildren();
	return { childrenMs, ownMs: readOwn() };
}

/** ms of processor time since then; the reading itself is left out. */
export function stopCpu(since: CpuStamp): number {
	const ownMs = readOwn() - since.ownMs;
	return ownMs + readChildren() - since.childrenMs;
}

function readOwn(): number {
	const { user, system } = process.cpuUsage();
	return (user + system) / 1000;
}

/** Linux counts each thread's time to the nanosecond. */
function readChildren(): number {
	return children
		.filter(isAlive)
		.flatMap((pid) => readdirSync(`/proc/${pid}/task`).map((thread) => readThread(pid, thread)))
		.reduce((sum, ms) => sum + ms, 0);
}

function readThread(pid: number, thread: string): number {
	try {
		return Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
	} catch {
		// A thread that has just ended.
		return 0;
	}
}

function isAlive(pid: number): boolean {
	try {
		return pid > 0 && readdirSync(`/proc/${pid}/task`).length > 0;
	} catch {
		return false;
	}
}
