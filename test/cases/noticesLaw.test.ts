import * as fc from 'fast-check';

import { appendEvents, isWhole, loadCase, type CaseTools, type OpenCase } from '../../src/cases/caseFile';
import { decideApproval, decideProductionRequest } from '../../src/cases/decisions';
import { decideException, listOwed } from '../../src/cases/decisions/notice';
import { decideExtension, decideLifting, decideOrder } from '../../src/cases/decisions/orders';
import type { Actor, EventDraft } from '../../src/cases/events';
import type { StoredEvent } from '../../src/cases/ledger';
import { listNoticeWork } from '../../src/cases/noticeWork';
import type { CheckpointMark } from '../../src/cases/ports';
import { doNoticeWork } from '../../src/jobs/notices';
import type { Desk } from '../../src/platform/desk';
import type { Result } from '../../src/policy/refusal';
import { sendNotice } from '../../src/surfaces/notice/sendNotice';
import type { Session } from '../../src/surfaces/session';

const DAY = 86_400_000;
const START = Date.parse('2026-03-01T09:00:00Z');
const OFFICER: Actor = { kind: 'person', userId: 'officer', username: 'legal.officer' };
const COUNSEL: Actor = { kind: 'person', userId: 'counsel', username: 'legal.counsel' };
const SUBJECT = { userId: 'maria', username: 'maria.silva' };
const FILE = { uploadId: 'up', name: 'copy.pdf', mediaType: 'application/pdf', sizeBytes: 3 };

/** A desk in memory whose clock stands still until it is moved, and which notes everything that goes to the account holder. */
function createDesk() {
	let now = START;
	let ids = 0;
	const events: StoredEvent[] = [];
	const marks: CheckpointMark[] = [];
	const sent: { at: number; how: string }[] = [];
	/** Called once after the next event is stored: what another server does at that moment. */
	let meanwhile: (() => Promise<void>) | undefined;
	let failing: string[] = [];
	const note = async (how: string) => {
		sent.push({ at: now, how });
		if (failing.includes(how)) {
			throw new Error('the workspace is away');
		}
		return how;
	};
	const tools: CaseTools = {
		ledgers: {
			async append(_ledger, _height, event) {
				events.push(event);
				const act = meanwhile;
				meanwhile = undefined;
				await act?.();
			},
			read: async (_ledger, { from = 0 } = {}) => (from === 0 ? [...events] : []),
			listMarks: async () => marks,
			addMark: async () => undefined,
			dropMark: async () => undefined,
			putCheckpoint: async () => undefined,
			readCheckpoint: async () => undefined,
		},
		index: { list: async () => [], find: async () => undefined, has: async () => true, put: async () => undefined },
		clock: () => now,
		makeId() {
			ids += 1;
			return `id-${ids}`;
		},
	};
	const desk = {
		...tools,
		people: { findById: async (id: string) => ({ id, username: SUBJECT.username, isEnabled: true }) },
		channel: { openDirectRoom: async () => 'direct', post: () => note('message'), upload: () => note('copy') },
		mailer: {
			queue: async () =>
				note('mail').then(
					() => ({ ok: true, value: 'queued' }),
					() => ({ ok: false, code: 'mail-not-queued' }),
				),
		},
	} as unknown as Desk;
	return {
		desk,
		tools,
		sent,
		move(ms: number) {
			now += ms;
		},
		fail(what: string[]) {
			failing = what;
		},
		during(act: () => Promise<void>) {
			meanwhile = act;
		},
		now: () => now,
	};
}

async function load(tools: CaseTools): Promise<OpenCase> {
	const loaded = await loadCase('case', tools);
	if (!isWhole(loaded)) {
		throw new Error('the ledger is not whole');
	}
	return loaded;
}

async function openCase({ tools }: ReturnType<typeof createDesk>): Promise<void> {
	const opened: EventDraft[] = [
		{
			type: 'case.opened',
			body: { reference: 'LE-2026-0001', agency: { name: 'Agency', officer: 'O', officialEmail: 'o@a.example' } },
		},
		{ type: 'hold.placed', body: { holdId: 'hold', snapshotId: 'snap', subject: SUBJECT, regime: 'us-2703f' } },
		{
			type: 'snapshot.completed',
			body: {
				...{ holdId: 'hold', capturedAt: new Date(START).toISOString(), expiresAt: '2099-01-01T00:00:00.000Z' },
				counts: { accounts: 1, memberships: 0, exceptions: 0 },
			},
		},
	];
	await appendEvents(await loadCase('case', tools), opened, OFFICER, tools);
}

