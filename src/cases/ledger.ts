import { canonicalise, sha256Hex } from '../evidence';
import type { Actor, EventDraft, LedgerEvent } from './events';

/** An event as it is stored: the exact bytes, and their SHA-256. Nothing is ever re-serialised to verify it. */
export interface StoredEvent {
	hash: string;
	bytes: string;
}

export interface HashedEvent {
	hash: string;
	event: LedgerEvent;
}

/** An event that a checkpoint stands for: enough to check the links of later ones. */
export interface KnownEvent {
	hash: string;
	height: number;
}

export interface LedgerProblem {
	code: 'edited' | 'unreadable' | 'parent-missing' | 'wrong-height' | 'duplicate-id' | 'foreign' | 'second-root' | 'head-missing';
	/** The hash of the event that shows it. */
	hash: string;
}

/**
 * Gives a draft its place after the events that its author has seen.
 *
 * @param heads the events that no other known event names as a parent; empty for a new ledger
 * @returns the event and the bytes to store
 */
export function makeEvent(input: {
	draft: EventDraft;
	ledger: string;
	heads: HashedEvent[];
	id: string;
	at: string;
	actor: Actor;
}): {
	stored: StoredEvent;
	hashed: HashedEvent;
} {
	const { draft, ledger, heads, id, at, actor } = input;
	const event: LedgerEvent = {
		...draft,
		id,
		ledger,
		parents: heads.map(({ hash }) => hash).sort(),
		height: heads.reduce((highest, { event: head }) => Math.max(highest, head.height + 1), 0),
		at,
		actor,
	};
	const bytes = canonicalise(event);
	const hash = sha256Hex(bytes);
	return { stored: { hash, bytes }, hashed: { hash, event } };
}

/** The events that no other event names as a parent: one in the usual case, more while two authors have not seen each other. */
export function findHeads(events: readonly HashedEvent[]): HashedEvent[] {
	const named = new Set(events.flatMap(({ event }) => event.parents));
	return events.filter(({ hash }) => !named.has(hash));
}

/**
 * Reads stored events and puts them in the one order that every reader agrees on: ancestors first (an event is higher
 * than all its parents), then the earlier instant, then the id. The order in which a store returns them does not matter.
 *
 * @param known events that these may follow, where only the later runs of a ledger are read
 * @returns the readable events once each, and every sign that the ledger is not what its authors wrote
 */
export function readLedger(
	ledger: string,
	stored: readonly StoredEvent[],
	known?: readonly KnownEvent[],
): { events: HashedEvent[]; problems: LedgerProblem[] } {
	const problems: LedgerProblem[] = [];
	const byHash = new Map<string, HashedEvent>();
	for (const { hash, bytes } of stored) {
		const event = parseEvent(bytes);
		if (sha256Hex(bytes) !== hash) {
			problems.push({ code: 'edited', hash });
		}
		if (!event) {
			problems.push({ code: 'unreadable', hash });
			continue;
		}
		if (event.ledger !== ledger) {
			problems.push({ code: 'foreign', hash });
			continue;
		}
		byHash.set(hash, { hash, event });
	}
	const events = [...byHash.values()].sort(inLedgerOrder);
	problems.push(...findBrokenLinks(events, known));
	return { events, problems };
}

/**
 * Checks a ledger against heads that have left the server (in a letter, a package, a digest): a chain that was rewritten
 * as a whole is consistent in itself and shows only by lacking them.
 */
export function findMissingHeads(events: readonly HashedEvent[], headsThatLeft: readonly string[]): LedgerProblem[] {
	// What stands for several heads is no event's hash; the event that joined them names exactly them as its parents.
	const joined = events.flatMap(({ event: { parents } }) => (parents.length > 1 ? [joinHeads(parents)] : []));
	const known = new Set([...events.map(({ hash }) => hash), ...joined, ledgerHead(events)]);
	return headsThatLeft.filter((hash) => !known.has(hash)).map((hash) => ({ code: 'head-missing', hash }));
}

/** One hash that stands for the whole ledger: of its only head, or of the sorted list of heads during a fork. */
export function ledgerHead(events: readonly HashedEvent[]): string {
	return joinHeads(findHeads(events).map(({ hash }) => hash));
}

/** @returns the hash of the only head, or one hash over the sorted list of several */
export function joinHeads(hashes: readonly string[]): string {
	const [only] = hashes;
	return hashes.length === 1 && only !== undefined ? only : sha256Hex([...hashes].sort().join('\n'));
}

function inLedgerOrder(a: HashedEvent, b: HashedEvent): number {
	return a.event.height - b.event.height || compareText(a.event.at, b.event.at) || compareText(a.event.id, b.event.id);
}

function compareText(a: string, b: string): number {
	if (a === b) {
		return 0;
	}
	return a < b ? -1 : 1;
}

function findBrokenLinks(events: readonly HashedEvent[], known: readonly KnownEvent[] = []): LedgerProblem[] {
	const problems: LedgerProblem[] = [];
	const ids = new Set<string>();
	const heights = new Map(
		[...known, ...events.map(({ hash, event: { height } }) => ({ hash, height }))].map(({ hash, height }) => [hash, height]),
	);
	let roots = known.length > 0 ? 1 : 0;
	for (const { hash, event } of events) {
		if (ids.has(event.id)) {
			problems.push({ code: 'duplicate-id', hash });
		}
		ids.add(event.id);
		const parents = event.parents.map((parent) => heights.get(parent));
		if (parents.includes(undefined)) {
			problems.push({ code: 'parent-missing', hash });
		}
		const height = parents.reduce<number>((highest, parent) => Math.max(highest, (parent ?? event.height - 1) + 1), 0);
		if (height !== event.height) {
			problems.push({ code: 'wrong-height', hash });
		}
		roots += event.parents.length === 0 ? 1 : 0;
		if (event.parents.length === 0 && roots > 1) {
			problems.push({ code: 'second-root', hash });
		}
	}
	return problems;
}

function parseEvent(bytes: string): LedgerEvent | undefined {
	try {
		const value = JSON.parse(bytes) as Partial<LedgerEvent> | null;
		const whole =
			value &&
			typeof value.id === 'string' &&
			typeof value.ledger === 'string' &&
			typeof value.type === 'string' &&
			typeof value.at === 'string' &&
			Number.isInteger(value.height) &&
			Array.isArray(value.parents) &&
			value.actor &&
			value.body;
		return whole ? (value as LedgerEvent) : undefined;
	} catch {
		return undefined;
	}
}
