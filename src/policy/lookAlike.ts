/**
 * Finds names that were made, or mistyped, to be taken for a known one. The answer is a warning for a person and never
 * decides anything: a look-alike is treated as the name that it is.
 */

/** Characters that are drawn like a Latin letter; the few scripts and signs that host names are forged with. */
const DRAWN_ALIKE: Readonly<Record<string, string>> = {
	'а': 'a', 'в': 'b', 'с': 'c', 'ԁ': 'd', 'е': 'e', 'ё': 'e', 'һ': 'h', 'н': 'h', 'і': 'i', 'ї': 'i', 'ј': 'j', 'к': 'k',
	'ӏ': 'l', 'м': 'm', 'о': 'o', 'п': 'n', 'р': 'p', 'ԛ': 'q', 'г': 'r', 'ѕ': 's', 'т': 't', 'у': 'y', 'ѵ': 'v', 'ԝ': 'w', 'х': 'x',
	'α': 'a', 'β': 'b', 'ε': 'e', 'η': 'n', 'ι': 'i', 'κ': 'k', 'ν': 'v', 'ο': 'o', 'ρ': 'p', 'σ': 'o', 'τ': 't', 'υ': 'u', 'χ': 'x',
	'օ': 'o', 'ո': 'n', 'ս': 'u', 'հ': 'h', 'ց': 'g', 'ɡ': 'g', 'ı': 'i', 'ł': 'l', 'ø': 'o', 'đ': 'd', 'ß': 'b',
	'0': 'o', '1': 'l', '3': 'e', '4': 'a', '5': 's', '7': 't', '8': 'b', '|': 'l',
}; // prettier-ignore

/**
 * The shape of a name: what is left when everything that looks the same is written the same.
 *
 * @example
 * shapeOf('0pen.rосket.chat') === shapeOf('open.rocket.chat') // true: a zero, and Cyrillic о and с
 */
export function shapeOf(name: string): string {
	const plain = name.toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '');
	const drawn = Array.from(plain, (character) =>
		Object.hasOwn(DRAWN_ALIKE, character) ? DRAWN_ALIKE[character] : character,
	).join('');
	return drawn.replace(/rn/g, 'm').replace(/vv/g, 'w').replace(/i/g, 'l').replace(/[-_]/g, '');
}

/**
 * Which known name the given one could be taken for, if any; never the name itself.
 *
 * @param name a host name as a person reads it (Unicode, not punycode), lower case
 * @param known host names in the same form
 */
export function findLookAlike(name: string, known: readonly string[]): string | undefined {
	return known.find((candidate) => candidate !== name && looksLike(name, candidate));
}

function looksLike(name: string, known: string): boolean {
	// Whoever owns the known name made the names below it.
	if (name.endsWith(`.${known}`)) {
		return false;
	}
	const shape = shapeOf(name);
	const knownShape = shapeOf(known);
	if (shape.includes(knownShape)) {
		return true;
	}
	const labels = known.split('.').length;
	// Dots moved or left out. Not for a bare domain: rocketchat.company.example is what honest private servers are called.
	if (labels > 2 && shape.replace(/\./g, '').includes(knownShape.replace(/\./g, ''))) {
		return true;
	}
	const tail = shape.split('.').slice(-labels).join('.');
	const slips = known.length < 10 ? 1 : 2;
	return Math.abs(tail.length - knownShape.length) <= slips && countSlips(tail, knownShape) <= slips;
}

/** Letters added, left out, changed or swapped with their neighbour (optimal string alignment distance). */
export function countSlips(a: string, b: string): number {
	const at = (row: readonly number[], column: number) => row[column] ?? Infinity;
	let older: readonly number[] = [];
	let previous: readonly number[] = Array.from({ length: b.length + 1 }, (_, column) => column);
	for (let row = 1; row <= a.length; row++) {
		const current = [row];
		for (let column = 1; column <= b.length; column++) {
			const change = a[row - 1] === b[column - 1] ? 0 : 1;
			const isSwap = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
			const swap = isSwap ? at(older, column - 2) + 1 : Infinity;
			current.push(Math.min(at(previous, column) + 1, at(current, column - 1) + 1, at(previous, column - 1) + change, swap));
		}
		older = previous;
		previous = current;
	}
	return at(previous, b.length);
}
