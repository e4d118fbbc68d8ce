import * as fc from 'fast-check';

import type { ClaimStore, ReferenceClaim } from '../../src/cases/ports';
import { claimReference, formatReference, parseReference, SETTLE_MS } from '../../src/cases/references';

/**
 * One store and one clock for several claimers, who run interleaved: each call takes a time that the test chooses.
 *
 * @param isForgetful when the process knows of no claim of the year, as one that other instances have left far behind
 */
function createWorld(delays: () => number, isForgetful = false) {
	let now = Date.parse('2026-12-31T23:00:00.000Z');
	const records: ReferenceClaim[] = [];
	const waiting: { at: number; go: () => void }[] = [];
	const wait = (ms: number) => new Promise<void>((go) => waiting.push({ at: now + ms, go }));
	const take = async <T>(work: () => T): Promise<T> => {
		await wait(delays());
		const result = work();
		await wait(delays());
		return result;
	};
	const claims: ClaimStore = {
		list: (reference) => take(() => records.filter((claim) => claim.reference === reference)),
		listYear: () => take(() => [...records]),
		findHighest: () => take(() => (isForgetful ? 0 : Math.max(0, ...records.map(({ number }) => number)))),
		add: (claim) => take(() => void records.push(claim)),
		withdraw: (claim) => take(() => void records.splice(records.indexOf(claim), 1)),
	};
	return {
		claims,
		wait,
		clock: () => now,
		records,
		/** Runs everything that waits, soonest first, until nothing does. */
		async run() {
			for (;;) {
				for (let turn = 0; turn < 10; turn++) {
					await Promise.resolve();
				}
				const next = waiting.sort((a, b) => a.at - b.at).shift();
				if (!next) {
					return;
				}
				now = next.at;
				next.go();
			}
		},
	};
}

describe('case references', () => {
	it('gives no reference twice, however several instances claim at once', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.integer({ min: 0, max: 3 * SETTLE_MS }), { minLength: 1, maxLength: 60 }),
				fc.integer({ min: 2, max: 5 }),
				fc.boolean(),
				async (delays, claimers, isForgetful) => {
					let next = 0;
					// Slow calls come in turn with quick ones: a store that never answers in time is another test.
					const world = createWorld(() => (next++ % 3 === 0 ? (delays[next % delays.length] as number) : 1), isForgetful);
					const ids = ['f', 'b', 'd', 'a', 'e', 'c'];
					let made = 0;
					const makeId = () => `${ids[made++ % ids.length] as string}-${made}`;
					const claimed = Promise.allSettled(
						Array.from({ length: claimers }, (_, index) => claimReference(`case-${index}`, { ...world, makeId })),
					);
					await world.run();
					const references = (await claimed).flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
					expect(new Set(references).size).toBe(references.length);
				},
			),
			{ numRuns: 200 },
		);
	});

	it('counts up within the year', async () => {
		const world = createWorld(() => 1);
		let made = 0;
		const tools = { ...world, makeId: () => `id-${made++}` };
		const first = claimReference('case-1', tools);
		await world.run();
		const second = claimReference('case-2', tools);
		await world.run();
		expect([await first, await second]).toEqual(['LE-2026-0001', 'LE-2026-0002']);
	});

	it('goes on after the last one of the year, however many other instances have given meanwhile', async () => {
		await fc.assert(
			fc.asyncProperty(fc.integer({ min: 0, max: 3000 }), async (given) => {
				const world = createWorld(() => 1, true);
				for (let number = 1; number <= given; number++) {
					const [reference, id] = [formatReference(2026, number), `given-${number}`];
					world.records.push({ reference, year: 2026, number, caseId: id, claimId: id, patienceMs: SETTLE_MS });
				}
				const claim = claimReference('case-1', { ...world, makeId: () => 'id' });
				await world.run();
				expect(await claim).toBe(formatReference(2026, given + 1));
			}),
			{ numRuns: 30 },
		);
	});

	it('still gives a reference when the store takes longer to answer than claimers first wait', async () => {
		const world = createWorld(() => 2 * SETTLE_MS);
		let made = 0;
		const claim = claimReference('case-1', { ...world, makeId: () => `id-${made++}` });
		await world.run();
		expect(await claim).toMatch(/^LE-2026-\d{4}$/);
		expect(world.records).toHaveLength(1);
	});

	it('says so when the store never answers in time, instead of giving a reference that may be another case’s', async () => {
		const world = createWorld(() => 10_000);
		const claim = claimReference('case-1', { ...world, makeId: () => 'id' }).catch((error: Error) => error.message);
		await world.run();
		expect(await claim).toBe('no case reference could be claimed');
		expect(world.records).toEqual([]);
	});

	it.each([
		[' le-2026-0001 ', 'LE-2026-0001'],
		['LE-2026-12345', 'LE-2026-12345'],
		['LE-2026-1', undefined],
		['', undefined],
		['__proto__', undefined],
	])('reads %j as %j', (typed, expected) => {
		expect(parseReference(typed)).toBe(expected);
	});
});
