import { settle, takeAim } from './aims';
import { checkEnd, letSettle } from './checkEnd';
import { Watch } from './checkStep';
import { countExercised, type Exercised } from './exercise';
import { noteFaults } from './notes';
import type { Reply } from './reply';
import type { Step } from './steps';
import { World } from './world';
import { doStep } from './worldDeeds';
import type { StruckFault } from '../workbench/engine/contract';

export interface RunReport {
	/** What is wrong, in words; empty when everything held. */
	wrong: string[];
	/** The step after which it showed, counted from 0; absent when it showed at the end. */
	failedAt?: number;
	steps: number;
	cases: number;
	events: number;
	/** How often each thing was done or refused. */
	answers: { done: number; opened: number; refused: number; unanswered: number };
	faultsStruck: number;
	serversRevived: number;
	seconds: number;
	/** The steps as they were done, and those of them that changed something. */
	done: Step[];
	mattered: Step[];
	/** How often each promise was put to the test. */
	exercised: Exercised;
}

/** Where a run is played: a prepared folder, copied for each run. */
export interface Stage {
	prepared: string;
	zip: string;
	/** Hears of each step when it is done. */
	onStep?: (at: number, step: Step, replies: readonly Reply[], struck: readonly StruckFault[]) => void;
	/** Something behind everybody's back, before the last look. */
	beforeEnd?: (world: World) => Promise<void>;
}

/** What changes something without saying so. */
const CHANGES: readonly Step['do'][] = ['chat', 'postCopy', 'pass', 'lastDay', 'fault', 'rotate', 'importCase'];

/** Servers that do not answer for this long hang; nothing that a step does takes as long. */
const STEP_MS = 120_000;

/** Plays a schedule from a fresh copy of the workspace, and looks after each step and at the end whether everything holds. */
export async function runSteps(steps: readonly Step[], { prepared, zip, onStep, beforeEnd }: Stage): Promise<RunReport> {
	const startedAt = Date.now();
	const world = await World.open(prepared, zip);
	const watch = new Watch(world);
	const done: Step[] = [];
	const mattered: Step[] = [];
	const tally = { answers: { done: 0, opened: 0, refused: 0, unanswered: 0 }, faultsStruck: 0, serversRevived: 0 };
	const report = (wrong: string[], failedAt?: number): RunReport => ({
		...{ wrong, failedAt, steps: failedAt === undefined ? steps.length : failedAt + 1 },
		cases: world.archive.cases.length,
		events: [...world.archive.ledgers.values()].flat().length,
		...tally,
		done,
		mattered,
		exercised: countExercised(world),
		seconds: Math.round((Date.now() - startedAt) / 100) / 10,
	});
	try {
		await world.gather();
		for (const [at, step] of steps.entries()) {
			const aimed = await takeAim(world, step);
			done.push(settle(aimed));
			const replies = await withinTime(doStep(world, aimed));
			const { struck, revived } = await findFaults(world);
			noteFaults(world, struck, revived);
			tally.serversRevived += revived;
			tally.faultsStruck += struck.length;
			if (replies.some((reply) => reply.done) || CHANGES.includes(aimed.do)) {
				mattered.push(settle(aimed));
			}
			replies.forEach((reply) => count(tally.answers, reply));
			onStep?.(at, aimed, replies, struck);
			const wrong = watch.check(replies, struck.length > 0 || revived > 0);
			if (wrong.length > 0) {
				return report([...wrong, ...world.archive.listFailures().slice(-3)], at);
			}
			await world.gather();
		}
		await letSettle(world);
		await beforeEnd?.(world);
		return report([...watch.check([], true), ...(await checkEnd(world, watch))]);
	} finally {
		await world.close();
	}
}

async function withinTime(step: Promise<Reply[]>): Promise<Reply[]> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<Reply[]>((resolve) => {
		timer = setTimeout(() => resolve([{ said: [], unanswered: `nothing came for ${STEP_MS / 1000} s` }]), STEP_MS);
	});
	return Promise.race([step, late]).finally(() => clearTimeout(timer));
}

/** Which planned faults have struck since the last look, and how many servers died of one and were started again. */
async function findFaults(world: World): Promise<{ struck: StruckFault[]; revived: number }> {
	const struck: StruckFault[] = [];
	let revived = await world.revive();
	for (const on of [0, 1]) {
		struck.push(
			...(await world
				.server(on)
				.operator.takeStruckFaults()
				.catch(() => [])),
		);
	}
	// A job can meet its fault while this asks.
	revived += await world.revive();
	return { struck, revived };
}

function count(answers: RunReport['answers'], { idle, done, opened, unanswered }: Reply): void {
	if (idle) {
		return;
	}
	if (unanswered !== undefined) {
		answers.unanswered += 1;
	} else if (done) {
		answers.done += 1;
	} else if (opened) {
		answers.opened += 1;
	} else {
		answers.refused += 1;
	}
}
