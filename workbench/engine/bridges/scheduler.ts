/** Jobs of apps, as Rocket.Chat's scheduler bridge hands them to agenda. */
import type { Context } from '../context';
import { hasOneShot, insertJob, removeJob, removeJobsNamed, removeJobsOfApp, upsertSingleJob } from '../scheduler/jobs';
import type { Scheduler } from '../scheduler/scheduler';
import { computeNextRun, parseWhen } from '../scheduler/when';
import type { Doc } from '../store/documents';

interface OneShot {
	id: string;
	when: unknown;
	data?: object;
}

interface Recurring {
	id: string;
	interval: string | number;
	skipImmediate?: boolean;
	data?: object;
}

/** As bson 4 judged it: 24 hexadecimal digits, or any 12 bytes. So `sla-reminder` counts as an id, and cancelling it does nothing. */
function looksLikeObjectId(text: string): boolean {
	return /^[0-9a-fA-F]{24}$/.test(text) || Buffer.byteLength(text) === 12;
}

export function createSchedulerBridge(context: Context, scheduler: Scheduler) {
	const { store, clock, faults } = context;

	/** Errors end in the server's log; the app gets null. */
	function quietly<T>(method: string, work: () => T): T | undefined {
		try {
			faults.strike(`scheduler.${method}`, 'scheduler.create');
			return work();
		} catch (error) {
			context.log(`scheduler.${method}: ${(error as Error).message}`);
			return undefined;
		}
	}

	function dataOf(data: object | undefined, appId: string): Doc {
		if (data !== undefined && data !== null && typeof data !== 'object') {
			throw new Error('Attempted to store an invalid data type, it must be an object.');
		}
		return { ...data, appId };
	}

	function scheduleOnce({ id, when, data }: OneShot, appId: string): string | undefined {
		return quietly('scheduleOnce', () => {
			const jobId = insertJob(store, { name: id, data: dataOf(data, appId), nextRunAt: parseWhen(when, clock.date()) });
			scheduler.wake();
			return jobId;
		});
	}

	function scheduleRecurring({ id, interval, skipImmediate, data }: Recurring, appId: string): string | undefined {
		return quietly('scheduleRecurring', () => {
			const now = clock.date();
			const nextRunAt = computeNextRun(interval, skipImmediate ? now : undefined, now);
			const jobId = upsertSingleJob(store, { name: id, data: dataOf(data, appId), repeatInterval: interval, nextRunAt }, now);
			scheduler.wake();
			return jobId;
		});
	}

	return new (class extends context.engine.bridges.SchedulerBridge {
		async registerProcessors(
			processors: Parameters<InstanceType<typeof context.engine.bridges.SchedulerBridge>['doRegisterProcessors']>[0],
			appId: string,
		) {
			const started: (string | undefined)[] = [];
			for (const { id, processor, startupSetting } of processors) {
				scheduler.define(id, processor as unknown as (data: Doc) => Promise<unknown>);
				if ((startupSetting?.type as string | undefined) === 'onetime') {
					// A failed job of the past counts too: it blocks this one for ever.
					started.push(hasOneShot(store, id) ? undefined : scheduleOnce({ id, ...(startupSetting as object) } as OneShot, appId));
				} else if (startupSetting) {
					started.push(scheduleRecurring({ id, ...(startupSetting as object) } as Recurring, appId));
				}
			}
			return started as string[];
		}

		async scheduleOnce(job: unknown, appId: string) {
			return scheduleOnce(job as OneShot, appId);
		}

		async scheduleRecurring(job: unknown, appId: string) {
			return scheduleRecurring(job as Recurring, appId);
		}

		/** By id without a look at whose job it is, else all jobs of the processor. */
		async cancelJob(jobId: string) {
			const [prefix = ''] = jobId.split('_');
			if (looksLikeObjectId(prefix)) {
				removeJob(store, prefix.toLowerCase());
			} else {
				removeJobsNamed(store, jobId);
			}
		}

		async cancelAllJobs(appId: string) {
			removeJobsOfApp(store, appId);
		}
	})();
}
