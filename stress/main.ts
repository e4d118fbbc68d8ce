/**
 * Plays a random schedule of people, faults and time against the packaged app on two servers, and looks whether everything holds.
 * usage: npm run stress -- [--seed N] [--steps N] [--strict] [--json] [--verbose] [--zip FILE] [--replay FILE] [--tries N]
 *        npm run stress -- --seeds 401-420 [--steps N] [--keep FILE] [--write]  several seeds, and what they put to the test altogether
 *        npm run stress -- --mutants [NAME …] [--seeds A-B] [--write]   the app broken on purpose, until somebody notices
 * Exit code 0: everything held, or every mutant was noticed. 1: something did not (with --strict, and for several seeds: or a
 * promise was never put to the test); the shortest schedule that was found is printed and kept in a file.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { playCampaign } from './campaign';
import { listUnexercised, WHOLE_RUN_STEPS } from './exercise';
import { huntMutants } from './mutate';
import { packageZip } from './packageZip';
import { play, type Played } from './play';
import type { RunReport, Stage } from './run';
import type { Step } from './steps';
import { tellStep } from './tell';
import { prepareFolder } from './world';

const MUTANT_SEEDS = [205, 206, 207];

function readArguments() {
	const flag = { type: 'boolean', default: false } as const;
	const text = (value: string) => ({ type: 'string', default: value }) as const;
	const { values, positionals } = parseArgs({
		allowPositionals: true,
		options: {
			...{ json: flag, verbose: flag, strict: flag, write: flag, mutants: flag },
			...{ zip: { type: 'string' }, replay: { type: 'string' }, keep: { type: 'string' }, seeds: text('') },
			...{ seed: text(String(Date.now() % 1_000_000)), steps: text(''), tries: text('') },
		},
	});
	const usual = values.mutants ? { steps: '200', tries: '6' } : { steps: '300', tries: '40' };
	const count = (name: 'seed' | 'steps' | 'tries', typed: string) => {
		const number = Number(typed);
		if (!Number.isSafeInteger(number) || number < 0) {
			throw new Error(`--${name} is a whole number, for example --${name} 300.`);
		}
		return number;
	};
	return {
		...values,
		names: positionals,
		seed: count('seed', values.seed),
		seeds: readSeeds(values.seeds),
		steps: count('steps', values.steps || usual.steps),
		tries: count('tries', values.tries || usual.tries),
		command: `npm run stress -- ${process.argv
			.slice(2)
			.join(' ')
			.replace(/ --(zip|keep|tries) \S+| --write/g, '')}`,
	};
}

/** @param typed as `401-420`, or `401,405` */
function readSeeds(typed: string): number[] {
	return typed
		.split(',')
		.filter(Boolean)
		.flatMap((part) => {
			const [from = Number.NaN, to = from] = part.split('-').map(Number);
			if (!Number.isSafeInteger(from) || !Number.isSafeInteger(to) || to < from || to - from > 1000) {
				throw new Error('--seeds is a list such as 401-420 or 401,405.');
			}
			return Array.from({ length: to - from + 1 }, (_, at) => from + at);
		});
}

type Arguments = ReturnType<typeof readArguments>;

async function main(): Promise<number> {
	const given = readArguments();
	const { steps: count, names, seeds } = given;
	if (given.mutants) {
		const hunted = await huntMutants(names, { ...given, count, seeds: seeds.length > 0 ? seeds : MUTANT_SEEDS });
		process.stdout.write(hunted.text);
		return hunted.held ? 0 : 1;
	}
	const folder = mkdtempSync(path.join(tmpdir(), 'legal-desk-stress-'));
	const zip = given.zip ?? packageZip(folder);
	const prepared = await prepareFolder(zip);
	const stage: Stage = { prepared, zip, ...(given.verbose ? { onStep: tellOnStep } : {}) };
	try {
		if (seeds.length > 0 || given.keep) {
			const { held, text } = await playCampaign(seeds, { ...given, count }, stage);
			process.stdout.write(text);
			return held ? 0 : 1;
		}
		return await playOne(given, stage);
	} finally {
		rmSync(prepared, { recursive: true, force: true });
		rmSync(folder, { recursive: true, force: true });
	}
}

async function playOne({ seed, steps: count, tries, json, strict, replay }: Arguments, stage: Stage): Promise<number> {
	const kept = replay ? (JSON.parse(readFileSync(replay, 'utf8')) as Step[]) : undefined;
	const played = await play({ seed, count, ...(kept ? { steps: kept } : {}) }, stage, tries);
	const { report, short } = played;
	const gaps = report.steps >= WHOLE_RUN_STEPS ? listUnexercised(report.exercised) : [];
	if (json) {
		const shortened = short ? { short: short.steps.map(tellStep), trace: short.trace } : {};
		process.stdout.write(`${JSON.stringify({ seed, ...report, done: undefined, mattered: undefined, gaps, ...shortened })}\n`);
	} else {
		process.stdout.write(short ? tellFailure(played, count) : tellReport(seed, report, gaps));
	}
	return short || (strict && gaps.length > 0) ? 1 : 0;
}

const tellOnStep: Stage['onStep'] = (at, step, replies, struck) => {
	const lines = [...replies.filter(({ idle }) => !idle), ...struck].map((line) => `      ${JSON.stringify(line)}\n`);
	process.stderr.write(`${at + 1}. ${tellStep(step)}\n${lines.join('')}`);
};

function tellFailure({ seed, report, short }: Played, count: number): string {
	return [
		...[...report.wrong, ''],
		...(short?.steps ?? []).map((step, at) => `${String(at + 1).padStart(4)}. ${tellStep(step)}`),
		'',
		`Again: npm run stress -- --replay ${short?.trace} --verbose`,
		`Whole: npm run stress -- --seed ${seed} --steps ${count}\n`,
	].join('\n');
}

function tellReport(seed: number, report: RunReport, gaps: readonly string[]): string {
	const { done, opened, refused, unanswered } = report.answers;
	const counts = Object.entries(report.exercised).filter(([, times]) => times > 0);
	return [
		`Seed ${seed}: ${report.steps} steps in ${report.seconds} s. Everything held.`,
		`${report.cases} cases, ${report.events} events; ${done} deeds done, ${refused} refused with a reason, ${opened} views opened, ${unanswered} cut off by faults.`,
		`${report.faultsStruck} calls failed on purpose, ${report.serversRevived} servers lost power in the middle of a call.`,
		...['', 'Put to the test:', ...counts.map(([promise, times]) => `${String(times).padStart(6)}  ${promise}`)],
		...(gaps.length > 0 ? ['', 'Never put to the test:', ...gaps.map((promise) => `        ${promise}`)] : []),
		'',
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
