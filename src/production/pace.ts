/** Lets others have their turn; to be awaited between pieces of work that take a few milliseconds each. */
export type Pace = () => Promise<void>;

/** The server takes a process for dead that does not answer for a second; nobody is to wait for a fifth of one. */
const SLICE_MS = 40;

/**
 * @param wait for so many milliseconds, in which the process does other things
 * @param clock epoch ms
 */
export function createPace(wait: (ms: number) => Promise<void>, clock: () => number): Pace {
	let since = clock();
	return async () => {
		if (Math.abs(clock() - since) >= SLICE_MS) {
			await wait(0);
			since = clock();
		}
	};
}
