import { isPersistenceCall, layOut, planCalls, preparePlans, runCommand, runPlan } from '../desk/floors';
import { layOutCase, layOutClaims } from '../desk/layOut';
import { createMemoryRecords } from '../desk/memoryRecords';
import { openDesk, type BenchDesk } from '../desk/openDesk';
import { compare, interleave, median, type Comparison } from '../measure';
import { makeRow, type Part, type Row } from '../report';

interface Measured extends Comparison {
	size: number;
	empty: number;
}

/** Opens a case by its reference, through the command that a person types. */
async function measure(desk: BenchDesk, reference: string, size: number, rounds: number): Promise<Measured> {
	const line = `/legal-produce ${reference}`;
	await runCommand(desk, line);
	const { calls } = await desk.trace.recordSlowly(() => runCommand(desk, line));
	if (!calls.some(({ method }) => method.endsWith(':openSurfaceView'))) {
		throw new Error(`${line} opened nothing`);
	}
	await preparePlans(desk, { open: planCalls(calls.filter(isPersistenceCall)) });
	const times = await interleave(rounds, {
		ours: () => runCommand(desk, line),
		floor: () => runPlan(desk, 'open'),
		empty: () => runCommand(desk, '/bench-empty'),
	});
	return { size, ...compare(times.ours, times.floor), empty: median(times.empty.tookMs) };
}

async function measureLedgers(desk: BenchDesk, sizes: number[], withCheckpoint: boolean, rounds: number): Promise<Measured[]> {
	const measured: Measured[] = [];
	for (const [index, size] of sizes.entries()) {
		const records = createMemoryRecords();
		const reference = await layOutCase(records, size, index + (withCheckpoint ? 1 : 11), withCheckpoint);
		layOut(desk, records);
		measured.push(await measure(desk, reference, size, rounds));
	}
	return measured;
}

/** A case of few events, opened by its reference among so many of the year. */
async function measureClaims(desk: BenchDesk, sizes: number[], rounds: number): Promise<Measured[]> {
	const measured: Measured[] = [];
	const first = createMemoryRecords();
	const reference = await layOutCase(first, 10, 21);
	layOut(desk, first);
	let from = 100;
	for (const size of sizes) {
		const records = createMemoryRecords();
		await layOutClaims(records, 2026, from, size);
		layOut(desk, records);
		from = size;
		measured.push(await measure(desk, reference, size, rounds));
	}
	return measured;
}

const describe = (what: string, measured: Measured[]): Row[] =>
	measured.map(({ empty: _empty, ...measuredOne }) => makeRow({ what, ...measuredOne, against: 'its persistence calls alone' }));

const points = (measured: Measured[], pick: keyof Measured): [number, number][] => measured.map((one) => [one.size, one[pick]]);

export const opening: Part = {
	title: 'Opening a case through the engine',
	async run({ prepared, workDir, quick }) {
		const desk = await openDesk(prepared, workDir);
		const sizes = [100, 1000, 10_000];
		const rounds = quick ? 5 : 9;
		const checkpointed = await measureLedgers(desk, sizes, true, rounds);
		const whole = await measureLedgers(desk, sizes, false, quick ? 3 : 5);
		const claims = await measureClaims(desk, quick ? [200, 1000, 5000] : [200, 1000, 5000, 20_000], quick ? 3 : 5);
		await desk.close();
		return {
			rows: [
				...describe('open a case of so many events, from its checkpoint', checkpointed),
				...describe('open a case of so many events, without a checkpoint', whole),
				...describe('open a small case by reference, among so many cases of the year', claims),
			],
			curves: [
				{
					title: 'Opening a case, by its events',
					xLabel: 'events in the ledger',
					yLabel: 'ms',
					series: [
						{ name: 'from its checkpoint', points: points(checkpointed, 'ours') },
						{ name: 'without a checkpoint', points: points(whole, 'ours') },
						{ name: 'persistence calls, checkpoint', points: points(checkpointed, 'floor') },
						{ name: 'empty command', points: points(checkpointed, 'empty') },
					],
				},
				{
					title: 'Opening a case by reference',
					xLabel: 'cases of the same year',
					yLabel: 'ms',
					series: [
						{ name: 'a case of 10 events', points: points(claims, 'ours') },
						{ name: 'its persistence calls alone', points: points(claims, 'floor') },
					],
				},
			],
			notes: [],
		};
	},
};
