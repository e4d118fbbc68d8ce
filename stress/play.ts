import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { runSteps, type RunReport, type Stage } from './run';
import { shrink } from './shrink';
import { makeSteps, type Step } from './steps';

export interface Played {
	seed: number;
	report: RunReport;
	/** The shortest schedule that was found to fail in the same way, and the file that keeps it. */
	short?: { steps: Step[]; trace: string };
}

/** What went wrong, without the names and numbers of one run. */
const signOf = ([first = '']: readonly string[]): string => first.replace(/[0-9a-f-]{16,}|LE-\d+-\d+|\d+/g, '#').slice(0, 60);

/** Plays a seed, or a schedule that was kept; one that fails is shortened, as long as it fails in the same way. */
export async function play(
	{ seed, count, steps = makeSteps(seed, count) }: { seed: number; count: number; steps?: Step[] },
	stage: Stage,
	tries: number,
): Promise<Played> {
	const report = await runSteps(steps, stage);
	if (report.wrong.length === 0) {
		return { seed, report };
	}
	process.stderr.write(`Seed ${seed} failed after ${report.steps} steps:\n  ${report.wrong.join('\n  ')}\n`);
	const sign = signOf(report.wrong);
	const fails = async (candidate: Step[]) => {
		const { wrong } = await runSteps(candidate, { ...stage, onStep: undefined });
		const isSame = wrong.length > 0 && signOf(wrong) === sign;
		process.stderr.write(isSame ? `  ${candidate.length} steps still fail\n` : '');
		return isSame;
	};
	// Half of a schedule is looks and refusals: mostly it fails without them.
	const { mattered, done } = report;
	const isEnough = tries > 1 && mattered.length < done.length && (await fails(mattered));
	const short = await shrink(isEnough ? mattered : done, fails, tries - 1);
	const trace = path.join(tmpdir(), `legal-desk-stress-${seed}.json`);
	writeFileSync(trace, JSON.stringify(short, null, '\t'));
	return { seed, report, short: { steps: short, trace } };
}
