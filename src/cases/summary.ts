import { awaitsPeople } from './decisions/requests';
import { listWork } from './due';
import { listDue } from './dueList';
import type { CaseSummary } from './ports';
import type { CaseState } from './state';
import { DEFAULT_RULES, nameReminders, type DeskRules } from '../policy/deskRules';

/** What lists and the sweep need of a case. */
export function summarise(state: CaseState, eventCount: number, now: number, rules: DeskRules = DEFAULT_RULES): CaseSummary {
	const hold = state.holds.at(-1);
	const [next] = listWork(state, now, rules);
	const due = listDue(state, now);
	const isClosed = state.closing !== undefined;
	// Work that goes on is no open clock.
	const isDue = due.some(({ shownFrom }) => shownFrom === undefined);
	const waiting = state.productions.some(({ status }) => status === 'requested' || status === 'approved');
	// A hold that litigation blocks has nothing due, and is the last that should drop out of the lists.
	const holding = state.holds.some(({ status }) => status !== 'purged');
	return {
		caseId: state.caseId,
		reference: state.reference,
		subjects: state.subjects,
		restrictedTo: state.restrictedTo,
		openedAt: state.openedAt,
		open: next !== undefined || holding || isDue || (!isClosed && (waiting || awaitsPeople(state))),
		holdStatus: hold?.status ?? 'none',
		expiresAt: hold?.expiresAt,
		nextAt: next?.at,
		due,
		reminders: nameReminders(rules),
		eventCount,
	};
}
