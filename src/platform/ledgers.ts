import type { Records } from './records';
import type { StoredEvent } from '../cases/ledger';
import type { LedgerStore } from '../cases/ports';

/** A read returns every matching record in one message, at a cost that grows faster than its size; so a ledger is kept in runs. */
const EVENTS_PER_RUN = 200;

/** How many runs are asked for at once. Heights leave no gap, so an empty run ends the ledger. */
const RUNS_PER_LOOK = 2;

export function createLedgerStore(records: Records): LedgerStore {
	return {
		append: (ledger, height, event) => records.add([nameRun(ledger, Math.floor(height / EVENTS_PER_RUN))], event),
		async read(ledger) {
			const events: StoredEvent[] = [];
			for (let run = 0; ; run += RUNS_PER_LOOK) {
				const runs = await Promise.all(
					Array.from({ length: RUNS_PER_LOOK }, (_, offset) => records.list<StoredEvent>(nameRun(ledger, run + offset))),
				);
				events.push(...runs.flat());
				if (runs.some((found) => found.length === 0)) {
					return events;
				}
			}
		},
	};
}

function nameRun(ledger: string, run: number): string {
	return `ledger:${ledger}:${run}`;
}