const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);

type Deed =
	| { do: 'record'; startsIn: number; lasts: number | undefined; duringSend: boolean }
	| { do: 'extend'; by: number | undefined }
	| { do: 'lift' }
	| { do: 'ask' | 'approve' | 'propose' | 'decide' | 'send' | 'sweep' }
	| { do: 'wait'; hours: number }
	| { do: 'break'; what: string[] };

const deed: fc.Arbitrary<Deed> = fc.oneof(
	fc.record({
		do: fc.constant('record' as const),
		startsIn: fc.integer({ min: -5, max: 5 }),
		lasts: fc.option(fc.integer({ min: 0, max: 40 }), { nil: undefined }),
		duringSend: fc.boolean(),
	}),
	fc.record({ do: fc.constant('extend' as const), by: fc.option(fc.integer({ min: -3, max: 40 }), { nil: undefined }) }),
	fc.record({ do: fc.constantFrom('lift' as const) }),
	fc.record({ do: fc.constantFrom('ask' as const, 'approve' as const, 'propose' as const, 'decide' as const, 'sweep' as const) }),
	{ weight: 4, arbitrary: fc.record({ do: fc.constant('send' as const) }) },
	{ weight: 3, arbitrary: fc.record({ do: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 1500 }) }) },
	fc.record({ do: fc.constant('break' as const), what: fc.subarray(['message', 'copy', 'mail']) }),
);

/** What the courts said, kept apart from the desk: by order id, until when notice is forbidden. */
type Forbidden = Map<string, number>;

/** The end of a day in the last time zone of the earth, counted by hand. */
const endOf = (day: string | undefined) => (day === undefined ? Infinity : Date.parse(`${day}T23:59:59.999-12:00`) + 1);

async function carryOut(world: ReturnType<typeof createDesk>, forbidden: Forbidden, given: Deed): Promise<void> {
	const { desk, tools } = world;
	const record = async (caseFile: OpenCase, decided: Result<EventDraft[]>, actor = OFFICER) => {
		if (decided.ok) {
			await appendEvents(caseFile, decided.value, actor, tools);
		}
		return decided.ok;
	};
	const caseFile = await load(tools);
	const { state } = caseFile;
	const last = state.orders.at(-1);
	switch (given.do) {
		case 'record': {
			const startsOn = dayOf(world.now() + given.startsIn * DAY);
			const endsOn = given.lasts === undefined ? undefined : dayOf(Date.parse(startsOn) + given.lasts * DAY);
			const orderId = tools.makeId();
			const order = {
				orderId,
				court: 'Court',
				number: orderId,
				statute: '18 U.S.C. § 2705(b)',
				startsOn,
				...(endsOn ? { endsOn } : {}),
			};
			const act = async () => {
				const now = await load(tools);
				if (await record(now, decideOrder(now.state, order, world.now()))) {
					forbidden.set(orderId, endOf(endsOn));
				}
			};
			if (given.duringSend) {
				world.during(act);
				await send(world);
			} else {
				await act();
			}
			return;
		}
		case 'extend': {
			if (!last) {
				return;
			}
			const endsOn = given.by === undefined ? undefined : dayOf(world.now() + given.by * DAY);
			const body = { orderId: last.orderId, reason: 'extended', ...(endsOn ? { endsOn } : {}) };
			if (await record(caseFile, decideExtension(state, body, world.now()))) {
				forbidden.set(last.orderId, endOf(endsOn));
			}
			return;
		}
		case 'lift':
			if (last && (await record(caseFile, decideLifting(state, { orderId: last.orderId, reason: 'lifted' }, world.now())))) {
				forbidden.set(last.orderId, Math.min(world.now(), forbidden.get(last.orderId) ?? Infinity));
			}
			return;
		case 'ask':
			await record(
				caseFile,
				decideProductionRequest(state, {
					productionId: tools.makeId(),
					process: { kind: 'subpoena', issuer: 'Court', number: '1', issuedOn: '2026-02-01' },
					categories: ['account'],
				}),
			);
			return;
		case 'approve':
			await record(caseFile, decideApproval(state, state.productions.at(-1)?.productionId ?? '', COUNSEL, world.now()), COUNSEL);
			return;
		case 'propose': {
			const body = { exceptionId: tools.makeId(), kind: 'counter-productive' as const, reason: 'reason' };
			await record(caseFile, { ok: true, value: [{ type: 'exception.proposed', body }] });
			return;
		}
		case 'decide': {
			const proposed = state.exceptions.find(({ status }) => status === 'proposed');
			const verdict = { approve: false, reason: 'no' };
			await record(caseFile, decideException(state, proposed?.exceptionId ?? '', COUNSEL, verdict), COUNSEL);
			return;
		}
		case 'sweep': {
			const announcer = {
				postOrderReminder: async () => 'm',
				postNoticeTrouble: async () => undefined,
				postEscalation: async () => 'm',
			};
			for (const work of listNoticeWork(state, world.now()).filter(({ at }) => at <= world.now())) {
				await doNoticeWork(desk, await load(tools), work, announcer);
			}
			return;
		}
		case 'wait':
			world.move(given.hours * 3_600_000);
			return;
		case 'break':
			world.fail(given.what);
			return;
		case 'send':
			await send(world);
	}
}

