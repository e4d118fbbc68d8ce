import * as fc from 'fast-check';

import {
	COUNSEL,
	createWorld,
	DAY,
	load,
	OFFICER,
	openCase,
	send,
	SUBJECT,
	type AccountStanding,
	type World,
} from './noticeWorld';
import { appendEvents, type OpenCase } from '../../src/cases/caseFile';
import { decideApproval, decideProductionRequest } from '../../src/cases/decisions';
import { decideException, proposeException } from '../../src/cases/decisions/exceptions';
import { listOwed } from '../../src/cases/decisions/notice';
import { decideExtension, decideLifting, decideOrder } from '../../src/cases/decisions/orders';
import type { EventDraft } from '../../src/cases/events';
import { EXCEPTION_KINDS } from '../../src/cases/events/notice';
import { listNoticeWork } from '../../src/cases/noticeWork';
import { doNoticeWork } from '../../src/jobs/notices';
import type { Result } from '../../src/policy/refusal';
import * as announcer from '../../src/surfaces/due/announce';

const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);

type Order = { startsIn: number; lasts: number | undefined };
type Deed =
	| ({ do: 'record'; duringSend: boolean } & Order)
	| { do: 'extend'; which: number; by: number | undefined; duringSend: boolean }
	| { do: 'lift'; which: number }
	| { do: 'propose'; kind: (typeof EXCEPTION_KINDS)[number] }
	| { do: 'decide'; approve: boolean }
	| { do: 'account'; becomes: AccountStanding }
	| { do: 'ask' | 'approve' | 'send' | 'sweep' }
	| { do: 'wait'; hours: number }
	| { do: 'near-an-end'; hours: number }
	| { do: 'break'; what: string[] };

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

/** What the courts said, kept apart from the desk: by order id, until when notice is forbidden. */
type Forbidden = Map<string, number>;

/** The end of a day in the last time zone of the earth, counted by hand. */
const endOf = (day: string | undefined) => (day === undefined ? Infinity : Date.parse(`${day}T23:59:59.999-12:00`) + 1);

/** What happened in the runs, so that the property is not true of nothing. */
const seen = { messages: 0, mails: 0, mailsAlone: 0, again: 0, stopped: 0, severalOrders: 0, endless: 0, lifted: 0, extended: 0 };

async function record({ tools }: World, caseFile: OpenCase, decided: Result<EventDraft[]>, actor = OFFICER): Promise<boolean> {
	if (decided.ok) {
		await appendEvents(caseFile, decided.value, actor, tools);
	}
	return decided.ok;
}

async function recordOrder(world: World, forbidden: Forbidden, { startsIn, lasts }: Order): Promise<void> {
	const startsOn = dayOf(world.now() + startsIn * DAY);
	const endsOn = lasts === undefined ? undefined : dayOf(Date.parse(startsOn) + lasts * DAY);
	const orderId = world.tools.makeId();
	const terms = { orderId, court: 'Court', number: orderId, statute: '18 U.S.C. § 2705(b)', startsOn };
	const caseFile = await load(world.tools);
	if (await record(world, caseFile, decideOrder(caseFile.state, { ...terms, ...(endsOn ? { endsOn } : {}) }, world.now()))) {
		forbidden.set(orderId, endOf(endsOn));
		seen.endless += endsOn ? 0 : 1;
	}
}

async function extendOrder(world: World, forbidden: Forbidden, given: Deed & { do: 'extend' }): Promise<void> {
	const caseFile = await load(world.tools);
	const { orders } = caseFile.state;
	const order = orders[given.which % Math.max(orders.length, 1)];
	const endsOn = given.by === undefined ? undefined : dayOf(world.now() + given.by * DAY);
	const body = { orderId: order?.orderId ?? '', reason: 'extended', ...(endsOn ? { endsOn } : {}) };
	if (await record(world, caseFile, decideExtension(caseFile.state, body, world.now()))) {
		forbidden.set(body.orderId, endOf(endsOn));
		seen.extended += 1;
	}
}

async function liftOrder(world: World, forbidden: Forbidden, given: Deed & { do: 'lift' }): Promise<void> {
	const caseFile = await load(world.tools);
	const { orders } = caseFile.state;
	const orderId = orders[given.which % Math.max(orders.length, 1)]?.orderId ?? '';
	if (await record(world, caseFile, decideLifting(caseFile.state, { orderId, reason: 'lifted' }, world.now()))) {
		forbidden.set(orderId, Math.min(world.now(), forbidden.get(orderId) ?? Infinity));
		seen.lifted += 1;
	}
}

async function sweepNotices({ desk, tools, now }: World): Promise<void> {
	for (const work of listNoticeWork((await load(tools)).state, now()).filter(({ at }) => at <= now())) {
		await doNoticeWork(desk, await load(tools), work, announcer);
	}
}

/** What a court decides while a notice is being sent, on another server, or by itself. */
async function meanwhileOrNow(world: World, duringSend: boolean, act: () => Promise<void>): Promise<void> {
	if (duringSend) {
		world.during(act);
		await send(world);
	} else {
		await act();
	}
}

