/** Workspace time: machine time plus an offset, kept in the store for servers and in a file for the apps' processes. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import type { Store } from './store/database';

/** The runtime's Date shim reads its file again after 1 ms. */
const APP_CATCHES_UP_MS = 3;

export class Clock {
	private readonly clockFile: string;

	private readonly hostFile: string;

	/** @param startAt ISO 8601; where the clock of a new workspace begins. */
	constructor(
		private readonly store: Store,
		private readonly runDir: string,
		startAt?: string,
	) {
		const dataDir = realpathSync(store.dataDir);
		const name = createHash('sha256').update(dataDir).digest('hex').slice(0, 24);
		this.clockFile = path.join(runDir, 'clocks', name);
		this.hostFile = path.join(runDir, 'hosts', String(process.pid));
		this.sweepLeftovers();
		store.atomically(() => {
			if (store.readMeta('clockOffsetMs') === undefined) {
				store.writeMeta('clockOffsetMs', String(startAt ? Date.parse(startAt) - Date.now() : 0));
			}
		});
		this.writeFile();
		writeFileSync(this.hostFile, name);
	}

	/** Epoch ms of the workspace. */
	now(): number {
		return Date.now() + this.offsetMs();
	}

	date(): Date {
		return new Date(this.now());
	}

	/** Resolves when the apps' processes see the new time as well. */
	async move(ms: number): Promise<void> {
		this.store.atomically(() => this.store.writeMeta('clockOffsetMs', String(this.offsetMs() + ms)));
		this.writeFile();
		await delay(APP_CATCHES_UP_MS);
	}

	stop(): void {
		rmSync(this.hostFile, { force: true });
	}

	private offsetMs(): number {
		return Number(this.store.readMeta('clockOffsetMs'));
	}

	private writeFile(): void {
		const draft = `${this.clockFile}.${process.pid}`;
		writeFileSync(draft, JSON.stringify({ offsetMs: this.offsetMs(), dataDir: realpathSync(this.store.dataDir) }));
		renameSync(draft, this.clockFile);
	}

	/** Removes what killed servers and deleted workspaces left in the shared run folder. */
	private sweepLeftovers(): void {
		for (const pid of readdirSync(path.join(this.runDir, 'hosts'))) {
			if (!isAlive(Number(pid))) {
				rmSync(path.join(this.runDir, 'hosts', pid), { force: true });
			}
		}
		for (const name of readdirSync(path.join(this.runDir, 'clocks'))) {
			const file = path.join(this.runDir, 'clocks', name);
			if (!pointsToWorkspace(file)) {
				rmSync(file, { force: true });
			}
		}
	}
}

function pointsToWorkspace(file: string): boolean {
	try {
		return existsSync(JSON.parse(readFileSync(file, 'utf8')).dataDir);
	} catch {
		return false;
	}
}

export function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
}
