import fc from 'fast-check';

import { createChance } from './workspaceModel';
import type { WalkCursor } from '../../src/cases/events/capture';
import { walkMessages } from '../../src/preservation/walk';

interface Message {
	id: string;
	at: number;
}

/** A room whose messages of one instant come in another order at every read, and in which something happens before each read. */
function createRoom(messages: Message[], chance: () => number, happen: (messages: Message[]) => void = () => undefined) {
	const room = { reads: 0, messages: [...messages] };
	const readPage = async (skip: number, limit: number): Promise<Message[]> => {
		happen(room.messages);
		room.reads += 1;
		return room.messages
			.map((message) => ({ message, tie: chance() }))
			.sort((a, b) => a.message.at - b.message.at || a.tie - b.tie)
			.slice(skip, skip + limit)
			.map(({ message }) => message);
	};
	return { ...room, room, readPage };
}

/** Walks to the end, stopping and going on with the cursor as often as `mayGoOn` says. */
async function walkToEnd(
	input: Omit<Parameters<typeof walkMessages<Message>>[0], 'visit' | 'cursor' | 'until'> & { until?: number },
) {
	const visited: string[] = [];
	const unsettled: unknown[] = [];
	let cursor: WalkCursor | undefined;
	for (;;) {
		const end = await walkMessages<Message>({
			until: Number.MAX_SAFE_INTEGER,
			...input,
			cursor: cursor && (JSON.parse(JSON.stringify(cursor)) as WalkCursor),
			visit: async ({ id }) => void visited.push(id),
		});
		cursor = end.cursor;
		unsettled.push(...end.unsettled);
		if (end.isDone) {
			return { visited, unsettled, countedAtEnd: end.countedAtEnd };
		}
	}
}

const messagesOf = (instants: number[]): Message[] => instants.map((at, index) => ({ id: `m${index}`, at }));
const always = () => true;

describe('walking through a room', () => {
	it('comes a page further in each step, also where a page takes longer to come than a step may last', async () => {
		const messages = messagesOf(Array.from({ length: 980 }, (_, index) => index * 10));
		const { readPage } = createRoom(messages, createChance(1));
		const time = { now: 0 };
		const visited: string[] = [];
		const step = (cursor: WalkCursor | undefined, startedAt: number) =>
			walkMessages<Message>({
				readPage: async (skip, limit) => {
					time.now += 20_000;
					return readPage(skip, limit);
				},
				until: Number.MAX_SAFE_INTEGER,
				cursor,
				clock: () => time.now,
				mayGoOn: () => time.now - startedAt < 4_000,
				visit: async ({ id }) => void visited.push(id),
			});
		let steps = 0;
		for (let cursor: WalkCursor | undefined, isDone = false; !isDone; steps++) {
			const startedAt = time.now;
			({ cursor, isDone } = await step(cursor, startedAt));
			expect(time.now - startedAt).toBeLessThan(30_000);
		}
		expect(visited).toEqual(messages.map(({ id }) => id));
		expect(steps).toBe(10);
	});

	it.each([0, 1, 4, 5, 6, 99, 100, 101, 500])('visits each of %i messages once', async (count) => {
		const messages = messagesOf(Array.from({ length: count }, (_, index) => index * 10));
		const { readPage } = createRoom(messages, createChance(count));
		const { visited, countedAtEnd } = await walkToEnd({ readPage, mayGoOn: always });
		expect(visited).toEqual(messages.map(({ id }) => id));
		expect(countedAtEnd).toBe(count);
	});

	it('asks for hardly more pages than there must be', async () => {
		const { room, readPage } = createRoom(messagesOf(Array.from({ length: 10_000 }, (_, index) => index)), createChance(1));
		await walkToEnd({ readPage, mayGoOn: always });
		expect(room.reads).toBeLessThanOrEqual(103);
	});

	it('visits messages of one millisecond that fill several pages, in an order that never holds still', async () => {
		const messages = messagesOf([
			...Array.from({ length: 20 }, (_, index) => index),
			...Array.from({ length: 330 }, () => 50),
			60,
			61,
		]);
		const { readPage } = createRoom(messages, createChance(7));
		const { visited, unsettled } = await walkToEnd({ readPage, mayGoOn: always });
		expect([...visited].sort()).toEqual(messages.map(({ id }) => id).sort());
		expect(unsettled).toEqual([]);
	});

	it('visits the messages of a period only, and counts them', async () => {
		const messages = messagesOf(Array.from({ length: 1000 }, (_, index) => index));
		const { readPage } = createRoom(messages, createChance(3));
		const { visited, countedAtEnd } = await walkToEnd({ readPage, mayGoOn: always, from: 321, until: 654 });
		expect(visited).toEqual(messages.slice(321, 654).map(({ id }) => id));
		expect(countedAtEnd).toBe(333);
	});

	it('finds the beginning of a period by halving, not by reading up to it', async () => {
		const { room, readPage } = createRoom(messagesOf(Array.from({ length: 50_000 }, (_, index) => index)), createChance(3));
		await walkToEnd({ readPage, mayGoOn: always, from: 49_990 });
		expect(room.reads).toBeLessThan(80);
	});

	it('visits everything that stood there throughout exactly once, whatever is written, deleted and pruned meanwhile', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.record({
					instants: fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 60 }),
					pageSize: fc.integer({ min: 3, max: 9 }),
					from: fc.option(fc.integer({ min: 0, max: 40 }), { nil: undefined }),
					until: fc.integer({ min: 20, max: 60 }),
					patience: fc.integer({ min: 1, max: 12 }),
					seed: fc.integer({ min: 1, max: 2 ** 31 }),
					changes: fc.array(
						fc.record({ kind: fc.constantFrom('insert', 'delete', 'prune', 'none'), at: fc.integer({ min: 0, max: 60 }) }),
						{ maxLength: 40 },
					),
				}),
				async ({ instants, pageSize, from, until, patience, seed, changes }) => {
					const chance = createChance(seed);
					const standing = new Set(instants.map((_, index) => `m${index}`));
					const left = [...changes];
					const happen = (messages: Message[]) => {
						const change = left.shift();
						const stay = change?.kind === 'prune' ? messages.filter(({ at }) => at >= change.at / 4) : [...messages];
						if (change?.kind === 'insert') {
							stay.push({ id: `new${left.length}`, at: change.at });
						} else if (change?.kind === 'delete' && stay.length > 0) {
							stay.splice(Math.floor(chance() * stay.length), 1);
						}
						messages.filter((message) => !stay.includes(message)).forEach(({ id }) => standing.delete(id));
						messages.splice(0, messages.length, ...stay);
					};
					const before = messagesOf(instants);
					const { readPage } = createRoom(before, chance, happen);
					let patienceLeft = patience;
					const mayGoOn = () => {
						patienceLeft = patienceLeft > 0 ? patienceLeft - 1 : patience;
						return patienceLeft < patience;
					};
					const { visited, unsettled } = await walkToEnd({ readPage, pageSize, from, until, mayGoOn });
					expect(new Set(visited).size).toBe(visited.length);
					const due = before.filter(({ id, at }) => standing.has(id) && at >= (from ?? 0) && at < until).map(({ id }) => id);
					expect(unsettled).toEqual([]);
					expect(due.filter((id) => !visited.includes(id))).toEqual([]);
				},
			),
			{ numRuns: Number(process.env.RUNS ?? 600) },
		);
	});
});
