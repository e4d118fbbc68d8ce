import type { Announcer } from './announcer';
import { isWhole, loadCase, refreshSummary, type OpenCase } from '../cases/caseFile';
import type { CaseSummary } from '../cases/ports';
import type { Desk } from '../platform/desk';
import { nameReminders } from '../policy/deskRules';
import { findOpenExport } from '../preservation/exportCase';

/** A verification or an export that was begun and not finished for this long has lost its job. */
const STALLED_MS = 10 * 60_000;

/**
 * Looks at every open case that has new events, or other settings, since this process last looked: says in its thread what was not said yet, and
 * sets a verification going again that stands still. After a start it looks at all of them once.
 *
 * @param until epoch ms at which to stop; the next sweep goes on with the rest
 */
export async function tendCases(desk: Desk, announcer: Pick<Announcer, 'keepTimeline'>, until: number): Promise<void> {
	const { tended } = desk.memory;
	const named = nameReminders((await desk.readRules()).rules);
	for (const summary of await desk.everyCase.list('open')) {
		if (desk.clock() > until) {
			return;
		}
		const { caseId, eventCount } = summary;
		const seen = `${eventCount} ${named}`;
		if (tended.get(caseId) !== seen && (await tendCase(desk, summary, named, announcer))) {
			tended.set(caseId, seen);
		}
	}
}

/** @returns whether there is nothing left to do until the case has new events */
async function tendCase(
	desk: Desk,
	{ caseId, eventCount, reminders }: CaseSummary,
	namedNow: string,
	announcer: Pick<Announcer, 'keepTimeline'>,
): Promise<boolean> {
	const loaded = await loadCase(caseId, desk);
	if (!isWhole(loaded)) {
		return true;
	}
	if (loaded.eventCount !== eventCount || reminders !== namedNow) {
		// A crash came between an event and the summary from which the sweep knows what is due, or a setting was changed.
		await refreshSummary(loaded, desk);
	}
	const isVerified = (await resumeVerification(desk, loaded)) && (await resumeExport(desk, loaded));
	return announcer.keepTimeline(desk, loaded).then(
		() => isVerified,
		() => false,
	);
}

/** An export of which no file was posted for long has lost its job. */
async function resumeExport(desk: Desk, { caseId, state, recent }: OpenCase): Promise<boolean> {
	const running = findOpenExport(state);
	if (!running) {
		return true;
	}
	const lastAt = recent.findLast(({ event }) => event.type.startsWith('export.'))?.event.at ?? running.startedAt;
	if (desk.clock() - Date.parse(lastAt) > STALLED_MS) {
		await desk.accessors.modify
			.getScheduler()
			.scheduleOnce({ id: 'export-next-step', when: new Date(desk.clock()), data: { caseId } });
	}
	return false;
}

async function resumeVerification(desk: Desk, { caseId, state: { verification } }: OpenCase): Promise<boolean> {
	if (!verification || verification.completedAt) {
		return true;
	}
	if (desk.clock() - Date.parse(verification.startedAt) > STALLED_MS) {
		const { verificationId } = verification;
		const data = { caseId, verificationId, progress: { checked: 0, faults: [], faultCount: 0 } };
		await desk.accessors.modify.getScheduler().scheduleOnce({ id: 'verify-next-step', when: new Date(desk.clock()), data });
	}
	return false;
}
