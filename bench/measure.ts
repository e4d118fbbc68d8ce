import { rest } from './rest';

/** What was measured, by contestant: ms of each run, in the order of the rounds. */
export type Times<Name extends string> = Record<Name, number[]>;

/** On a busy machine rounds are left out rather than a part drawn out; fewer than these say nothing. */
const FEWEST_ROUNDS = 3;
const MOST_MS = 8000;

/**
 * Lets contestants run in turns, so that whatever else the machine does at a time hits them alike.
 *
 * @param rounds at most; as many as fit into `mostMs`, but three at least
 * @param contestants each does one run; what it returns counts as its time in ms, else the clock does
 * @returns times by contestant; the first round, in which caches fill, is left out
 */
export async function interleave<Name extends string>(
	rounds: number,
	contestants: Record<Name, () => Promise<number | void>>,
	mostMs = MOST_MS,
): Promise<Times<Name>> {
	const startedAt = performance.now();
	const isEnough = (round: number) => round > rounds || (round > FEWEST_ROUNDS && performance.now() - startedAt > mostMs);
	const names = Object.keys(contestants) as Name[];
	const times = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Times<Name>;
	for (let round = 0; !isEnough(round); round++) {
		// Nobody is always the first after somebody else.
		const turn = round % names.length;
		for (const name of [...names.slice(turn), ...names.slice(0, turn)]) {
			const took = await time(contestants[name]);
			if (round > 0) {
				times[name].push(took);
			}
			await rest();
		}
	}
	return times;
}

/** ms of one run. */
export async function time(work: () => Promise<number | void>): Promise<number> {
	const startedAt = performance.now();
	const stated = await work();
	return typeof stated === 'number' ? stated : performance.now() - startedAt;
}

/** @param share 0.5 for the median, 0.95 for p95 */
export function percentile(values: readonly number[], share: number): number {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
	return percentile(values, 0.5);
}

/**
 * How a percentile of ours compares with the same one of the floor. For the median, the median over rounds: contestants
 * of one round met the same load. A percentile in the tail exists over all rounds only.
 */
export function compare(ours: readonly number[], floor: readonly number[], share: number): number {
	return share === 0.5
		? median(ours.map((took, index) => took / (floor[index] ?? Number.NaN)))
		: percentile(ours, share) / percentile(floor, share);
}

export function mapMedians<Name extends string>(times: Times<Name>): Record<Name, number> {
	const medians = Object.entries<number[]>(times).map(([name, values]) => [name, median(values)] as const);
	return Object.fromEntries(medians) as Record<Name, number>;
}
