import type { Records } from './records';
import { EVENTS_PER_RUN } from '../cases/checkpoint';
import type { StoredEvent } from '../cases/ledger';
import type { CheckpointMark, LedgerStore } from '../cases/ports';

/** How many runs are asked for at once. Heights leave no gap, so an empty run ends the ledger. */
const RUNS_PER_LOOK = 2;

/** A read returns every matching record in one message, at a cost that grows faster than its size; so a ledger is kept in runs. */
export function createLedgerStore(records: Records): LedgerStore {
	const readRun = (ledger: string, run: number) => records.list<StoredEvent>(`ledger:${ledger}:${run}`);
	const marksOf = (ledger: string) => `checkpoints:${ledger}`;
	const nameMark = (checkpointId: string) => `checkpoint-mark:${checkpointId}`;
	const nameCheckpoint = (checkpointId: string) => `checkpoint:${checkpointId}`;
	return {
		append: (ledger, height, event) => records.add([`ledger:${ledger}:${Math.floor(height / EVENTS_PER_RUN)}`], event),
		async read(ledger, { from = 0, before = Number.POSITIVE_INFINITY } = {}) {
			const events: StoredEvent[] = [];
			for (let run = from; run < before; run += RUNS_PER_LOOK) {
				const size = Math.min(RUNS_PER_LOOK, before - run);
				const runs = await Promise.all(Array.from({ length: size }, (_, offset) => readRun(ledger, run + offset)));
				events.push(...runs.flat());
				if (runs.some((found) => found.length === 0)) {
					break;
				}
			}
			return events;
		},
		listMarks: (ledger) => records.list<CheckpointMark>(marksOf(ledger)),
		addMark: (ledger, mark) => records.add([marksOf(ledger), nameMark(mark.id)], mark),
		async dropMark(ledger, checkpointId) {
			// The marks first: a checkpoint without them does not stand, whatever is left of it.
			await records.removeAll(marksOf(ledger), nameMark(checkpointId));
			await records.removeAll(nameCheckpoint(checkpointId));
		},
		putCheckpoint: (checkpointId, json) => records.add([nameCheckpoint(checkpointId)], json),
		readCheckpoint: async (checkpointId) => (await records.list<string>(nameCheckpoint(checkpointId)))[0],
	};
}
