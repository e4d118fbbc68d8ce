import type { Announcer } from './announcer';
import { doNoticeWork } from './notices';
import { tendCases } from './tendCases';
import { watchHeldAccounts } from './watch';
import { appendEvents, isWhole, loadCase, refreshSummary, type OpenCase } from '../cases/caseFile';
import { listWork, type DueWork } from '../cases/due';
import type { Actor, EventDraft } from '../cases/events';
import type { CaseSummary } from '../cases/ports';
import type { HoldState } from '../cases/state';
import type { Desk } from '../platform/desk';
import type { DeskRules } from '../policy/deskRules';
import { HOUR_MS } from '../policy/instants';
import { captureStep } from '../preservation/capture';
import { purgeHold } from '../preservation/purge';

const SWEEP: Actor = { kind: 'desk', part: 'sweep' };

/** The server gives a job 30 s and then counts it as failed, while its code goes on; a sweep ends well before. */
const SWEEP_MS = 15_000;
const CAPTURE_STEP_MS = 4_000;

/** After each start of the process, and then every hour, the latest cases are looked through for a summary that was lost in a crash. */
const REPAIR_EVERY_MS = HOUR_MS;
const REPAIRED_CASES = 20;

export interface SweepReport {
	done: number;
	failed: number;
	/** Cases that were due and not reached in the time of one sweep; the next begins with them. */
	left: number;
}

/**
 * Does everything that has fallen due, derived from the ledgers: captures that stand still, reminders, purges, productions
 * that were cut off, cards that are missing. Each piece of work is recorded as done only after it was done, so a crash
 * repeats rather than loses it. Trouble in one case stops no other.
 */
export async function sweep(desk: Desk, announcer: Announcer): Promise<SweepReport> {
	const report: SweepReport = { done: 0, failed: 0, left: 0 };
	if (!desk.config) {
		return report;
	}
	const startedAt = desk.clock();
	await desk.forms.sweep(startedAt);
	await repairSummaries(desk);
	report.failed += await watchHeldAccounts(desk);
	const due = (await desk.index.list('open'))
		.filter(({ nextAt }) => nextAt !== undefined && nextAt <= startedAt)
		.sort(soonestFirst);
	for (const [index, { caseId }] of due.entries()) {
		if (desk.clock() - startedAt > SWEEP_MS) {
			report.left = due.length - index;
			return report;
		}
		await sweepCase(desk, caseId, announcer, report);
	}
	await tendCases(desk, announcer, startedAt + SWEEP_MS);
	return report;
}

/** Does what is due in one case. Also run by the one-shot job that goes on with a capture without waiting for the sweep. */
export async function sweepCase(
	desk: Desk,
	caseId: string,
	announcer: Announcer,
	report: SweepReport = { done: 0, failed: 0, left: 0 },
): Promise<void> {
	const loaded = await loadCase(caseId, desk);
	if (!isWhole(loaded)) {
		report.failed += 1;
		return;
	}
	let current: OpenCase = loaded;
	// Doing one thing can make another due; each is done once a sweep.
	const seen = new Set<string>();
	const { rules } = await desk.readRules();
	const findNext = () => nextDue(current, desk.clock(), rules, seen);
	for (let next = findNext(); next; next = findNext()) {
		seen.add(describeWork(next));
		try {
			current = await doWork(desk, current, next, announcer);
			report.done += 1;
		} catch {
			report.failed += 1;
			const reread = await loadCase(caseId, desk);
			current = isWhole(reread) ? await noteTrouble(desk, reread, next, announcer) : current;
		}
	}
	await refreshSummary(current, desk);
}

function nextDue({ state }: OpenCase, now: number, rules: DeskRules, seen: ReadonlySet<string>): DueWork | undefined {
	return listWork(state, now, rules).find((work) => work.at <= now && !seen.has(describeWork(work)));
}

function describeWork(work: DueWork): string {
	const ids = { holdId: '', productionId: '', changeId: '', orderId: '', noticeId: '', key: '' };
	const { kind, holdId, productionId, changeId, orderId, noticeId, key } = { ...ids, ...work };
	return JSON.stringify([kind, holdId, productionId, changeId, orderId, noticeId, key]);
}

