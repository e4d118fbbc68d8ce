import type { DueItem } from './dueItem';
import type { CaseSummary } from './ports';

export type DueFilter = 'all' | 'mine' | 'overdue';

/** A line of the due list. */
export interface DueLine {
	item: DueItem;
	summary: CaseSummary;
	isOverdue: boolean;
}

export interface DueReader {
	userId: string;
	isApprover: boolean;
}

/**
 * The due list over the cases that a person may see, undecided emergencies before all, then the nearest. What was put off comes when it is due again.
 *
 * @param summaries of open cases, already limited to those that the reader may see
 */
export function listDueLines(summaries: readonly CaseSummary[], reader: DueReader, filter: DueFilter, now: number): DueLine[] {
	const lines = summaries.flatMap((summary) =>
		(summary.due ?? [])
			.filter(({ shownFrom = 0 }) => shownFrom <= now)
			.map((item): DueLine => ({ item, summary, isOverdue: isOverdue(item, now) })),
	);
	return lines
		.filter(({ item, isOverdue: overdue }) => filter === 'all' || (filter === 'overdue' ? overdue : isMine(item, reader)))
		.sort((a, b) => rank(a) - rank(b) || dueAt(a.item) - dueAt(b.item) || a.summary.reference.localeCompare(b.summary.reference));
}

/** Somebody may be in danger of death: nothing else comes before that, however long it has been overdue. */
function rank({ item: { kind } }: DueLine): number {
	return kind === 'emergency' ? 0 : 1;
}

export function isOverdue(item: DueItem, now: number): boolean {
	return dueAt(item) <= now;
}

function dueAt({ at, snoozedUntil }: DueItem): number {
	return Math.max(at, snoozedUntil ?? 0);
}

function isMine({ by, needsApprover }: DueItem, { userId, isApprover }: DueReader): boolean {
	return needsApprover ? isApprover && by !== userId : by === undefined || by === userId;
}