async function carryOut(world: World, forbidden: Forbidden, given: Deed): Promise<void> {
	const { tools } = world;
	const caseFile = await load(tools);
	const { state } = caseFile;
	switch (given.do) {
		case 'record':
			return meanwhileOrNow(world, given.duringSend, () => recordOrder(world, forbidden, given));
		case 'extend':
			return meanwhileOrNow(world, given.duringSend, () => extendOrder(world, forbidden, given));
		case 'lift':
			return liftOrder(world, forbidden, given);
		case 'ask': {
			const process = { kind: 'subpoena', issuer: 'Court', number: '1', issuedOn: '2026-02-01' };
			const asked = { productionId: tools.makeId(), process, categories: ['account'] };
			await record(world, caseFile, decideProductionRequest(state, asked));
			return;
		}
		case 'approve': {
			const productionId = state.productions.at(-1)?.productionId ?? '';
			await record(world, caseFile, decideApproval(state, productionId, COUNSEL, world.now()), COUNSEL);
			return;
		}
		case 'propose': {
			const proposal = { exceptionId: tools.makeId(), kind: given.kind, reason: 'reason', userId: SUBJECT.userId };
			await record(world, caseFile, proposeException(state, proposal));
			return;
		}
		case 'decide': {
			const proposed = state.exceptions.find(({ status }) => status === 'proposed')?.exceptionId ?? '';
			await record(world, caseFile, decideException(state, proposed, COUNSEL, { approve: given.approve, reason: 'no' }), COUNSEL);
			return;
		}
		case 'account':
			return world.become(given.becomes);
		case 'sweep':
			return sweepNotices(world);
		case 'wait':
			return world.move(given.hours * 3_600_000);
		case 'near-an-end': {
			const ends = [...forbidden.values()].filter((end) => end > world.now() && end < Infinity);
			return ends.length > 0 ? world.move(Math.max(0, Math.min(...ends) + given.hours * 3_600_000 - world.now())) : undefined;
		}
		case 'break':
			return world.fail(given.what);
		case 'send':
			await send(world);
	}
}

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

describe('an account holder who cannot be reached', () => {
	async function fail(): Promise<World> {
		const world = createWorld();
		await openCase(world);
		await carryOut(world, new Map(), { do: 'ask' });
		world.become('deactivated');
		return world;
	}
	const approval = async ({ tools, now }: World) => {
		const { state } = await load(tools);
		return decideApproval(state, state.productions.at(-1)?.productionId ?? '', COUNSEL, now());
	};

	it('is excepted only after a notice was tried, by two people, and then a production is not blocked for ever', async () => {
		const world = await fail();
		const proposal = {
			exceptionId: 'e',
			kind: 'unreachable' as const,
			reason: 'The account is deactivated',
			userId: SUBJECT.userId,
		};
		expect(proposeException((await load(world.tools)).state, proposal)).toMatchObject({ code: 'notice-not-tried' });
		await send(world);
		expect(world.sent.map(({ how }) => how)).toEqual(['mail']);
		expect(await approval(world)).toMatchObject({ code: 'notice-without-copy' });
		const tried = await load(world.tools);
		await record(world, tried, proposeException(tried.state, proposal));
		expect(await approval(world)).toMatchObject({ code: 'notice-without-copy' });
		const proposed = await load(world.tools);
		expect(decideException(proposed.state, 'e', OFFICER, { approve: true, reason: '' })).toMatchObject({
			code: 'approver-is-proposer',
		});
		await record(world, proposed, decideException(proposed.state, 'e', COUNSEL, { approve: true, reason: '' }), COUNSEL);
		const decided = await approval(world);
		expect(decided).toMatchObject({ ok: true, value: [{ body: { notice: { basis: 'unreachable' } } }] });
	});

	it('is said of an account of the case, and of one alone', async () => {
		const world = await fail();
		await send(world);
		const { state } = await load(world.tools);
		const of = (userId?: string) => proposeException(state, { exceptionId: 'e', kind: 'unreachable', reason: 'r', userId });
		expect(of()).toMatchObject({ code: 'nothing-to-notify' });
		expect(of('somebody-else')).toMatchObject({ code: 'nothing-to-notify' });
		expect(of(SUBJECT.userId)).toMatchObject({ ok: true });
	});

	it('may be told all the same, and has to be once the account is in use again', async () => {
		const world = await fail();
		await send(world);
		const tried = await load(world.tools);
		const proposal = { exceptionId: 'e', kind: 'unreachable' as const, reason: 'r', userId: SUBJECT.userId };
		await record(world, tried, proposeException(tried.state, proposal));
		const proposed = await load(world.tools);
		await record(world, proposed, decideException(proposed.state, 'e', COUNSEL, { approve: true, reason: '' }), COUNSEL);
		world.move(DAY);
		expect(listOwed((await load(world.tools)).state, world.now())).toEqual([]);
		const change = {
			holdId: 'hold',
			changeId: 'c',
			before: { exists: true, active: false },
			now: { exists: true, active: true },
		};
		await appendEvents(await load(world.tools), [{ type: 'account.changed', body: change }], OFFICER, world.tools);
		expect(listOwed((await load(world.tools)).state, world.now())).toEqual([SUBJECT]);
		expect(await approval(world)).toMatchObject({ code: 'notice-without-copy' });
		world.become('active');
		await send(world);
		expect(world.sent.map(({ how }) => how)).toEqual(['mail', 'message', 'copy', 'mail']);
		expect(listOwed((await load(world.tools)).state, world.now())).toEqual([]);
	});
});
