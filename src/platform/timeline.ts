import type { Records } from './records';

/** Events of a case whose lines stand in the thread of its card. */
export interface TimelineMark {
	hashes: string[];
	/** Every event up to this height had its line, as far as it was known. */
	throughHeight: number;
}

/**
 * What was said in a case's thread, kept beside the ledger: it is no fact of the case, an event for each line would double
 * the ledger and change its head, and losing a mark costs no more than a line that is said twice.
 */
export interface Timeline {
	list(caseId: string): Promise<TimelineMark[]>;
	add(caseId: string, mark: TimelineMark): Promise<void>;
}

export function createTimeline(records: Records): Timeline {
	return {
		list: (caseId) => records.list<TimelineMark>(`timeline:${caseId}`),
		add: (caseId, mark) => records.add([`timeline:${caseId}`], mark),
	};
}
