/** Job documents in the store, written with the rules of Rocket.Chat's agenda. */
import type { Store } from '../store/database';
import { decode, encode, makeObjectId, type Doc } from '../store/documents';

/** A job that is locked longer was left by a server that died, and runs again. */
export const LOCK_LIFETIME_MS = 10 * 60_000;

function write(store: Store, job: Doc): void {
	store.run(
		`INSERT INTO jobs VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET
		next_run_at = excluded.next_run_at, locked_at = excluded.locked_at, owner = excluded.owner, doc = excluded.doc`,
		job._id,
		job.name,
		job.type,
		job.nextRunAt?.getTime() ?? null,
		job.lockedAt?.getTime() ?? null,
		job.owner ?? null,
		encode(job),
	);
}

export function readJob(store: Store, id: string): Doc | undefined {
	const row = store.get('SELECT doc FROM jobs WHERE id = ?', id);
	return row && decode(row.doc);
}

export function listJobs(store: Store): Doc[] {
	return store.all('SELECT doc FROM jobs ORDER BY next_run_at').map((row) => decode(row.doc));
}

/** One-shot jobs: always a new document. */
export function insertJob(store: Store, job: Doc): string {
	const _id = makeObjectId();
	write(store, { priority: 0, type: 'normal', ...job, _id });
	return _id;
}

/** Recurring jobs: one by name. A next run that is already due is only written when the job is new. */
export function upsertSingleJob(store: Store, job: Doc, now: Date): string {
	return store.atomically(() => {
		const row = store.get("SELECT doc FROM jobs WHERE name = ? AND type = 'single'", job.name);
		if (!row) {
			const _id = makeObjectId();
			write(store, { priority: 0, ...job, type: 'single', _id });
			return _id;
		}
		const { nextRunAt, ...changes } = job;
		const present = decode(row.doc);
		write(store, { ...present, ...changes, ...(nextRunAt && nextRunAt > now && { nextRunAt }) });
		return present._id as string;
	});
}

/** Changes a job that still exists; one that was cancelled meanwhile stays gone. */
export function patchJob(store: Store, id: string, patch: Doc): void {
	store.atomically(() => {
		const job = readJob(store, id);
		if (job) {
			write(store, { ...job, ...patch });
		}
	});
}

export function removeJob(store: Store, id: string): void {
	store.run('DELETE FROM jobs WHERE id = ?', id);
}

export function removeJobsNamed(store: Store, name: string): void {
	store.run('DELETE FROM jobs WHERE name = ?', name);
}

export function removeJobsOfApp(store: Store, appId: string): void {
	store.run('DELETE FROM jobs WHERE substr(name, -?) = ?', appId.length + 1, `_${appId}`);
}

export function hasOneShot(store: Store, name: string): boolean {
	return store.get("SELECT 1 AS found FROM jobs WHERE name = ? AND type = 'normal'", name) !== undefined;
}

/** Due and unlocked, or locked too long ago; earliest first. */
export function listDue(store: Store, now: number): { id: string; name: string }[] {
	return store.all(
		'SELECT id, name FROM jobs WHERE (locked_at IS NULL AND next_run_at <= ?) OR locked_at <= ? ORDER BY next_run_at',
		now,
		now - LOCK_LIFETIME_MS,
	) as { id: string; name: string }[];
}

/** Takes a due job for this server; false when another was quicker. */
export function lockJob(store: Store, id: string, owner: string, now: Date): boolean {
	return store.atomically(() => {
		const due = listDue(store, now.getTime()).some((job) => job.id === id);
		if (due) {
			patchJob(store, id, { lockedAt: now, owner });
		}
		return due;
	});
}

/** Owners of the jobs that are locked and not expired. */
export function listOwners(store: Store, now: number): string[] {
	return store.all('SELECT DISTINCT owner FROM jobs WHERE locked_at > ?', now - LOCK_LIFETIME_MS).map((row) => row.owner);
}

export function findNextRunAt(store: Store): number | undefined {
	return store.get('SELECT min(next_run_at) AS at FROM jobs WHERE locked_at IS NULL')?.at ?? undefined;
}

/** The first run that is still to come. What is due already and nobody runs, as while an app is disabled, is not waited for. */
export function findNextRunAfter(store: Store, now: number): number | undefined {
	return store.get('SELECT min(next_run_at) AS at FROM jobs WHERE locked_at IS NULL AND next_run_at > ?', now)?.at ?? undefined;
}
