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
	return isWrittenCanonically(value, 0) ? JSON.stringify(value) : write(value, { names: [], values: [] });
}

/** UTF-8 bytes of `canonicalise(value)`: what is hashed and what is stored. */
export function canonicalBytes(value: unknown): Uint8Array {
	return toUtf8(canonicalise(value));
}

/** Records as NDJSON: one canonical line each, every line ended by LF. No records make no bytes. */
export function toNdjson(records: readonly unknown[]): Uint8Array {
	return toUtf8(records.map((record) => `${canonicalise(record)}\n`).join(''));
}

/**
 * Whether `JSON.stringify` writes the canonical text by itself: plain values only, and every object's keys in order already.
 * Records of which there are many are made in that order, and this is several times as quick as writing them member by member.
 */
function isWrittenCanonically(value: unknown, depth: number): boolean {
	if (typeof value !== 'object') {
		return typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);
	}
	if (value === null) {
		return true;
	}
	if (depth >= MAX_DEPTH) {
		return false;
	}
	if (Object.getPrototypeOf(value) === Array.prototype) {
		const list = value as readonly unknown[];
		for (let index = 0; index < list.length; index++) {
			if (!isWrittenCanonically(list[index], depth + 1)) return false;
		}
		return true;
	}
	if (!isOrdinary(value)) {
		return false;
	}
	const members = value as Record<string, unknown>;
	let before = '';
	for (const key of Object.keys(members)) {
		const member = members[key];
		// One that is undefined is dropped by both.
		if (key < before || (member !== undefined && !isWrittenCanonically(member, depth + 1))) return false;
		before = key;
	}
	return true;
}

/** From the root to where the writing is: one list each, grown and shrunk on the way, since this runs for every message. */
interface Path {
	names: (string | number)[];
	values: object[];
}

function write(value: unknown, path: Path): string {
	switch (typeof value) {
		case 'string':
		case 'boolean':
			return JSON.stringify(value);
		case 'number':
			return Number.isFinite(value) ? JSON.stringify(value) : reject(String(value), path);
		case 'object':
			return value === null ? 'null' : writeObject(value, path);
		default:
			return reject(typeof value, path);
	}
}

function writeObject(value: object, path: Path): string {
	if (path.values.includes(value)) return reject('a cycle', path);
	if (path.values.length >= MAX_DEPTH) return reject(`nesting deeper than ${MAX_DEPTH}`, path);
	if (isDate(value)) {
		return Number.isNaN(value.getTime()) ? reject('an invalid Date', path) : JSON.stringify(value.toISOString());
	}
	path.values.push(value);
	const text = Array.isArray(value) ? writeList(value, path) : writeMembers(value, path);
	path.values.pop();
	return text;
}

function writeList(list: readonly unknown[], path: Path): string {
	let text = '';
	for (let index = 0; index < list.length; index++) {
		text += `${index === 0 ? '' : ','}${writeMember(list[index], index, path)}`;
	}
	return `[${text}]`;
}

function writeMembers(value: object, path: Path): string {
	if (!isPlain(value)) return reject('an object that is not plain', path);
	const members = value as Record<string, unknown>;
	let text = '';
	// By UTF-16 code units, as sort compares texts by itself.
	for (const key of Object.keys(members).sort()) {
		const member = members[key];
		if (member !== undefined) {
			text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${writeMember(member, key, path)}`;
		}
	}
	return `{${text}}`;
}

function writeMember(member: unknown, name: string | number, path: Path): string {
	path.names.push(name);
	const text = write(member, path);
	path.names.pop();
	return text;
}

// Neither test uses instanceof: values may come from another realm (the engine's), where the constructors differ.
function isDate(value: object): value is Date {
	return !isOrdinary(value) && Object.prototype.toString.call(value) === '[object Date]';
}

function isPlain(value: object): boolean {
	if (isOrdinary(value)) {
		return true;
	}
	const prototype: unknown = Object.getPrototypeOf(value);
	return (
		Object.prototype.toString.call(value) === '[object Object]' &&
		(prototype === null || Object.getPrototypeOf(prototype) === null)
	);
}

/** The usual case, found at once: an object of this realm. */
function isOrdinary(value: object): boolean {
	return Object.getPrototypeOf(value) === Object.prototype && !(Symbol.toStringTag in value);
}

function reject(what: string, { names }: Path): never {
	const place = names.map((name) => (typeof name === 'number' ? `[${name}]` : `.${name}`)).join('');
	throw new TypeError(`canonicalise: ${what} at $${place}`);
}
