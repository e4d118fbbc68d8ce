import { subDays } from 'date-fns';

import { findKeeper, purgeDueAt } from './keeping';
import { listNoticeWork, type NoticeWork } from './noticeWork';
import type { CaseState, HoldState, ProductionState } from './state';
import { DEFAULT_RULES, type DeskRules } from '../policy/deskRules';
import { MINUTE_MS, UTC } from '../policy/instants';

/** A step that was begun and not finished for this long was cut off: its process has died. */
const STALLED_MS = 10 * MINUTE_MS;

/** A capture whose job goes on by itself records a step every few seconds; only one that stands still needs the sweep. */
const IDLE_CAPTURE_MS = MINUTE_MS;

/** Something that the desk must do by itself, and from when. */
export type DueWork =
	| { kind: 'capture'; holdId: string; at: number }
	| { kind: 'remind'; holdId: string; at: number; daysBefore: number; superseded: number[] }
	| { kind: 'purge'; holdId: string; at: number }
	| { kind: 'announce-purge'; holdId: string; at: number }
	| { kind: 'announce-change'; holdId: string; changeId: string; at: number }
	| { kind: 'interrupt-production'; productionId: string; at: number }
	| { kind: 'post-card'; at: number }
	| NoticeWork;

/**
 * Everything that is to be done in a case by itself, soonest first; due is what has `at` ≤ now. Derived from the ledger
 * alone, so that a lost job, a crash or time spent disabled delays it and loses nothing.
 */
export function listWork(state: CaseState, now: number, rules: DeskRules = DEFAULT_RULES): DueWork[] {
	const card: DueWork[] =
		state.card || state.isCardWithheld || state.restrictedTo
			? []
			: [{ kind: 'post-card', at: Date.parse(state.openedAt) + MINUTE_MS }];
	const work = [
		...card,
		...state.holds.flatMap((hold) => holdWork(state, hold, now, rules)),
		...state.productions.flatMap(productionWork),
		// A case is closed only when nobody has to be told, now or later.
		...(state.closing ? [] : listNoticeWork(state, now, rules)),
	];
	return work.sort((a, b) => a.at - b.at);
}

function holdWork(state: CaseState, hold: HoldState, now: number, rules: DeskRules): DueWork[] {
	const changes = (hold.changes ?? []).filter(({ announced }) => !announced);
	return [
		...changes.map(
			({ changeId, at }): DueWork => ({ kind: 'announce-change', holdId: hold.holdId, changeId, at: Date.parse(at) }),
		),
		...lifeWork(state, hold, now, rules),
	];
}

function lifeWork(state: CaseState, hold: HoldState, now: number, { holdReminderDays }: DeskRules): DueWork[] {
	const { holdId } = hold;
	const purgeAt = purgeDueAt(state, hold);
	const purge: DueWork[] = purgeAt === undefined ? [] : [{ kind: 'purge', holdId, at: purgeAt }];
	switch (hold.status) {
		case 'capturing':
			return hold.release
				? purge
				: [{ kind: 'capture', holdId, at: Date.parse(hold.steppedAt ?? hold.placedAt) + IDLE_CAPTURE_MS }];
		case 'active': {
			const expiresAt = Date.parse(hold.expiresAt ?? '');
			// A reminder says that the snapshot will be destroyed: while served process keeps it, it will not.
			const isCountingDown = expiresAt > now && !hold.block && !hold.release && !findKeeper(state, hold);
			const reminder = isCountingDown ? nextReminder(hold, expiresAt, now, holdReminderDays) : undefined;
			return [...(reminder ? [reminder] : []), ...purge];
		}
		case 'purging':
			return [{ kind: 'purge', holdId, at: Date.parse(hold.purge?.startedAt ?? hold.placedAt) }];
		case 'purged':
			return hold.purge?.announced
				? []
				: [{ kind: 'announce-purge', holdId, at: Date.parse(hold.purge?.completedAt ?? hold.placedAt) }];
	}
}

/**
 * The one reminder that comes next. Of several days that have passed unreminded (the server was off) only the nearest to
 * expiry is posted; the others are recorded as superseded. A reminder that was begun and never finished is repeated.
 * Days that were added to the setting after a nearer one was posted are not caught up on.
 */
function nextReminder(hold: HoldState, expiresAt: number, now: number, reminderDays: readonly number[]): DueWork | undefined {
	const done = Object.keys(hold.reminders).filter((days) => hold.reminders[Number(days)]?.done);
	const nearest = Math.min(...done.map(Number));
	const open = reminderDays.filter((days) => days < nearest);
	const dayBefore = (days: number) => subDays(expiresAt, days, UTC).getTime();
	const passed = open.filter((days) => dayBefore(days) <= now);
	const daysBefore = passed.length > 0 ? Math.min(...passed) : Math.max(...open, 0);
	if (daysBefore === 0) {
		return undefined;
	}
	const started = hold.reminders[daysBefore]?.startedAt;
	const dueAt = dayBefore(daysBefore);
	return {
		kind: 'remind',
		holdId: hold.holdId,
		daysBefore,
		superseded: passed.filter((days) => days !== daysBefore),
		at: started ? Math.max(dueAt, Date.parse(started) + STALLED_MS) : dueAt,
	};
}

function productionWork(production: ProductionState): DueWork[] {
	const { productionId, status, approvedAt, workedAt } = production;
	return status === 'approved' && approvedAt
		? [{ kind: 'interrupt-production', productionId, at: Date.parse(workedAt ?? approvedAt) + STALLED_MS }]
		: [];
}