async function send({ desk, tools }: ReturnType<typeof createDesk>): Promise<void> {
	const session = { desk, actor: OFFICER } as unknown as Session;
	const ready = {
		userId: SUBJECT.userId,
		text: 'Notice',
		file: FILE,
		bytes: Uint8Array.from([1, 2, 3]),
		address: 'm@people.example',
	};
	await sendNotice(session, await load(tools), ready);
}

describe('whatever courts, people, failures and the clock do', () => {
	it('nothing reaches the account holder while an order is not over', async () => {
		let reached = 0;
		await fc.assert(
			fc.asyncProperty(fc.array(deed, { minLength: 5, maxLength: 40 }), async (deeds) => {
				const world = createDesk();
				const forbidden: Forbidden = new Map();
				await openCase(world);
				for (const given of [{ do: 'ask' } as Deed, ...deeds]) {
					const before = world.sent.length;
					await carryOut(world, forbidden, given);
					const now = world.sent.slice(before);
					reached += now.length;
					const runs = [...forbidden.values()].some((end) => end > world.now());
					expect(runs ? now : []).toEqual([]);
				}
			}),
			{ numRuns: 150 },
		);
		expect(reached).toBeGreaterThan(0);
	}, 60_000);

	it('owes a notice once every order is over, and no longer once it was sent with the copy', async () => {
		const world = createDesk();
		await openCase(world);
		const forbidden: Forbidden = new Map();
		await carryOut(world, forbidden, { do: 'ask' });
		await carryOut(world, forbidden, { do: 'record', startsIn: 0, lasts: 10, duringSend: false });
		await carryOut(world, forbidden, { do: 'record', startsIn: 0, lasts: 3, duringSend: false });
		world.move(5 * DAY);
		expect(listOwed((await load(world.tools)).state, world.now())).toEqual([]);
		world.move(7 * DAY);
		expect(listOwed((await load(world.tools)).state, world.now())).toEqual([SUBJECT]);
		world.fail(['copy']);
		await send(world);
		expect(listOwed((await load(world.tools)).state, world.now())).toEqual([SUBJECT]);
		world.fail([]);
		await send(world);
		expect(listOwed((await load(world.tools)).state, world.now())).toEqual([]);
	});

	it('stops a notice that an order overtook after it was begun, and records that', async () => {
		const world = createDesk();
		await openCase(world);
		await carryOut(world, new Map(), { do: 'ask' });
		await carryOut(world, new Map(), { do: 'record', startsIn: 0, lasts: 10, duringSend: true });
		expect(world.sent).toEqual([]);
		expect((await load(world.tools)).state.notices.at(-1)).toMatchObject({ status: 'stopped', code: 'order-forbids-notice' });
	});
});
