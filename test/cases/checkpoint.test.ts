import * as fc from 'fast-check';

import { appendEvents, appendToDesk, loadCase, loadWholeCase, type CaseTools, type LoadedCase } from '../../src/cases/caseFile';
import { dropCheckpoints, EVENTS_PER_RUN, findCheckpoint, makeCheckpoint } from '../../src/cases/checkpoint';
import type { Actor, EventDraft } from '../../src/cases/events';
import type { HashedEvent, StoredEvent } from '../../src/cases/ledger';
import { makeEvent } from '../../src/cases/ledger';
import type { CheckpointMark, LedgerStore } from '../../src/cases/ports';

const ACTOR: Actor = { kind: 'person', userId: 'u1', username: 'legal.officer' };
const CASE = 'case-1';

const OPENED: EventDraft = {
	type: 'case.opened',
	body: { reference: 'LE-2026-0001', agency: { name: 'A', officer: 'O', officialEmail: 'o@a.example' } },
};

/** A ledger in memory, with the runs and marks of a real store. `hear` is told of every step before it is taken. */
function createStore(hear: (step: string) => void = () => undefined) {
	const runs = new Map<number, StoredEvent[]>();
	let marks: CheckpointMark[] = [];
	const checkpoints = new Map<string, string>();
	const reads: number[] = [];
	const ledgers: LedgerStore = {
		async append(_ledger, height, event) {
			const run = Math.floor(height / EVENTS_PER_RUN);
			runs.set(run, [...(runs.get(run) ?? []), event]);
		},
		async read(_ledger, { from = 0, before = Infinity } = {}) {
			hear('read');
			const wanted = [...runs.keys()].filter((run) => run >= from && run < before);
			const found = wanted.flatMap((run) => runs.get(run) ?? []);
			reads.push(found.length);
			return found;
		},
		listMarks: async () => [...marks],
		async addMark(_ledger, mark) {
			hear(`mark ${mark.kind}`);
			marks.push(mark);
		},
		async dropMark(_ledger, id) {
			marks = marks.filter((mark) => mark.id !== id);
			checkpoints.delete(id);
		},
		putCheckpoint: async (id, json) => void checkpoints.set(id, json),
		readCheckpoint: async (id) => checkpoints.get(id),
	};
	let made = 0;
	const tools: CaseTools = {
		ledgers,
		index: { list: async () => [], find: async () => undefined, has: async () => true, put: async () => undefined },
		clock: () => Date.parse('2026-03-01T00:00:00.000Z') + made * 1000,
		makeId: () => `id-${made++}`,
	};
	return { tools, runs, reads, checkpoints, setCheckpoint: (id: string, json: string) => checkpoints.set(id, json) };
}

const step = (number: number): EventDraft =>
	number % 5 === 0
		? { type: 'card.posted', body: { roomId: 'r', messageId: `m-${number}` } }
		: {
				type: 'hold.placed',
				body: { holdId: `h-${number % 50}`, snapshotId: 's', subject: { userId: 'u', username: 'u' }, regime: 'us-2703f' },
			};

/** Opens a case and writes events to it, each author loading it anew. */
async function writeCase(tools: CaseTools, count: number): Promise<LoadedCase> {
	let loaded = await appendEvents(await loadCase(CASE, tools), [OPENED], ACTOR, tools);
	for (let written = 1; written < count; written += 100) {
		const drafts = Array.from({ length: Math.min(100, count - written) }, (_, index) => step(written + index));
		loaded = await appendEvents(loaded, drafts, ACTOR, tools);
	}
	return loaded;
}

/** What people would see of a case: everything but how it was read. */
function show(loaded: LoadedCase) {
	const { state, void: voided, head, heads, eventCount, problems } = loaded;
	return JSON.parse(
		JSON.stringify({ state, voided, head, heads: heads.map(({ hash }) => hash).sort(), eventCount, problems }),
	) as unknown;
}

const expectSameEitherWay = async (tools: CaseTools) => {
	expect(show(await loadCase(CASE, tools))).toEqual(show(await loadWholeCase(CASE, tools)));
};

