import { readAppMemory } from '../desk/appMemory';
import { captureAccount } from '../desk/captures';
import { runCommand } from '../desk/floors';
import { openDesk, type BenchDesk } from '../desk/openDesk';
import { nameMember, nameWriter } from '../desk/workspace';
import { makeRow, type Part } from '../report';
import { rest } from '../rest';

interface Sample {
	runs: number;
	desk: number;
	probe: number;
}

/** Alternates commands of both apps and looks at their processes now and then. */
async function watchCommands(desk: BenchDesk, marks: number[]): Promise<Sample[]> {
	const samples: Sample[] = [];
	let runs = 0;
	for (const mark of marks) {
		for (; runs < mark; runs++) {
			await runCommand(desk, '/legal-hold');
			await runCommand(desk, '/bench-empty');
			await rest(1);
		}
		samples.push({ runs, desk: readAppMemory(desk.deskId), probe: readAppMemory(desk.probeId) });
	}
	return samples;
}

/** MB after each of several equal captures: flat, if nothing stays behind. */
async function watchCaptures(desk: BenchDesk, count: number, memberships: number, messages: number): Promise<number[]> {
	const memory: number[] = [];
	for (let run = 0; run < count; run++) {
		await captureAccount(desk, nameMember(memberships), false);
		await captureAccount(desk, nameWriter(messages), true);
		memory.push(readAppMemory(desk.deskId));
	}
	return memory;
}

export const memory: Part = {
	title: 'Memory of the app’s process (RSS)',
	async run({ prepared, workDir, quick, subjects }) {
		const desk = await openDesk(prepared, workDir);
		const before = readAppMemory(desk.deskId);
		const samples = await watchCommands(desk, quick ? [50, 100, 200] : [100, 200, 400, 800]);
		const [memberships = 10, messages = 100] = [subjects.memberships[1], subjects.messages[1]];
		const captured = await watchCaptures(desk, quick ? 4 : 16, memberships, messages);
		await desk.close();
		const [first, last] = [samples[0], samples.at(-1)];
		if (!first || !last) {
			throw new Error('no sample was taken');
		}
		const row = (what: string, ours: number, floor: number, against: string, aim?: number) =>
			makeRow({ what: `memory after ${what}`, ours, floor, unit: 'MB', against, aim });
		const half = captured.length / 2;
		return {
			rows: [
				row(`${last.runs} commands`, last.desk, before, 'before the first'),
				row(`${last.runs} commands`, last.desk, first.desk, `after ${first.runs} commands`, 1.2),
				row(`${last.runs} commands`, last.desk, last.probe, 'probe app after as many'),
				row(`${captured.length} captures`, captured.at(-1) ?? 0, captured[0] ?? 0, 'after the first capture'),
				row(`${captured.length} captures`, captured.at(-1) ?? 0, captured[half - 1] ?? 0, `after ${half} captures`, 1.2),
			],
			curves: [
				{
					title: 'Memory, by commands',
					xLabel: 'commands',
					yLabel: 'MB',
					series: [
						{ name: 'Legal Desk', points: samples.map(({ runs, desk: mb }) => [runs, mb]) },
						{ name: 'probe app', points: samples.map(({ runs, probe: mb }) => [runs, mb]) },
					],
				},
			],
			notes: [],
		};
	},
};
