/** Runs jobs as Rocket.Chat's agenda does: every server polls, the lock is atomic, one run at a time for each processor. */
import { setTimeout as delay } from 'node:timers/promises';

import { isAlive } from '../clock';
import type { Context } from '../context';
import { expectDefined } from '../expectDefined';
import { findNextRunAt, listDue, listOwners, lockJob, patchJob, readJob, removeJob, LOCK_LIFETIME_MS } from './jobs';
import { computeNextRun } from './when';
import type { Doc } from '../store/documents';

const POLL_MS = 5_000;
const BUSY_POLL_MS = 10;

export type Processor = (data: Doc) => Promise<unknown>;

export class Scheduler {
	private readonly processors = new Map<string, Processor>();

	/** Job ids that this server holds, by processor. */
	private readonly queues = new Map<string, string[]>();

	private readonly running = new Set<string>();

	private readonly owner: string;

	private poll: NodeJS.Timeout | undefined;

	private early: NodeJS.Timeout | undefined;

	private paused = false;

	constructor(private readonly context: Context) {
		this.owner = `${context.instanceId}:${process.pid}`;
	}

	/** From now on polls every 5 s of real time. */
	start(): void {
		this.poll = setInterval(() => this.takeDue(), POLL_MS);
		this.takeDue();
	}

	stop(): void {
		this.paused = true;
		clearInterval(this.poll);
		clearTimeout(this.early);
	}

	/** While `work` lasts, no job starts. */
	async holdWhile<T>(work: () => Promise<T>): Promise<T> {
		this.paused = true;
		try {
			return await work();
		} finally {
			this.paused = false;
			this.takeDue();
		}
	}

	define(name: string, processor: Processor): void {
		this.processors.set(name, processor);
	}

	/** Called after a job was written: one that falls due before the next poll starts on time. */
	wake(): void {
		clearTimeout(this.early);
		const dueAt = findNextRunAt(this.context.store);
		if (this.poll && !this.paused && dueAt !== undefined) {
			const waitMs = dueAt - this.context.clock.now();
			if (waitMs < POLL_MS) {
				this.early = setTimeout(() => this.takeDue(), Math.max(0, waitMs));
			}
		}
	}

	/** Resolves when nothing is due or running, here or on another living server. */
	async settle(): Promise<void> {
		for (;;) {
			this.takeDue();
			if (this.isIdle()) {
				return;
			}
			await delay(BUSY_POLL_MS);
		}
	}

	private isIdle(): boolean {
		const now = this.context.clock.now();
		const due = !this.paused && listDue(this.context.store, now).some((job) => this.processors.has(job.name));
		const heldElsewhere = listOwners(this.context.store, now).some(
			(owner) => owner !== this.owner && isAlive(Number(owner?.split(':').at(-1))),
		);
		return !due && !heldElsewhere && this.running.size === 0 && [...this.queues.values()].every((queue) => queue.length === 0);
	}

	private takeDue(): void {
		if (this.paused || !this.poll) {
			return;
		}
		const now = this.context.clock.date();
		for (const { id, name } of listDue(this.context.store, now.getTime())) {
			if (this.processors.has(name) && lockJob(this.context.store, id, this.owner, now)) {
				this.queues.set(name, [...(this.queues.get(name) ?? []), id]);
			}
		}
		for (const name of this.queues.keys()) {
			this.drain(name).catch((error) => this.context.log(`scheduler: ${(error as Error).message}`));
		}
		this.wake();
	}

	private async drain(name: string): Promise<void> {
		if (this.running.has(name)) {
			return;
		}
		this.running.add(name);
		try {
			const queue = this.queues.get(name) ?? [];
			for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
				await this.run(id);
			}
		} finally {
			this.running.delete(name);
		}
	}

	private async run(id: string): Promise<void> {
		const { store, clock } = this.context;
		const job = readJob(store, id);
		const now = clock.date();
		// Its lock ran out while it waited its turn: the next scan takes it again.
		if (!job?.lockedAt || job.lockedAt.getTime() <= now.getTime() - LOCK_LIFETIME_MS) {
			return;
		}
		const data = { ...job.data };
		delete data.appId;
		data.jobId = id;
		const nextRunAt = job.repeatInterval ? (computeNextRun(job.repeatInterval, now, now) ?? null) : null;
		patchJob(store, id, { lastRunAt: now, nextRunAt });
		try {
			await expectDefined(this.processors.get(job.name), `processor ${job.name}`)(data);
			if (job.type === 'normal') {
				removeJob(store, id);
			} else {
				patchJob(store, id, { data, lockedAt: null, owner: null, lastFinishedAt: clock.date() });
			}
		} catch (error) {
			// A one-shot stays with nextRunAt null: never retried, never removed.
			const failedAt = clock.date();
			const failReason = (error as Error)?.message ?? String(error);
			const failCount = (readJob(store, id)?.failCount ?? 0) + 1;
			patchJob(store, id, { lockedAt: null, owner: null, failCount, failReason, failedAt, lastFinishedAt: failedAt });
		}
	}
}
