import { startCpu, stopCpu } from './cpu';
import { rest } from './rest';

/** One contestant's runs, in the order of the rounds. */
export interface Runs {
	tookMs: number[];
	/** Processor time of the server and its apps; NaN where the contestant stated its own time. */
	cpuMs: number[];
}

export type Contestants<Name extends string> = Record<Name, () => Promise<number | void>>;

/** On a busy machine rounds are left out rather than a part drawn out; fewer than these say nothing. */
const FEWEST_ROUNDS = 3;
const MOST_MS = 6000;

/**
 * Lets contestants run in turns, so that whatever else the machine does at a time hits them alike.
 *
 * @param rounds at most; as many as fit into `mostMs`, but three at least
 * @param contestants each does one run; what it returns counts as its time in ms, else the clock does
 * @returns runs by contestant; the first round, in which caches fill, is left out
 */
export async function interleave<Name extends string>(
	rounds: number,
	contestants: Contestants<Name>,
	mostMs = MOST_MS,
): Promise<Record<Name, Runs>> {
	const names = Object.keys(contestants) as Name[];
	const runs = Object.fromEntries(names.map((name) => [name, { tookMs: [], cpuMs: [] }])) as unknown as Record<Name, Runs>;
	const startedAt = performance.now();
	const isEnough = (round: number) => round > rounds || (round > FEWEST_ROUNDS && performance.now() - startedAt > mostMs);
	for (let round = 0; !isEnough(round); round++) {
		// Nobody is always the first after somebody else.
		const turn = round % names.length;
		for (const name of [...names.slice(turn), ...names.slice(0, turn)]) {
			const { tookMs, cpuMs } = await time(contestants[name]);
			if (round > 0) {
				runs[name].tookMs.push(tookMs);
				runs[name].cpuMs.push(cpuMs);
			}
			await rest();
		}
	}
	return runs;
}

/** One run. */
export async function time(work: () => Promise<number | void>): Promise<{ tookMs: number; cpuMs: number }> {
	const cpu = startCpu();
	const startedAt = performance.now();
	const stated = await work();
	const tookMs = typeof stated === 'number' ? stated : performance.now() - startedAt;
	return { tookMs, cpuMs: stopCpu(cpu) };
}

/** @param share 0.5 for the median, 0.95 for p95 */
export function percentile(values: readonly number[], share: number): number {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
	return percentile(values, 0.5);
}

/** In ms; the ratios are no quotients of these, see `compare`. */
export interface Comparison {
	ours: number;
	floor: number;
	ratio: number;
	cpuRatio: number;
}

/**
 * How a percentile of ours compares with the same one of the floor. For the median, the median over rounds: contestants
 * of one round met the same load. A percentile in the tail exists over all rounds only.
 */
export function compare(ours: Runs, floor: Runs, share = 0.5): Comparison {
	const [oursMs, floorMs] = [percentile(ours.tookMs, share), percentile(floor.tookMs, share)];
	return {
		ours: oursMs,
		floor: floorMs,
		ratio: share === 0.5 ? medianRatio(ours.tookMs, floor.tookMs) : oursMs / floorMs,
		cpuRatio: medianRatio(ours.cpuMs, floor.cpuMs),
	};
}

function medianRatio(ours: readonly number[], floor: readonly number[]): number {
	return median(ours.map((value, index) => value / (floor[index] ?? Number.NaN)));
}