async function doWork(desk: Desk, caseFile: OpenCase, work: DueWork, announcer: Announcer): Promise<OpenCase> {
	switch (work.kind) {
		case 'post-card':
			return announcer.keepCard(desk, caseFile);
		case 'capture':
			return announcer.keepCard(desk, await captureStep(caseFile, work.holdId, CAPTURE_STEP_MS, desk));
		case 'remind':
			return remind(desk, caseFile, work, announcer);
		case 'purge':
			return announcer.keepCard(desk, await purgeHold(caseFile, work.holdId, desk));
		case 'announce-purge': {
			const hold = findHold(caseFile, work.holdId);
			await desk.snapshots.forgetChunkIds(hold.snapshotId);
			const uploadId = await announcer.postPurge(desk, caseFile.state, hold);
			return append(desk, caseFile, { type: 'purge.announced', body: { holdId: work.holdId, uploadId } });
		}
		case 'announce-change': {
			const { holdId, changeId } = work;
			const messageId = await announcer.postAccountChange(desk, caseFile.state, findHold(caseFile, holdId), changeId);
			return append(desk, caseFile, { type: 'account.change-announced', body: { holdId, changeId, messageId } });
		}
		case 'interrupt-production': {
			const { productionId } = work;
			const production = caseFile.state.productions.find((known) => known.productionId === productionId);
			const failed = await append(desk, caseFile, { type: 'production.failed', body: { productionId, code: 'interrupted' } });
			if (production) {
				await announcer.postProductionFailure(desk, caseFile.state, production, 'interrupted');
			}
			return announcer.keepCard(desk, failed);
		}
		case 'remind-order':
		case 'interrupt-notice':
		case 'escalate':
			return announcer.keepCard(desk, await doNoticeWork(desk, caseFile, work, announcer));
	}
}

async function remind(
	desk: Desk,
	caseFile: OpenCase,
	work: DueWork & { kind: 'remind' },
	announcer: Announcer,
): Promise<OpenCase> {
	const { holdId, daysBefore, superseded } = work;
	const skipped = superseded.map(
		(days): EventDraft => ({ type: 'reminder.superseded', body: { holdId, daysBefore: days, by: daysBefore } }),
	);
	const started = await append(desk, caseFile, ...skipped, { type: 'reminder.started', body: { holdId, daysBefore } });
	const messageId = await announcer.postReminder(desk, started.state, findHold(started, holdId));
	return append(desk, started, { type: 'reminder.posted', body: { holdId, daysBefore, messageId } });
}

/** A capture that does not succeed is told to people once, and tried again at every sweep. */
async function noteTrouble(desk: Desk, caseFile: OpenCase, work: DueWork, announcer: Announcer): Promise<OpenCase> {
	if (work.kind !== 'capture' || findHold(caseFile, work.holdId).trouble) {
		return caseFile;
	}
	const noted = await append(desk, caseFile, { type: 'snapshot.failed', body: { holdId: work.holdId, code: 'step-failed' } });
	await announcer.postCaptureTrouble(desk, noted.state).catch(() => undefined);
	return announcer.keepCard(desk, noted);
}

/** Writes the summaries anew of late cases that have none: a crash can come between a ledger and its summary. */
async function repairSummaries(desk: Desk): Promise<void> {
	const now = desk.clock();
	if (now - desk.memory.repairedAt < REPAIR_EVERY_MS) {
		return;
	}
	desk.memory.repairedAt = now;
	const claims = await desk.claims.listYear(new Date(now).getUTCFullYear());
	const latest = claims.sort((a, b) => b.number - a.number).slice(0, REPAIRED_CASES);
	for (const { caseId } of latest) {
		if (!(await desk.index.has(caseId))) {
			await refreshSummary(await loadCase(caseId, desk), desk);
		}
	}
}

function append(desk: Desk, caseFile: OpenCase, ...drafts: EventDraft[]): Promise<OpenCase> {
	return appendEvents(caseFile, drafts, SWEEP, desk);
}

function findHold({ state }: OpenCase, holdId: string): HoldState {
	const hold = state.holds.find((known) => known.holdId === holdId);
	if (!hold) {
		throw new Error('no such hold');
	}
	return hold;
}

function soonestFirst(a: CaseSummary, b: CaseSummary): number {
	return (a.nextAt ?? 0) - (b.nextAt ?? 0);
}
