import * as fc from 'fast-check';

import { carryOut, recordOrder, seen, type Deed, type Forbidden } from './noticeDeeds';
import { createWorld, DAY, load, openCase, send, SUBJECT, type AccountStanding, type World } from './noticeWorld';
import { listOwed } from '../../src/cases/decisions/notice';
import { EXCEPTION_KINDS } from '../../src/cases/events/notice';

const which = fc.nat(9);
const deed: fc.Arbitrary<Deed> = fc.oneof(
	{
		weight: 2,
		arbitrary: fc.record({
			do: fc.constant('record' as const),
			startsIn: fc.integer({ min: -5, max: 5 }),
			lasts: fc.option(fc.integer({ min: 0, max: 40 }), { nil: undefined, freq: 6 }),
			duringSend: fc.boolean(),
		}),
	},
	fc.record({
		do: fc.constant('extend' as const),
		which,
		by: fc.option(fc.integer({ min: -3, max: 40 }), { nil: undefined, freq: 6 }),
		duringSend: fc.boolean(),
	}),
	{ weight: 2, arbitrary: fc.record({ do: fc.constant('lift' as const), which }) },
	fc.record({ do: fc.constant('propose' as const), kind: fc.constantFrom(...EXCEPTION_KINDS) }),
	fc.record({ do: fc.constant('decide' as const), approve: fc.boolean() }),
	fc.record({
		do: fc.constant('account' as const),
		becomes: fc.constantFrom<AccountStanding[]>('active', 'deactivated', 'deleted'),
	}),
	fc.record({ do: fc.constantFrom('ask' as const, 'approve' as const, 'sweep' as const) }),
	{ weight: 5, arbitrary: fc.record({ do: fc.constant('send' as const) }) },
	{ weight: 3, arbitrary: fc.record({ do: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 1500 }) }) },
	{ weight: 2, arbitrary: fc.record({ do: fc.constant('near-an-end' as const), hours: fc.integer({ min: -20, max: 1 }) }) },
	fc.record({ do: fc.constant('break' as const), what: fc.subarray(['message', 'copy', 'mail']) }),
);

/** Carries a deed out, and gives what went to the account holder meanwhile. */
async function watch(world: World, forbidden: Forbidden, given: Deed): Promise<string[]> {
	const before = world.sent.length;
	await carryOut(world, forbidden, given);
	const ways = world.sent.slice(before).map(({ how }) => how);
	seen.again += ways.length > 0 && before > 0 ? 1 : 0;
	seen.messages += ways.includes('message') ? 1 : 0;
	seen.mails += ways.includes('mail') ? 1 : 0;
	seen.mailsAlone += ways.includes('mail') && !ways.includes('message') ? 1 : 0;
	return ways;
}

describe('whatever courts, people, failures and the clock do', () => {
	it('nothing reaches the account holder while an order is not over', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(deed, { minLength: 5, maxLength: 40 }), async (deeds) => {
				const world = createWorld();
				const forbidden: Forbidden = new Map();
				await openCase(world);
				for (const given of [{ do: 'ask' } as Deed, ...deeds]) {
					const ways = await watch(world, forbidden, given);
					const runs = [...forbidden.values()].some((end) => end > world.now());
					expect(runs ? ways : []).toEqual([]);
				}
				const { orders, notices } = (await load(world.tools)).state;
				seen.severalOrders += orders.length > 1 ? 1 : 0;
				seen.stopped += notices.filter(({ status }) => status === 'stopped').length;
				expect(world.told.join()).not.toContain(SUBJECT.username);
			}),
			{ numRuns: 150 },
		);
		// The way by e-mail alone, notices sent again, several, endless, extended and lifted orders were all among them.
		expect(Object.entries(seen).filter(([, times]) => times === 0)).toEqual([]);
	}, 60_000);

	it('owes a notice once every order is over, and no longer once it was sent with the copy', async () => {
		const world = createWorld();
		await openCase(world);
		const forbidden: Forbidden = new Map();
		const owed = async () => listOwed((await load(world.tools)).state, world.now());
		await carryOut(world, forbidden, { do: 'ask' });
		await recordOrder(world, forbidden, { startsIn: 0, lasts: 10 });
		await recordOrder(world, forbidden, { startsIn: 0, lasts: 3 });
		world.move(5 * DAY);
		expect(await owed()).toEqual([]);
		world.move(7 * DAY);
		expect(await owed()).toEqual([SUBJECT]);
		world.fail(['copy']);
		await send(world);
		expect(await owed()).toEqual([SUBJECT]);
		world.fail([]);
		await send(world);
		expect(await owed()).toEqual([]);
	});

	it('stops a notice that an order overtook after it was begun, and records that', async () => {
		const world = createWorld();
		await openCase(world);
		await carryOut(world, new Map(), { do: 'ask' });
		await carryOut(world, new Map(), { do: 'record', startsIn: 0, lasts: 10, duringSend: true });
		expect(world.sent).toEqual([]);
		expect((await load(world.tools)).state.notices.at(-1)).toMatchObject({ status: 'stopped', code: 'order-forbids-notice' });
	});
});
