import { appendFileSync, existsSync, readFileSync } from 'node:fs';

import { addUp, listUnexercised } from './exercise';
import { describeCommit, renderTable, writePart } from './page';
import { play } from './play';
import type { RunReport, Stage } from './run';
import { tellStep } from './tell';

/** One seed of a campaign, as it is kept in a file. */
interface Run {
	seed: number;
	/** What was played, and against what. */
	command: string;
	commit: string;
	report: Omit<RunReport, 'done' | 'mattered'>;
}

interface Setting {
	count: number;
	tries: number;
	command: string;
	write: boolean;
	/** A file to which every seed is added when it is through: a campaign that was cut off, or goes on another day, adds to it. */
	keep?: string;
}

/**
 * Plays several seeds one after another.
 *
 * @returns what is to be told; it held where nothing went wrong and every promise was put to the test by one of them
 */
export async function playCampaign(
	seeds: readonly number[],
	{ count, tries, command, write, keep }: Setting,
	stage: Stage,
): Promise<{ held: boolean; text: string }> {
	const runs = keep && existsSync(keep) ? readRuns(keep) : [];
	const traces: string[] = [];
	for (const seed of seeds) {
		const commit = describeCommit();
		const { short, report } = await play({ seed, count }, stage, tries);
		const run: Run = { seed, command, commit, report: { ...report, done: undefined, mattered: undefined } as Run['report'] };
		runs.push(run);
		if (keep) {
			appendFileSync(keep, `${JSON.stringify(run)}\n`);
		}
		process.stderr.write(
			`Seed ${seed}: ${report.steps} steps in ${report.seconds} s. ${short ? 'FAILED.' : 'Everything held.'}\n`,
		);
		if (short) {
			const steps = short.steps.map((step) => `  ${tellStep(step)}`);
			traces.push(['', `Seed ${seed}:`, ...report.wrong, ...steps, `Again: --replay ${short.trace} --verbose`].join('\n'));
		}
	}
	const gaps = listUnexercised(...runs.map(({ report }) => report.exercised));
	const text = renderCampaign(runs, gaps);
	if (write) {
		writePart('campaign', text);
	}
	const hasFailed = runs.some(({ report }) => report.wrong.length > 0);
	return { held: !hasFailed && gaps.length === 0, text: [text, ...traces, ''].join('\n') };
}

function readRuns(file: string): Run[] {
	const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
	return lines.map((line) => JSON.parse(line) as Run);
}

function renderCampaign(runs: readonly Run[], gaps: readonly string[]): string {
	const sum = (of: (report: Run['report']) => number) =>
		runs.reduce((total, { report }) => total + of(report), 0).toLocaleString('en');
	const failed = runs.filter(({ report }) => report.wrong.length > 0);
	const counts = Object.entries(addUp(runs.map(({ report }) => report.exercised)));
	const commands = [...new Set(runs.map(({ command }) => command))];
	const seedsOf = (wanted: string) => runs.filter(({ command }) => command === wanted).map(({ seed }) => seed);
	const commits = [...new Set(runs.map(({ commit }) => commit))];
	return [
		`Until ${new Date().toISOString().slice(0, 10)}, at commit ${commits.join(', ')}:`,
		'',
		...commands.map((command) => `- \`${command}\`: ${seedsOf(command).length} seeds;`),
		`- ${sum(({ steps }) => steps)} steps in ${sum(({ seconds }) => Math.round(seconds))} s; ${sum(({ cases }) => cases)} cases, ${sum(({ events }) => events)} events;`,
		`- ${sum(({ faultsStruck }) => faultsStruck)} calls failed on purpose, ${sum(({ serversRevived }) => serversRevived)} servers lost power in the middle of a call;`,
		failed.length === 0
			? '- everything held in all of them.'
			: `- **something did not hold** with seed ${failed.map(({ seed }) => seed).join(', ')}.`,
		...(gaps.length > 0 ? [`- **never put to the test**: ${gaps.join('; ')}.`] : []),
		'',
		renderTable(
			['Put to the test', 'Times', `Runs of ${runs.length}`],
			counts.map(([promise, times]) => [
				promise,
				times.toLocaleString('en'),
				runs.filter(({ report }) => report.exercised[promise]).length,
			]),
		),
	].join('\n');
}
