import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

/** MB of memory that an app's process holds (RSS). Linux only. The engine names the app in its process's arguments. */
export function readAppMemory(appId: string): number {
	const status = readFileSync(`/proc/${findAppProcess(appId)}/status`, 'utf8');
	return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? Number.NaN) / 1000;
}

/** MB that an app's process held at most since the peak was last reset. */
export function readPeakMemory(appId: string): number {
	const status = readFileSync(`/proc/${findAppProcess(appId)}/status`, 'utf8');
	return Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? Number.NaN) / 1000;
}

export function resetPeakMemory(appId: string): void {
	writeFileSync(`/proc/${findAppProcess(appId)}/clear_refs`, '5');
}

function findAppProcess(appId: string): number {
	const children = execFileSync('ps', ['-o', 'pid=,args=', '--ppid', String(process.pid)], { encoding: 'utf8' }).split('\n');
	const line = children.find((child) => child.includes(appId));
	if (!line) {
		throw new Error('an app has no process');
	}
	return Number(line.trim().split(' ')[0]);
}
