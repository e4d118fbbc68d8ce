import { isLapsed } from './decisions';
import { asException } from './decisions/orders';
import { awaitsPeople } from './decisions/requests';
import { listWork } from './due';
import type { DueItem } from './dueItem';
import { listDue } from './dueList';
import { findForemostHold, type HoldState } from './holdState';
import type { CaseSummary } from './ports';
import type { CaseState } from './state';
import { DEFAULT_RULES, nameReminders, type DeskRules } from '../policy/deskRules';

/** What lists and the sweep need of a case. */
export function summarise(state: CaseState, eventCount: number, now: number, rules: DeskRules = DEFAULT_RULES): CaseSummary {
	const hold = findForemostHold(state.holds);
	const [next] = listWork(state, now, rules);
	const due = listDue(state, now);
	const isClosed = state.closing !== undefined;
	// Work that goes on is no open clock.
	const isDue = due.some(({ shownFrom }) => shownFrom === undefined);
	const waiting = state.productions.some(
		(production) => (production.status === 'requested' || production.status === 'approved') && !isLapsed(state, production),
	);
	// A hold that litigation blocks has nothing due, and is the last that should drop out of the lists.
	const holding = state.holds.some(({ status }) => status !== 'purged');
	return {
		caseId: state.caseId,
		reference: state.reference,
		subjects: state.subjects,
		restrictedTo: state.restrictedTo,
		openedAt: state.openedAt,
		open: next !== undefined || holding || isDue || (!isClosed && (waiting || awaitsPeople(state))),
		...describeHold(hold),
		nextAt: earliest([next?.at, ...listTurns(state, due, now)]),
		due,
		reminders: nameReminders(rules),
		eventCount,
	};
}

/** A hold that was released is shown as such from then on, and until the sweep has destroyed its snapshot. */
function describeHold(hold: HoldState | undefined): Pick<CaseSummary, 'holdStatus' | 'expiresAt'> {
	const { status = 'none', release, expiresAt } = hold ?? {};
	return release && (status === 'active' || status === 'capturing')
		? { holdStatus: 'releasing', expiresAt: release.at }
		: { holdStatus: status, expiresAt };
}

/** When what is due changes without an event: the waiting period of a notice ends, or an order begins. The sweep has to look then as well. */
function listTurns({ orders }: CaseState, due: readonly DueItem[], now: number): number[] {
	const periods = due.filter(({ kind }) => kind === 'waiting-period').map(({ at }) => at);
	const starts = orders.flatMap((order) => asException(order, ['any']).startsAt ?? []).filter((at) => at > now);
	return [...periods, ...starts];
}

function earliest(instants: readonly (number | undefined)[]): number | undefined {
	const known = instants.filter((at) => at !== undefined);
	return known.length > 0 ? Math.min(...known) : undefined;
}
