import { isPersistenceCall, layOut, planCalls, preparePlans, runCommand, runPlan } from '../desk/floors';
import { layOutSummaries } from '../desk/layOut';
import { createMemoryRecords, removeRecords } from '../desk/memoryRecords';
import { openDesk, type BenchDesk } from '../desk/openDesk';
import { compare, interleave, median, type Comparison } from '../measure';
import { makeRow, type Curve, type Part, type Row } from '../report';

const LINE = '/legal-hold';
const DUE_LINE = '/legal';

async function add(desk: BenchDesk, which: 'open' | 'closed', count: number): Promise<void> {
	const records = createMemoryRecords();
	await layOutSummaries(records, which, count);
	if (which === 'open') {
		layOut(desk, records);
	} else {
		// The probe repeats what the desk reads, and the desk should read none of these.
		records.writeTo(desk.store, desk.deskId);
	}
}

interface Measured {
	open: number;
	closed: number;
	list: Comparison;
	/** The due list: everything that is open and by when. */
	due: Comparison;
	sweep: number;
}

/** How long the sweep takes that finds nothing to do. */
async function timeSweep({ host, trace, deskId }: BenchDesk): Promise<number> {
	const { requests } = await trace.record(() => host.advance(5 * 60_000));
	const sweep = requests.find(({ appId, method }) => appId === deskId && method.includes('desk-sweep'));
	return sweep?.tookMs ?? Number.NaN;
}

async function measureCommand(desk: BenchDesk, plan: string, line: string, rounds: number): Promise<Comparison> {
	const { calls } = await desk.trace.recordSlowly(() => runCommand(desk, line));
	await preparePlans(desk, { [plan]: planCalls(calls.filter(isPersistenceCall)) });
	const times = await interleave(rounds, { ours: () => runCommand(desk, line), floor: () => runPlan(desk, plan) });
	return compare(times.ours, times.floor);
}

async function measure(desk: BenchDesk, open: number, closed: number, rounds: number): Promise<Measured> {
	const list = await measureCommand(desk, 'list', LINE, rounds);
	const due = await measureCommand(desk, 'due', DUE_LINE, rounds);
	await timeSweep(desk);
	const sweeps = [await timeSweep(desk), await timeSweep(desk), await timeSweep(desk)];
	return { open, closed, list, due, sweep: median(sweeps) };
}

function describeOpen({ open, list, due }: Measured): Row[] {
	const against = 'its persistence calls alone';
	return [
		makeRow({ what: 'list of open holds', size: open, ...list, against }),
		makeRow({ what: 'due list of so many open cases', size: open, ...due, against }),
	];
}

/** Does the cost of lists and sweep follow the open cases alone? The two were measured one right after the other. */
function describeClosed(closed: Measured, without: Measured): Row[] {
	const against = `the same ${closed.open} open holds and no closed case`;
	const size = closed.closed;
	const relate = (pick: (one: Measured) => number) => ({
		ours: pick(closed),
		floor: pick(without),
	});
	return [
		makeRow({ what: 'list of holds beside so many closed cases', size, ...relate(({ list }) => list.ours), against, aim: 1.3 }),
		makeRow({ what: 'due list beside so many closed cases', size, ...relate(({ due }) => due.ours), against, aim: 1.3 }),
		makeRow({
			what: 'sweep with nothing due beside so many closed cases',
			size,
			...relate(({ sweep }) => sweep),
			against,
			aim: 1.3,
		}),
	];
}

function drawCurves(growing: Measured[], closed: Measured[]): Curve[] {
	const points = (of: Measured[], pick: (one: Measured) => [number, number]) => of.map(pick).filter(([x]) => x > 0);
	return [
		{
			title: 'List of holds, by open cases',
			xLabel: 'open cases',
			yLabel: 'ms',
			series: [
				{ name: '/legal-hold', points: points(growing, ({ open, list }) => [open, list.ours]) },
				{ name: 'its persistence calls alone', points: points(growing, ({ open, list }) => [open, list.floor]) },
				{ name: 'due list', points: points(growing, ({ open, due }) => [open, due.ours]) },
				{ name: 'sweep, nothing due', points: points(growing, ({ open, sweep }) => [open, sweep]) },
			],
		},
		{
			title: 'The same, by closed cases',
			xLabel: 'closed cases',
			yLabel: 'ms',
			series: [
				{ name: '/legal-hold', points: points(closed, ({ closed: count, list }) => [count, list.ours]) },
				{ name: 'due list', points: points(closed, ({ closed: count, due }) => [count, due.ours]) },
				{ name: 'sweep, nothing due', points: points(closed, ({ closed: count, sweep }) => [count, sweep]) },
			],
		},
	];
}

export const holds: Part = {
	title: 'List of holds and sweep, by open and closed cases',
	async run({ prepared, workDir, quick }) {
		const desk = await openDesk(prepared, workDir);
		const opens = quick ? [100, 1000] : [100, 1000, 5000];
		const closeds = quick ? [1000, 10_000] : [500, 5000, 50_000];
		const rounds = quick ? 5 : 7;
		const growing: Measured[] = [];
		const closed: Measured[] = [];
		for (const open of opens) {
			await add(desk, 'open', open - (growing.at(-1)?.open ?? 0));
			growing.push(await measure(desk, open, 0, rounds));
		}
		const { open: mostOpen } = growing.at(-1) as Measured;
		for (const count of closeds) {
			await add(desk, 'closed', count - (closed.at(-1)?.closed ?? 0));
			closed.push(await measure(desk, mostOpen, count, rounds));
		}
		removeRecords(desk.store, desk.deskId, 'cases:closed');
		const without = await measure(desk, mostOpen, 0, rounds);
		const live = quick ? [] : [10_000];
		for (const open of live) {
			await add(desk, 'open', open - mostOpen);
			growing.push(await measure(desk, open, 0, rounds));
		}
		await desk.close();
		const most = closed.at(-1) as Measured;
		return {
			rows: [...growing.flatMap(describeOpen), ...describeClosed(most, without)],
			curves: drawCurves(growing, closed),
			notes: [],
		};
	},
};
