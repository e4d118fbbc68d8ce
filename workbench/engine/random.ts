/** A seedable disorder for reads that MongoDB leaves unordered, so that no app comes to rely on one. */

export class Disorder {
	private state: number;

	constructor(seed: number = Math.floor(Math.random() * 2 ** 32)) {
		this.state = seed >>> 0;
	}

	/** A copy of `items` in another order. */
	shuffle<T>(items: T[]): T[] {
		const shuffled = [...items];
		for (let last = shuffled.length - 1; last > 0; last--) {
			const other = this.below(last + 1);
			[shuffled[last], shuffled[other]] = [shuffled[other] as T, shuffled[last] as T];
		}
		return shuffled;
	}

	/** A factor by which a query scrambles row numbers: `(rowid * salt) % SALT_PRIME`. */
	salt(): number {
		return 1 + this.below(SALT_PRIME - 1);
	}

	/** mulberry32: small, seedable, good enough to shuffle. */
	private below(limit: number): number {
		this.state = (this.state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
	}
}

export const SALT_PRIME = 1_000_003;
