/** The same numbers for the same seed, on every machine. */
export interface Random {
	/** A whole number from 0 to `below` - 1. */
	below(below: number): number;
	pick<T>(items: readonly T[]): T;
	/** One of the names, as often as its weight says. */
	weigh<Name extends string>(weights: Readonly<Record<Name, number>>): Name;
	/** The next of the items, each as often as its weight says before any of them comes more often. @param deck whose turn it is */
	deal<Name extends string>(deck: string, weights: Readonly<Record<Name, number>>): Name;
}

/** Mulberry32: 32 bits of state, enough to choose among a few dozen things some thousand times. */
export function createRandom(seed: number): Random {
	let state = seed >>> 0;
	const next = (): number => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
	};
	const below = (limit: number): number => Math.floor(next() * limit);
	const decks = new Map<string, string[]>();
	return {
		below,
		pick: <T>(items: readonly T[]) => items[below(items.length)] as T,
		weigh<Name extends string>(weights: Readonly<Record<Name, number>>) {
			const entries = Object.entries(weights) as [Name, number][];
			let left = next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
			for (const [name, weight] of entries) {
				left -= weight;
				if (left < 0) {
					return name;
				}
			}
			return (entries.at(-1) as [Name, number])[0];
		},
		deal<Name extends string>(deck: string, weights: Readonly<Record<Name, number>>) {
			const known = decks.get(deck) ?? [];
			const cards = known.length > 0 ? known : makeDeck(weights);
			const [card] = cards.splice(below(cards.length), 1);
			decks.set(deck, cards);
			return card as Name;
		},
	};
}

/** What is rare comes once in every deck all the same. */
function makeDeck(weights: Readonly<Record<string, number>>): string[] {
	return Object.entries(weights).flatMap(([name, weight]) => Array<string>(Math.max(1, Math.round(weight))).fill(name));
}
