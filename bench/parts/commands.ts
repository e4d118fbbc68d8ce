import { isPersistenceCall, layOut, planCalls, preparePlans, runCommand, runPlan } from '../desk/floors';
import { layOutSummaries } from '../desk/layOut';
import { createMemoryRecords, mirrorRecords } from '../desk/memoryRecords';
import { openDesk, type BenchDesk } from '../desk/openDesk';
import { compare, interleave } from '../measure';
import { makeRow, type Part, type Row } from '../report';

const COMMANDS = {
	list: '/legal-hold',
	locate: '/legal-locate @maria.silva',
} as const;

const OPEN_HOLDS = 20;

/** A p95 needs its hundred runs on a busy machine as well. */
const MOST_MS = 30_000;

/** Issue 8: p95 of a command at most 1.5 × the empty app's plus the persistence calls that it needs. */
const AIM = 1.5;

/** What one run of a command says to the server, in slow motion, so that what goes side by side is repeated side by side. */
async function learn(desk: BenchDesk, name: string, line: string) {
	await runCommand(desk, line);
	const { calls } = await desk.trace.recordSlowly(() => runCommand(desk, line));
	return {
		calls: calls.length,
		persistence: calls.filter(isPersistenceCall).length,
		waves: planCalls(calls).length,
		plans: { [`${name}-persistence`]: planCalls(calls.filter(isPersistenceCall)), [`${name}-all`]: planCalls(calls) },
	};
}

async function measure(desk: BenchDesk, name: string, line: string, rounds: number): Promise<{ rows: Row[]; note: string }> {
	const learnt = await learn(desk, name, line);
	// What the first runs wrote is read by the next ones.
	mirrorRecords(desk.store, desk.deskId, desk.probeId);
	await preparePlans(desk, learnt.plans);
	const contestants = {
		ours: () => runCommand(desk, line),
		empty: () => runCommand(desk, '/bench-empty'),
		persistence: () => runPlan(desk, `${name}-persistence`),
		all: () => runPlan(desk, `${name}-all`),
	};
	const times = await interleave(rounds, contestants, MOST_MS);
	const row = (share: number, floor: keyof typeof times, against: string, aim?: number): Row =>
		makeRow({
			what: `${line}, p${share * 100} of ${times.ours.tookMs.length}`,
			...compare(times.ours, times[floor], share),
			against,
			aim,
		});
	return {
		rows: [
			row(0.5, 'empty', 'empty command'),
			row(0.5, 'persistence', `its ${learnt.persistence} persistence calls alone`),
			row(0.95, 'persistence', `its ${learnt.persistence} persistence calls alone`, AIM),
			row(0.5, 'all', `all its ${learnt.calls} calls alone`),
			row(0.95, 'all', `all its ${learnt.calls} calls alone`),
		],
		note: `\`${line}\` makes ${learnt.calls} calls to the server in ${learnt.waves} waves, ${learnt.persistence} of them to persistence.`,
	};
}

export const commands: Part = {
	title: 'Slash commands, from the server’s request to the app’s answer',
	async run({ prepared, workDir, quick }) {
		const desk = await openDesk(prepared, workDir);
		const records = createMemoryRecords();
		await layOutSummaries(records, 'open', OPEN_HOLDS);
		layOut(desk, records);
		const measured = [];
		for (const [name, line] of Object.entries(COMMANDS)) {
			measured.push(await measure(desk, name, line, quick ? 50 : 125));
		}
		await desk.close();
		return { rows: measured.flatMap(({ rows }) => rows), curves: [], notes: measured.map(({ note }) => note) };
	},
};
