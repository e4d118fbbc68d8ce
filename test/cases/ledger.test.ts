import * as fc from 'fast-check';

import type { Actor, EventDraft } from '../../src/cases/events';
import {
	findHeads,
	findMissingHeads,
	ledgerHead,
	makeEvent,
	readLedger,
	type HashedEvent,
	type StoredEvent,
} from '../../src/cases/ledger';

const ACTOR: Actor = { kind: 'person', userId: 'u1', username: 'legal.officer' };
const START = Date.parse('2026-03-01T00:00:00.000Z');

const draft = (holdId: string): EventDraft => ({ type: 'snapshot.failed', body: { holdId, code: 'step-failed' } });

interface Writer {
	seen: HashedEvent[];
}

/**
 * Lets several writers append, each to the heads it has seen, and look at what the others wrote at random moments: as
 * instances of a server do over one database.
 */
function writeConcurrently(moves: readonly { writer: number; look: boolean }[]): StoredEvent[] {
	const stored: StoredEvent[] = [];
	const all: HashedEvent[] = [];
	const writers: Writer[] = [0, 1, 2].map(() => ({ seen: [] }));
	moves.forEach(({ writer, look }, index) => {
		const at = writers[writer] as Writer;
		if (look) {
			at.seen = [...all];
			return;
		}
		const event = makeEvent({
			draft: draft(`hold-${index}`),
			ledger: 'case-1',
			heads: findHeads(at.seen),
			id: `id-${index}`,
			at: new Date(START + index * 1000).toISOString(),
			actor: ACTOR,
		});
		stored.push(event.stored);
		all.push(event.hashed);
		at.seen.push(event.hashed);
	});
	return stored;
}

const line = (length: number) => writeConcurrently(Array.from({ length }, () => ({ writer: 0, look: false })));

const moves = fc.array(fc.record({ writer: fc.integer({ min: 0, max: 2 }), look: fc.boolean() }), { maxLength: 40 });

/** The first looks are forced, so that only one writer starts the ledger: a case is opened once. */
const oneRoot = (list: { writer: number; look: boolean }[]) => [
	{ writer: 0, look: false },
	{ writer: 1, look: true },
	{ writer: 2, look: true },
	...list,
];

describe('a ledger', () => {
	it('gives every reader the same events in the same order, however the store returns them', () => {
		fc.assert(
			fc.property(moves, fc.infiniteStream(fc.nat()), (list, random) => {
				const stored = writeConcurrently(oneRoot(list));
				const shuffled = stored
					.map((event) => ({ event, key: random.next().value as number }))
					.sort((a, b) => a.key - b.key)
					.map(({ event }) => event);
				const [read, again] = [readLedger('case-1', stored), readLedger('case-1', shuffled)];
				expect(read.problems).toEqual([]);
				expect(again.events.map(({ hash }) => hash)).toEqual(read.events.map(({ hash }) => hash));
				expect(read.events).toHaveLength(stored.length);
				expect(ledgerHead(again.events)).toBe(ledgerHead(read.events));
			}),
		);
	});

	it('puts every event after the events that its author had seen', () => {
		fc.assert(
			fc.property(moves, (list) => {
				const { events } = readLedger('case-1', writeConcurrently(oneRoot(list)));
				const place = new Map(events.map(({ hash }, index) => [hash, index]));
				for (const [index, { event }] of events.entries()) {
					for (const parent of event.parents) {
						expect(place.get(parent)).toBeLessThan(index);
					}
				}
			}),
		);
	});

	it('reads an event that was stored twice once', () => {
		const stored = line(3);
		expect(readLedger('case-1', [...stored, ...stored]).events).toHaveLength(3);
	});

	it.each([
		['an edited event', (events: StoredEvent[]) => edit(events, 1, (bytes) => bytes.replace('hold-1', 'hold-9')), 'edited'],
		['an event that was edited and hashed anew', (events: StoredEvent[]) => rewrite(events, 1), 'parent-missing'],
		['a removed event', (events: StoredEvent[]) => events.filter((_event, index) => index !== 1), 'parent-missing'],
		['an event of another case', (events: StoredEvent[]) => [...events, ...foreign()], 'foreign'],
		['bytes that are no event', (events: StoredEvent[]) => edit(events, 2, () => 'null'), 'unreadable'],
		['a second beginning', (events: StoredEvent[]) => [...events, ...line(1).map((event) => rename(event))], 'second-root'],
	])('shows %s', (_what, change, code) => {
		const changed = change(line(4));
		expect(readLedger('case-1', changed).problems.map((problem) => problem.code)).toContain(code);
	});

	it('shows a chain that was rewritten as a whole by the head that had left the server', () => {
		const before = readLedger('case-1', line(3)).events;
		const left = ledgerHead(before);
		const rewritten = readLedger(
			'case-1',
			writeConcurrently([{ writer: 1, look: true }, ...Array.from({ length: 2 }, () => ({ writer: 0, look: false }))]),
		);
		expect(rewritten.problems).toEqual([]);
		expect(findMissingHeads(rewritten.events, [left])).toEqual([{ code: 'head-missing', hash: left }]);
		expect(findMissingHeads(before, [left])).toEqual([]);
	});
});

function edit(events: StoredEvent[], at: number, change: (bytes: string) => string): StoredEvent[] {
	return events.map((event, index) => (index === at ? { ...event, bytes: change(event.bytes) } : event));
}

function rewrite(events: StoredEvent[], at: number): StoredEvent[] {
	const { event } = readLedger('case-1', events).events[at] as HashedEvent;
	const { stored } = makeEvent({ draft: draft('hold-9'), ledger: 'case-1', heads: [], id: event.id, at: event.at, actor: ACTOR });
	return events.map((known, index) => (index === at ? stored : known));
}

function foreign(): StoredEvent[] {
	return [
		makeEvent({ draft: draft('x'), ledger: 'case-2', heads: [], id: 'x', at: new Date(START).toISOString(), actor: ACTOR })
			.stored,
	];
}

function rename(event: StoredEvent): StoredEvent {
	const { event: parsed } = readLedger('case-1', [event]).events[0] as HashedEvent;
	return makeEvent({ draft: draft('other'), ledger: 'case-1', heads: [], id: 'other', at: parsed.at, actor: ACTOR }).stored;
}
