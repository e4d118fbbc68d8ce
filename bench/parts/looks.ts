import { EVENTS_PER_RUN } from '../../src/cases/checkpoint';
import { nameViewsLedger } from '../../src/cases/events';
import { isPersistenceCall, layOut, planCalls, preparePlans, runCommand, runPlan } from '../desk/floors';
import { layOutLooks } from '../desk/layOut';
import { createMemoryRecords, mirrorRecords, removeRecords } from '../desk/memoryRecords';
import { openDesk, type BenchDesk } from '../desk/openDesk';
import { compare, interleave, type Comparison } from '../measure';
import { makeRow, type Part } from '../report';

const LINE = '/legal-locate @maria.silva';

interface Measured extends Comparison {
	size: number;
}

/** The same look when so many came before it in the month. */
async function measure(desk: BenchDesk, size: number, rounds: number): Promise<Measured> {
	const ledger = nameViewsLedger(desk.host.now());
	for (const appId of [desk.deskId, desk.probeId]) {
		for (let run = 0; run * EVENTS_PER_RUN <= size; run++) {
			removeRecords(desk.store, appId, `ledger:${ledger}:${run}`);
		}
		removeRecords(desk.store, appId, `checkpoints:${ledger}`);
	}
	const records = createMemoryRecords();
	await layOutLooks(records, size);
	layOut(desk, records);
	// The first look makes a checkpoint of those before it.
	await runCommand(desk, LINE);
	mirrorRecords(desk.store, desk.deskId, desk.probeId);
	const { calls } = await desk.trace.recordSlowly(() => runCommand(desk, LINE));
	await preparePlans(desk, { look: planCalls(calls.filter(isPersistenceCall)) });
	const times = await interleave(rounds, { ours: () => runCommand(desk, LINE), floor: () => runPlan(desk, 'look') });
	return { size, ...compare(times.ours, times.floor) };
}

export const looks: Part = {
	title: 'A look at an account, by the looks of the month',
	async run({ prepared, workDir, quick }) {
		const desk = await openDesk(prepared, workDir);
		const measured: Measured[] = [];
		for (const size of quick ? [10, 300, 1000] : [10, 1000, 5000]) {
			measured.push(await measure(desk, size, quick ? 5 : 9));
		}
		await desk.close();
		return {
			rows: measured.map((one) =>
				makeRow({ what: `${LINE}, after so many looks`, ...one, against: 'its persistence calls alone' }),
			),
			curves: [
				{
					title: '/legal-locate, by looks in the month',
					xLabel: 'looks at accounts in the month so far',
					yLabel: 'ms',
					series: [
						{ name: '/legal-locate', points: measured.map(({ size, ours }) => [size, ours]) },
						{ name: 'its persistence calls alone', points: measured.map(({ size, floor }) => [size, floor]) },
					],
				},
			],
			notes: [],
		};
	},
};
