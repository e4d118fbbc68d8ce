import { COUNSEL, DAY, load, OFFICER, send, SUBJECT, type AccountStanding, type World } from './noticeWorld';
import { appendEvents, type OpenCase } from '../../src/cases/caseFile';
import { decideApproval, decideProductionRequest } from '../../src/cases/decisions';
import { decideException, proposeException } from '../../src/cases/decisions/exceptions';
import { decideExtension, decideLifting, decideOrder } from '../../src/cases/decisions/orders';
import type { EventDraft } from '../../src/cases/events';
import type { EXCEPTION_KINDS } from '../../src/cases/events/notice';
import { listNoticeWork } from '../../src/cases/noticeWork';
import { doNoticeWork } from '../../src/jobs/notices';
import type { Result } from '../../src/policy/refusal';
import * as announcer from '../../src/surfaces/due/announce';

type Order = { startsIn: number; lasts: number | undefined };
export type Deed =
	| ({ do: 'record'; duringSend: boolean } & Order)
	| { do: 'extend'; which: number; by: number | undefined; duringSend: boolean }
	| { do: 'lift'; which: number }
	| { do: 'propose'; kind: (typeof EXCEPTION_KINDS)[number] }
	| { do: 'decide'; approve: boolean }
	| { do: 'account'; becomes: AccountStanding }
	| { do: 'ask' | 'approve' | 'sweep' }
	| { do: 'send'; again: string; twice: boolean }
	| { do: 'wait'; hours: number }
	| { do: 'near-an-end'; hours: number }
	| { do: 'break'; what: string[] };

const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);

/** What the courts said, kept apart from the desk: by order id, until when notice is forbidden. */
export type Forbidden = Map<string, number>;

/** The end of a day in the last time zone of the earth, counted by hand. */
const endOf = (day: string | undefined) => (day === undefined ? Infinity : Date.parse(`${day}T23:59:59.999-12:00`) + 1);

/** What happened in the runs, so that the property is not true of nothing. */
export const seen = {
	messages: 0,
	mails: 0,
	mailsAlone: 0,
	again: 0,
	stopped: 0,
	severalOrders: 0,
	endless: 0,
	lifted: 0,
	extended: 0,
};

export async function record(
	{ tools }: World,
	caseFile: OpenCase,
	decided: Result<EventDraft[]>,
	actor = OFFICER,
): Promise<boolean> {
	if (decided.ok) {
		await appendEvents(caseFile, decided.value, actor, tools);
	}
	return decided.ok;
}

export async function recordOrder(world: World, forbidden: Forbidden, { startsIn, lasts }: Order): Promise<void> {
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
		await send(world, 'asked for');
	} else {
		await act();
	}
}

export async function carryOut(world: World, forbidden: Forbidden, given: Deed): Promise<void> {
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
			await record(world, caseFile, decideProductionRequest(state, asked, world.now()));
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
			if (given.twice) {
				world.during(async () => void (await send(world, given.again)));
			}
			await send(world, given.again);
	}
}