describe('a checkpoint', () => {
	it('lets a case of many events be opened by reading the last of them', async () => {
		const { tools, reads } = createStore();
		await writeCase(tools, 10 * EVENTS_PER_RUN + 7);
		reads.length = 0;
		const loaded = await loadCase(CASE, tools);
		expect(reads).toHaveLength(1);
		expect(reads[0]).toBeLessThan(2 * EVENTS_PER_RUN);
		expect(loaded.eventCount).toBe(10 * EVENTS_PER_RUN + 7);
		await expectSameEitherWay(tools);
	});

	it('of an older version of the desk, which knew less of a case, is not read and is made anew', async () => {
		const { tools } = createStore();
		await writeCase(tools, 2 * EVENTS_PER_RUN + 50);
		const marks = await tools.ledgers.listMarks(CASE);
		const { id, runs, sha256 } = marks[0] as CheckpointMark;
		const json = (await tools.ledgers.readCheckpoint(id)) as string;
		for (const mark of marks) {
			await tools.ledgers.dropMark(CASE, mark.id);
		}
		await tools.ledgers.putCheckpoint(id, json);
		await tools.ledgers.addMark(CASE, { id, kind: 'made', runs, sha256 });
		await tools.ledgers.addMark(CASE, { id, kind: 'confirmed', runs, sha256 });
		expect(await findCheckpoint(CASE, tools.ledgers)).toBeUndefined();
		await appendEvents(await loadCase(CASE, tools), [step(1)], ACTOR, tools);
		expect(await findCheckpoint(CASE, tools.ledgers)).toBeDefined();
		expect((await tools.ledgers.listMarks(CASE)).map((mark) => mark.id)).not.toContain(id);
		await expectSameEitherWay(tools);
	});

	it('changes nothing in what a case folds to, however authors interleave and however late an event arrives', async () => {
		const move = fc.record({
			writer: fc.integer({ min: 0, max: 2 }),
			kind: fc.constantFrom('look', 'write', 'write', 'write', 'checkpoint'),
			burst: fc.integer({ min: 1, max: 180 }),
		});
		await fc.assert(
			fc.asyncProperty(fc.array(move, { minLength: 4, maxLength: 14 }), async (moves) => {
				expect.hasAssertions();
				const { tools } = createStore();
				const opened = await writeCase(tools, 1);
				const writers: LoadedCase[] = [opened, opened, opened];
				let written = 1;
				const writeNext = () => step(written++);
				for (const { writer, kind, burst } of moves) {
					const seen = writers[writer] as LoadedCase;
					if (kind === 'look') {
						writers[writer] = await loadCase(CASE, tools);
					} else if (kind === 'checkpoint') {
						await makeCheckpoint(CASE, (await loadWholeCase(CASE, tools)).heads, tools);
					} else {
						const drafts = Array.from({ length: burst }, writeNext);
						writers[writer] = await appendEvents(seen, drafts, ACTOR, tools);
					}
					await expectSameEitherWay(tools);
				}
			}),
			{ numRuns: 25 },
		);
	}, 120_000);

	it('is not confirmed when an event joins its runs while it is made', async () => {
		let late: (() => void) | undefined;
		const { tools, runs } = createStore((heard) => {
			if (heard === 'mark made') {
				late?.();
				late = undefined;
			}
		});
		const loaded = await writeCase(tools, 3 * EVENTS_PER_RUN);
		await tools.ledgers.listMarks(CASE).then((marks) => Promise.all(marks.map(({ id }) => tools.ledgers.dropMark(CASE, id))));
		const first = (await loadWholeCase(CASE, tools)).recent[0] as HashedEvent;
		// Its author dies before it can remove the mark.
		late = () => {
			const { stored } = makeEvent({
				draft: step(7),
				ledger: CASE,
				heads: [first],
				id: 'late',
				at: first.event.at,
				actor: ACTOR,
			});
			runs.get(0)?.push(stored);
		};
		await makeCheckpoint(CASE, loaded.heads, tools);
		expect(await findCheckpoint(CASE, tools.ledgers)).toBeUndefined();
		await expectSameEitherWay(tools);
	});

	it('goes on from the one before: of a long ledger only the runs since then are read', async () => {
		const { tools, reads } = createStore();
		let loaded = await writeCase(tools, 12 * EVENTS_PER_RUN);
		const before = await findCheckpoint(CASE, tools.ledgers);
		reads.length = 0;
		loaded = await appendEvents(
			loaded,
			Array.from({ length: EVENTS_PER_RUN }, (_, index) => step(index)),
			ACTOR,
			tools,
		);
		expect((await findCheckpoint(CASE, tools.ledgers))?.runs).toBe((before?.runs ?? 0) + 1);
		expect(Math.max(...reads)).toBeLessThanOrEqual(EVENTS_PER_RUN);
		expect(loaded.eventCount).toBe(13 * EVENTS_PER_RUN);
		await expectSameEitherWay(tools);
	});

	it('does not outlive a late event whose author is just removing the one that it was made from', async () => {
		const { tools, runs } = createStore();
		const loaded = await writeCase(tools, 12 * EVENTS_PER_RUN);
		const more = await appendEvents(
			loaded,
			Array.from({ length: EVENTS_PER_RUN - 1 }, (_, index) => step(index)),
			ACTOR,
			tools,
		);
		const first = (await loadWholeCase(CASE, tools)).recent[0] as HashedEvent;
		const { at } = first.event;
		const { stored } = makeEvent({ draft: step(7), ledger: CASE, heads: [first], id: 'late', at, actor: ACTOR });
		runs.get(0)?.push(stored);
		// The author sees the old checkpoint; before it has removed it, the next one is made from it.
		let isFirstLook = true;
		const slowAuthor: LedgerStore = {
			...tools.ledgers,
			async listMarks(ledger) {
				const seen = await tools.ledgers.listMarks(ledger);
				if (isFirstLook) {
					isFirstLook = false;
					await appendEvents(more, [step(1), step(2)], ACTOR, tools);
				}
				return seen;
			},
		};
		await dropCheckpoints(CASE, 1, slowAuthor);
		expect((await loadCase(CASE, tools)).eventCount).toBe(13 * EVENTS_PER_RUN + 2);
		await expectSameEitherWay(tools);
	});

	it('that was changed in the store is not believed', async () => {
		const { tools, checkpoints, setCheckpoint } = createStore();
		await writeCase(tools, 3 * EVENTS_PER_RUN);
		const [[id, json]] = [...checkpoints] as [[string, string]];
		setCheckpoint(id, json.replace('"o@a.example"', '"x@a.example"'));
		expect((await loadCase(CASE, tools)).state?.agency.officialEmail).toBe('o@a.example');
	});

	it('is made anew after it was lost', async () => {
		const { tools } = createStore();
		const loaded = await writeCase(tools, 3 * EVENTS_PER_RUN);
		for (const { id } of await tools.ledgers.listMarks(CASE)) {
			await tools.ledgers.dropMark(CASE, id);
		}
		await appendEvents(await loadCase(CASE, tools), [step(1)], ACTOR, tools);
		expect((await findCheckpoint(CASE, tools.ledgers))?.runs).toBeGreaterThan(0);
		expect(loaded.eventCount).toBe(3 * EVENTS_PER_RUN);
		await expectSameEitherWay(tools);
	});
});

describe('a ledger that is no case', () => {
	it('takes an event without its earlier ones being read', async () => {
		const { tools, reads } = createStore();
		const look = (number: number): EventDraft => ({
			type: 'account.viewed',
			body: { subject: { userId: `u${number}`, username: `u${number}` } },
		});
		const drafts = Array.from({ length: 7 * EVENTS_PER_RUN }, (_, index) => look(index));
		await appendToDesk(CASE, drafts, ACTOR, tools);
		reads.length = 0;
		await appendToDesk(CASE, [look(1)], ACTOR, tools);
		expect(Math.max(...reads)).toBeLessThanOrEqual(2 * EVENTS_PER_RUN);
		const { heads, problems, eventCount } = await loadWholeCase(CASE, tools);
		expect({ heads: heads.length, problems, eventCount }).toEqual({ heads: 1, problems: [], eventCount: 7 * EVENTS_PER_RUN + 1 });
	});
});
