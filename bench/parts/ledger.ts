import { createHash, randomUUID } from 'node:crypto';

import { appendEvents, loadCase, loadWholeCase } from '../../src/cases/caseFile';
import { foldCase } from '../../src/cases/fold';
import { readLedger, type StoredEvent } from '../../src/cases/ledger';
import { createCaseIndex } from '../../src/platform/caseIndex';
import { createLedgerStore } from '../../src/platform/ledgers';
import { layOutCase, makeLedger } from '../desk/layOut';
import { createMemoryRecords } from '../desk/memoryRecords';
import { compare, interleave } from '../measure';
import { makeRow, type Curve, type Part } from '../report';

const SIZES = [100, 1000, 10_000];

/** Nobody can verify and read events for less. */
function hashAndParse(stored: readonly StoredEvent[]): void {
	for (const { bytes } of stored) {
		createHash('sha256').update(bytes).digest('hex');
		JSON.parse(bytes);
	}
}

async function measureFold(size: number, rounds: number) {
	const { caseId, stored } = makeLedger(size, 'LE-2026-0001');
	const times = await interleave(rounds, {
		ours: async () => void foldCase(caseId, readLedger(caseId, stored).events),
		floor: async () => hashAndParse(stored),
	});
	return { size, ...compare(times.ours, times.floor) };
}

/** Appends to a case that was opened from its checkpoint, as every action does; the store is in memory. */
async function measureAppend(size: number, rounds: number) {
	const records = createMemoryRecords();
	await layOutCase(records, size, 1);
	const [{ caseId } = { caseId: '' }] = await createCaseIndex(records).list('open');
	const tools = {
		ledgers: createLedgerStore(records),
		index: createCaseIndex(records),
		clock: () => Date.now(),
		makeId: randomUUID,
	};
	const actor = { kind: 'desk', part: 'sweep' } as const;
	const bytes = JSON.stringify((await loadWholeCase(caseId, tools)).recent.at(-1)?.event);
	const each: number[] = [];
	const times = await interleave(rounds, {
		ours: async () => {
			const loaded = await loadCase(caseId, tools);
			const startedAt = performance.now();
			await appendEvents(loaded, [{ type: 'card.posted', body: { roomId: 'r', messageId: randomUUID() } }], actor, tools);
			each.push(performance.now() - startedAt);
			return performance.now() - startedAt;
		},
		floor: async () => hashAndParse([{ hash: '', bytes }]),
	});
	return { size, ...compare(times.ours, times.floor), cpuRatio: undefined, longest: Math.max(...each) };
}

export const ledger: Part = {
	title: 'Ledger: fold and append, in Node without the engine',
	async run({ quick }) {
		const folds = [];
		const appends = [];
		for (const size of SIZES) {
			folds.push(await measureFold(size, size > 1000 ? 5 : 15));
			appends.push(await measureAppend(size, quick ? 30 : 60));
		}
		const curve = (title: string, measured: { size: number; ours: number; floor: number }[], floorName: string): Curve => ({
			title,
			xLabel: 'events in the ledger',
			yLabel: 'ms',
			series: [
				{ name: 'ours', points: measured.map(({ size, ours }) => [size, ours]) },
				{ name: floorName, points: measured.map(({ size, floor }) => [size, floor]) },
			],
		});
		return {
			rows: [
				...folds.map((fold) =>
					makeRow({ what: 'read, verify and fold a whole ledger', ...fold, against: 'SHA-256 and JSON.parse of the same bytes' }),
				),
				...appends.map(({ longest: _longest, ...append }) =>
					makeRow({ what: 'append one event to an open case', ...append, against: 'SHA-256 and JSON.parse of one event' }),
				),
			],
			curves: [
				curve('Ledger: verify and fold', folds, 'SHA-256 + JSON.parse'),
				curve('Ledger: append one event', appends, 'SHA-256 + JSON.parse of one'),
			],
			notes: appends.map(
				({ size, longest }) => `Longest of the appends at ${size} events (a checkpoint may fall due): ${longest.toFixed(1)} ms.`,
			),
		};
	},
};
