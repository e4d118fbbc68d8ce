import { toUtf8 } from './bytes';

/** MongoDB refuses documents nested deeper than 100; whatever is deeper than this did not come from a workspace. */
const MAX_DEPTH = 200;

/**
 * The one text of a JSON value, after RFC 8785: no white space, keys in the order of their UTF-16 code units, numbers as
 * ECMAScript writes them. Two departures, both so that evidence keeps what a person typed: a lone surrogate stays, as an
 * escape (RFC 8785 refuses it), and a Date becomes its ISO 8601 UTC text. A property whose value is undefined is dropped.
 *
 * What has no faithful JSON form is a bug of the caller and throws: NaN, infinities, BigInt, undefined or a hole in an
 * array, functions, symbols, invalid dates, cycles, class instances, Map, Set, typed arrays.
 *
 * @throws TypeError that names the place, e.g. `canonicalise: NaN at $.messages[3].count`
 * @example
 * canonicalise({ b: [1, 'é'], a: null, c: undefined }) // '{"a":null,"b":[1,"é"]}'
 */
export function canonicalise(value: unknown): string {
	return write(value, '$', []);
}

/** UTF-8 bytes of `canonicalise(value)`: what is hashed and what is stored. */
export function canonicalBytes(value: unknown): Uint8Array {
	return toUtf8(canonicalise(value));
}

/** Records as NDJSON: one canonical line each, every line ended by LF. No records make no bytes. */
export function toNdjson(records: readonly unknown[]): Uint8Array {
	return toUtf8(records.map((record) => `${canonicalise(record)}\n`).join(''));
}

function write(value: unknown, place: string, ancestors: readonly object[]): string {
	switch (typeof value) {
		case 'string':
		case 'boolean':
			return JSON.stringify(value);
		case 'number':
			return Number.isFinite(value) ? JSON.stringify(value) : reject(String(value), place);
		case 'object':
			return value === null ? 'null' : writeObject(value, place, ancestors);
		default:
			return reject(typeof value, place);
	}
}

function writeObject(value: object, place: string, ancestors: readonly object[]): string {
	if (ancestors.includes(value)) return reject('a cycle', place);
	if (ancestors.length >= MAX_DEPTH) return reject(`nesting deeper than ${MAX_DEPTH}`, place);
	const path = [...ancestors, value];
	if (Array.isArray(value)) {
		return `[${Array.from(value, (member: unknown, index) => write(member, `${place}[${index}]`, path)).join(',')}]`;
	}
	if (isDate(value)) {
		return Number.isNaN(value.getTime()) ? reject('an invalid Date', place) : JSON.stringify(value.toISOString());
	}
	if (!isPlain(value)) return reject('an object that is not plain', place);
	const members = Object.entries(value)
		.filter(([, member]) => member !== undefined)
		.sort(([left], [right]) => (left < right ? -1 : 1))
		.map(([key, member]) => `${JSON.stringify(key)}:${write(member, `${place}.${key}`, path)}`);
	return `{${members.join(',')}}`;
}

// Neither test uses instanceof: values may come from another realm (the engine's), where the constructors differ.
function isDate(value: object): value is Date {
	return Object.prototype.toString.call(value) === '[object Date]';
}

function isPlain(value: object): boolean {
	const prototype: unknown = Object.getPrototypeOf(value);
	return (
		Object.prototype.toString.call(value) === '[object Object]' &&
		(prototype === null || Object.getPrototypeOf(prototype) === null)
	);
}

function reject(what: string, place: string): never {
	throw new TypeError(`canonicalise: ${what} at ${place}`);
}
