import * as fc from 'fast-check';

import { carryOut, recordOrder, seen, type Deed, type Forbidden } from './noticeDeeds';
import { createWorld, DAY, MINUTE, load, openCase, send, SUBJECT, type AccountStanding, type World } from './noticeWorld';
import { listOwed } from '../../src/cases/decisions/notice';
import { EXCEPTION_KINDS } from '../../src/cases/events/notice';
import type { NoticeState } from '../../src/cases/noticeState';

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
	{
		weight: 5,
		arbitrary: fc.record({ do: fc.constant('send' as const), again: fc.constantFrom('', 'asked for'), twice: fc.boolean() }),
	},
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

/** Notices that were sent again without a reason although the last one had arrived, or within ten minutes of anything that went out. */
function listNeedless(notices: readonly NoticeState[]): NoticeState[] {
	const tried = notices.filter(({ status }) => status !== 'stopped');
	return tried.filter(({ again, startedAt }, index) => {
		const last = tried[index - 1];
		const isHasty = Date.parse(startedAt) - Date.parse(last?.finishedAt ?? '') < 10 * MINUTE;
		return last?.status === 'sent' && ((last.direct?.uploadId && !again) || isHasty);
	});
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
				expect(listNeedless(notices)).toEqual([]);
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
		expect(await send(world)).toMatchObject({ code: 'notice-just-sent' });
		world.move(MINUTE * 10);
		await send(world);
		expect(await owed()).toEqual([]);
	});

	it('is sent again for a reason only, or after it did not arrive, and never twice within ten minutes', async () => {
		const world = createWorld();
		await openCase(world);
		await carryOut(world, new Map(), { do: 'ask' });
		const deliver = async (again?: string) => {
			const before = world.sent.length;
			const { ok, ...sent } = await send(world, again);
			return { code: ok ? 'sent' : (sent as { code: string }).code, ways: world.sent.slice(before).map(({ how }) => how) };
		};
		const everyWay = { code: 'sent', ways: ['message', 'copy', 'mail'] };
		expect(await deliver()).toEqual(everyWay);
		expect(await deliver('a second click')).toEqual({ code: 'notice-just-sent', ways: [] });
		world.move(30 * DAY);
		expect(await deliver()).toEqual({ code: 'notice-already-sent', ways: [] });
		expect(await deliver('  ')).toEqual({ code: 'notice-already-sent', ways: [] });
		expect(await deliver('The day of disclosure has changed')).toEqual(everyWay);
		world.move(DAY);
		world.become('deactivated');
		world.fail(['mail']);
		expect(await deliver('Another paper was served')).toEqual({ code: 'sent', ways: ['mail'] });
		world.become('active');
		world.fail([]);
		expect(await deliver()).toEqual(everyWay);
		const { notices } = (await load(world.tools)).state;
		expect(notices.map(({ number, status, again }) => [number, status, again])).toEqual([
			[1, 'sent', undefined],
			[2, 'sent', 'The day of disclosure has changed'],
			[3, 'failed', 'Another paper was served'],
			[4, 'sent', undefined],
		]);
	});

	it('is sent once when it is asked for twice at once', async () => {
		const world = createWorld();
		await openCase(world);
		await carryOut(world, new Map(), { do: 'ask' });
		world.during(async () => void (await send(world, 'a second click')));
		await send(world, 'a first click');
		expect(world.sent.map(({ how }) => how)).toEqual(['message', 'copy', 'mail']);
		expect((await load(world.tools)).state.notices.map(({ status }) => status)).toEqual(['sent']);
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
