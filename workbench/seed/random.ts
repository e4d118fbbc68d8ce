/** A small seeded generator: the same seed always tells the same story, on every machine. */
export interface Random {
	/** A number in [0, 1). */
	fraction(): number;
	/** An integer from `low` to `high`, both included. */
	integer(low: number, high: number): number;
	pick<T>(from: readonly T[]): T;
	/** True in `share` of the cases (0 to 1). */
	chance(share: number): boolean;
	shuffled<T>(from: readonly T[]): T[];
	/** An id in the form of Rocket.Chat's own: 17 characters that are hard to confuse. */
	id(): string;
}

// Meteor's alphabet for unmistakable ids.
const idAlphabet = '23456789ABCDEFGHJKLMNPQRSTWXYZabcdefghijkmnopqrstuvwxyz';

/** FNV-1a over UTF-16 units: turns a seed text into the generator's first state. */
const hashText = (text: string): number => {
	let hash = 0x811c9dc5;
	for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
	return hash;
};

/** @param seed any text; equal seeds give equal sequences (mulberry32). Not for secrets. */
export function createRandom(seed: string): Random {
	let state = hashText(seed);
	const fraction = (): number => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x100000000;
	};
	const integer = (low: number, high: number): number => low + Math.floor(fraction() * (high - low + 1));
	const pick = <T>(from: readonly T[]): T => {
		if (from.length === 0) throw new Error('Cannot pick from an empty list');
		return from[integer(0, from.length - 1)] as T;
	};
	const shuffled = <T>(from: readonly T[]): T[] => {
		const order = [...from];
		for (let last = order.length - 1; last > 0; last--) {
			const other = integer(0, last);
			[order[last], order[other]] = [order[other] as T, order[last] as T];
		}
		return order;
	};
	const id = (): string => Array.from({ length: 17 }, () => idAlphabet[integer(0, idAlphabet.length - 1)]).join('');
	return { fraction, integer, pick, chance: (share) => fraction() < share, shuffled, id };
}

/** The id of a named thing, the same in every workspace that has it. */
export const idOf = (name: string): string => createRandom(`id of ${name}`).id();

/** Rocket.Chat names a direct room of two after its members; a larger one gets an id of its own. */
export const directRoomId = (userIds: readonly string[]): string =>
	userIds.length === 2 ? [...userIds].sort().join('') : idOf(`direct ${userIds.join(' ')}`);
