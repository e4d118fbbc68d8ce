/**
 * Plays a random schedule of people, faults and time against the packaged app on two servers, and looks whether everything holds.
 * usage: npm run stress -- [--seed N] [--steps N] [--json] [--verbose] [--zip FILE] [--replay FILE] [--tries N]
 * Exit code 0: everything held. 1: something did not; the shortest schedule that was found is printed and kept in a file.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { runSteps, type RunReport, type Stage } from './run';
import { shrink } from './shrink';
import { makeSteps, type Step } from './steps';
import { tellStep } from './tell';
import { prepareFolder } from './world';

const ROOT = path.join(__dirname, '..');

function readArguments() {
	const flag = { type: 'boolean', default: false } as const;
	const text = (value: string) => ({ type: 'string', default: value }) as const;
	const { values } = parseArgs({
		options: {
			...{ json: flag, verbose: flag, zip: { type: 'string' }, replay: { type: 'string' } },
			...{ seed: text(String(Date.now() % 1_000_000)), steps: text('300'), tries: text('40') },
		},
	});
	const count = (name: 'seed' | 'steps' | 'tries') => {
		const number = Number(values[name]);
		if (!Number.isSafeInteger(number) || number < 0) {
			throw new Error(`--${name} is a whole number, for example --${name} 300.`);
		}
		return number;
	};
	return { ...values, seed: count('seed'), steps: count('steps'), tries: count('tries') };
}

function packageZip(folder: string): string {
	const zip = path.join(folder, 'app.zip');
	execFileSync(process.execPath, [path.join(ROOT, 'scripts/package.mjs'), '--out', zip], { stdio: ['ignore', 2, 2] });
	return zip;
}

function tell(steps: readonly Step[]): string {
	return steps.map((step, at) => `${String(at + 1).padStart(4)}. ${tellStep(step)}`).join('\n');
}

/** Shortens a schedule that failed, as long as it fails in the same way. */
async function shorten(steps: readonly Step[], { wrong, failedAt }: RunReport, stage: Stage, tries: number): Promise<Step[]> {
	const sign = signOf(wrong);
	const fails = async (candidate: Step[]) => {
		const { wrong: found } = await runSteps(candidate, { ...stage, onStep: undefined });
		process.stderr.write(found.length > 0 && signOf(found) === sign ? `  ${candidate.length} steps still fail\n` : '');
		return found.length > 0 && signOf(found) === sign;
	};
	return shrink(failedAt === undefined ? steps : steps.slice(0, failedAt + 1), fails, tries);
}

/** What went wrong, without the names and numbers of one run. */
const signOf = ([first = '']: readonly string[]): string => first.replace(/[0-9a-f-]{16,}|LE-\d+-\d+|\d+/g, '#').slice(0, 60);

async function main(): Promise<number> {
	const { seed, steps: count, json, verbose, replay, zip, tries } = readArguments();
	const folder = mkdtempSync(path.join(tmpdir(), 'legal-desk-stress-'));
	const packaged = zip ?? packageZip(folder);
	const steps = replay ? (JSON.parse(readFileSync(replay, 'utf8')) as Step[]) : makeSteps(seed, count);
	const prepared = await prepareFolder(packaged);
	const onStep: Stage['onStep'] = (at, step, replies, struck) =>
		process.stderr.write(
			`${at + 1}. ${tellStep(step)}\n${[...replies.filter(({ idle }) => !idle), ...struck].map((line) => `      ${JSON.stringify(line)}\n`).join('')}`,
		);
	const stage: Stage = { prepared, zip: packaged, ...(verbose ? { onStep } : {}) };
	try {
		const report = await runSteps(steps, stage);
		if (report.wrong.length === 0) {
			process.stdout.write(json ? `${JSON.stringify({ seed, ...report })}\n` : tellReport(seed, report));
			return 0;
		}
		process.stderr.write(`Seed ${seed} failed after ${report.steps} steps:\n  ${report.wrong.join('\n  ')}\nShortening…\n`);
		const short = tries > 0 ? await shorten(steps, report, stage, tries) : steps.slice(0, report.steps);
		const trace = path.join(tmpdir(), `legal-desk-stress-${seed}.json`);
		writeFileSync(trace, JSON.stringify(short, null, '\t'));
		process.stdout.write(
			json
				? `${JSON.stringify({ seed, ...report, short: short.map(tellStep), trace })}\n`
				: `${report.wrong.join('\n')}\n\n${tell(short)}\n\nAgain: npm run stress -- --replay ${trace} --verbose\nWhole: npm run stress -- --seed ${seed} --steps ${steps.length}\n`,
		);
		return 1;
	} finally {
		rmSync(prepared, { recursive: true, force: true });
		rmSync(folder, { recursive: true, force: true });
	}
}

function tellReport(seed: number, { steps, cases, events, answers, faultsStruck, serversRevived, seconds }: RunReport): string {
	const { done, opened, refused, unanswered } = answers;
	return [
		`Seed ${seed}: ${steps} steps in ${seconds} s. Everything held.`,
		`${cases} cases, ${events} events; ${done} deeds done, ${refused} refused with a reason, ${opened} views opened, ${unanswered} cut off by faults.`,
		`${faultsStruck} calls failed on purpose, ${serversRevived} servers lost power in the middle of a call.\n`,
	].join('\n');
}

void main().then(
	(code) => {
		process.exitCode = code;
	},
	(fault: unknown) => {
		console.error((fault as Error).stack);
		process.exitCode = 2;
	},
);
