import { checkClosing, decideClosing, decideReopening } from '../../src/cases/decisions/closing';
import { listDue } from '../../src/cases/dueList';
import type { EventDraft } from '../../src/cases/events';
import { foldCase } from '../../src/cases/fold';
import { makeEvent, type HashedEvent } from '../../src/cases/ledger';
import { makeReport } from '../../src/cases/report';
import type { CaseState } from '../../src/cases/state';
import { summarise } from '../../src/cases/summary';

const NOW = Date.parse('2026-03-10T12:00:00Z');
const BY = { kind: 'person', userId: 'officer', username: 'legal.officer' } as const;
const SUBJECT = { userId: 'u1', username: 'maria.silva' };
const INPUT = { outcome: 'nothing-served', reason: 'No process came' } as const;

const hold = (status: string) => ({ holdId: 'h1', status, subject: SUBJECT, placedAt: '2026-03-01T00:00:00.000Z', placedBy: BY });
const request = (part: object = {}) => ({
	...{ requestId: 'r1', number: 1, kind: 'preservation', outcome: 'accepted', recordedAt: '2026-03-01T00:00:00.000Z' },
	...{ recordedBy: BY, subjects: [], facts: {}, details: {} },
	...part,
});
const production = (status: string) => ({
	...{ productionId: 'p1', number: 1, holdId: 'h1', status, process: { kind: 'subpoena' } },
	...{ requestedAt: '2026-03-02T00:00:00.000Z', requestedBy: BY, deliveredAt: '2026-03-03T00:00:00.000Z' },
});
const ORDER = {
	orderId: 'o1',
	court: 'C',
	number: '1',
	statute: 's',
	startsOn: '2026-03-01',
	endsOn: '2026-06-01',
	reminders: {},
};
const order = { ...ORDER, extensions: [], recordedAt: '2026-03-01T00:00:00.000Z', recordedBy: BY };
const EXCEPTION = {
	exceptionId: 'e1',
	kind: 'child-safety',
	reason: 'r',
	status: 'approved',
	proposedBy: BY,
	proposedAt: '2026-03-01',
};
const letter = { letterId: 'l1', requestId: 'r1', status: 'drafted', draftedAt: '2026-03-01T00:00:00.000Z' };
const stateWith = (part: object) =>
	({
		...{ caseId: 'c1', reference: 'LE-2026-0001', openedAt: '2026-03-01T00:00:00.000Z', card: {} },
		...{ requests: [], letters: [], subjects: [], holds: [], productions: [], documents: [], missedDocuments: [] },
		...{ orders: [], notices: [], exceptions: [], emergencies: [], snoozes: {}, escalations: {}, viewedAt: {} },
		...part,
	}) as unknown as CaseState;

describe('a case may be closed', () => {
	it.each<[what: string, state: object, left: string[]]>([
		['with nothing in it', {}, []],
		['when its hold has ended', { holds: [hold('purged')] }, []],
		[
			'when a production is out and an exception from notice stands',
			{
				...{ holds: [hold('purged')], productions: [production('delivered')] },
				exceptions: [EXCEPTION],
			},
			['hand-over:p1'],
		],
		['with a hosted request, which then is left as it is', { requests: [request({ outcome: 'hosted' })] }, ['request:r1']],
		['with a request that nobody answered', { requests: [request({ outcome: 'deficient' })] }, ['request:r1']],
		['with a letter that was not sent', { letters: [letter] }, ['letter:l1']],
		['with an order that forbids telling nobody', { orders: [order] }, ['order-end:o1']],
		[
			'with a production that the end of its hold has overtaken, which nobody can approve any more',
			{ holds: [hold('purged')], productions: [production('failed')], exceptions: [EXCEPTION] },
			[],
		],
	])('%s', (_what, part, left) => {
		const state = stateWith(part);
		const checked = checkClosing(state, NOW);
		const found = checked.ok ? checked.value.map(({ key }) => key) : checked.code;
		expect(found).toEqual(left);
		expect(decideClosing(state, INPUT, NOW)).toEqual({
			ok: true,
			value: [{ type: 'case.closed', body: { ...INPUT, remaining: left } }],
		});
	});
});

describe('a case may not be closed', () => {
	it.each<[why: string, state: object, code: string]>([
		['while a snapshot is taken', { holds: [hold('capturing')] }, 'hold-runs'],
		['while a hold keeps records', { holds: [hold('purged'), hold('active')] }, 'hold-runs'],
		['while a snapshot is destroyed', { holds: [hold('purging')] }, 'hold-runs'],
		['while a package is built', { productions: [production('approved')] }, 'production-runs'],
		['while an emergency waits', { requests: [request({ kind: 'emergency' })] }, 'emergency-undecided'],
		[
			'while an exception waits for its approver',
			{ exceptions: [{ exceptionId: 'e', status: 'proposed' }] },
			'exception-undecided',
		],
		['while a notice is on its way', { notices: [{ noticeId: 'n', status: 'sending', subject: SUBJECT }] }, 'notice-owed'],
		['while an account holder has to be told', { requests: [request({ kind: 'contents', subjects: [SUBJECT] })] }, 'notice-owed'],
		[
			'while an order keeps from telling',
			{ requests: [request({ kind: 'contents', subjects: [SUBJECT] })], orders: [order] },
			'order-runs',
		],
		['twice', { closing: { ...INPUT, remaining: [], at: '2026-03-09T00:00:00.000Z', by: BY } }, 'already-closed'],
	])('%s', (_why, part, code) => {
		expect(decideClosing(stateWith(part), INPUT, NOW)).toEqual({ ok: false, code });
	});
});

describe('a closed case', () => {
	const closed = (part: object, remaining: string[]) =>
		stateWith({ ...part, closing: { ...INPUT, remaining, at: '2026-03-09T00:00:00.000Z', by: BY } });

	it('leaves the due list and the open cases with what was left undone, and with nothing else', () => {
		const letters = [letter, { ...letter, letterId: 'l2' }];
		expect(listDue(closed({ letters }, ['letter:l1']), NOW).map(({ key }) => key)).toEqual(['letter:l2']);
		expect(summarise(closed({ letters }, ['letter:l1']), 9, NOW).open).toBe(true);
		expect(summarise(closed({ letters }, ['letter:l1', 'letter:l2']), 9, NOW).open).toBe(false);
		expect(summarise(closed({ requests: [request({ outcome: 'hosted' })] }, ['request:r1']), 9, NOW).open).toBe(false);
	});

	it('stays in the lists while a hold runs that nobody had seen when it was closed', () => {
		expect(summarise(closed({ holds: [hold('active')] }, []), 9, NOW).open).toBe(true);
	});

	it('is reminded of no order any more', () => {
		expect(summarise(closed({ orders: [order] }, ['order-end:o1']), 9, NOW)).toMatchObject({ open: false, nextAt: undefined });
	});

	it('is counted by how it ended, and not at all when it is restricted', () => {
		const period = { name: '2026-03', from: '2026-03-01', to: '2026-03-31' };
		const cases = [closed({}, []), closed({}, []), closed({ restrictedTo: ['officer'] }, []), stateWith({})];
		expect(makeReport(period, cases).closings).toEqual([{ outcome: 'nothing-served', count: 2 }]);
		expect(makeReport({ name: '2026-02', from: '2026-02-01', to: '2026-02-28' }, cases).closings).toEqual([]);
	});
});

describe('in the ledger', () => {
	const opened: EventDraft = {
		type: 'case.opened',
		body: { reference: 'LE-2026-0001', agency: { name: 'A', officer: 'O', officialEmail: 'o@a.example' } },
	};
	const placed = {
		type: 'hold.placed',
		body: { holdId: 'h1', snapshotId: 's1', subject: SUBJECT, regime: 'us-2703f' },
	} as EventDraft;
	const close: EventDraft = { type: 'case.closed', body: { ...INPUT, remaining: [] } };
	let count = 0;
	const make = (draft: EventDraft, heads: HashedEvent[]) => {
		count += 1;
		return makeEvent({ draft, ledger: 'c1', heads, id: `e${count}`, at: new Date(NOW + count).toISOString(), actor: BY }).hashed;
	};
	const line = (...drafts: EventDraft[]) =>
		drafts.reduce<HashedEvent[]>((events, draft) => [...events, make(draft, events.slice(-1))], []);

	it('a new hold, request, order or production opens a closed case, and the closing stays on record', () => {
		const { state } = foldCase('c1', line(opened, close, placed));
		expect(state).not.toHaveProperty('closing');
		expect(state?.closedBefore).toMatchObject([{ outcome: 'nothing-served', reason: 'No process came', by: BY }]);
	});

	it('opening again takes effect once', () => {
		const reopen: EventDraft = { type: 'case.reopened', body: { reason: 'A warrant came' } };
		const file = foldCase('c1', line(opened, close, reopen, reopen));
		expect(file.state?.closing).toBeUndefined();
		expect(file.void.map(({ why }) => why)).toEqual(['not-closed']);
		expect(decideReopening(file.state as CaseState, 'x')).toEqual({ ok: false, code: 'not-closed' });
	});

	it('a closing that had not seen a hold of another instance is void, whichever comes first', () => {
		const [first] = line(opened) as [HashedEvent];
		const one = make(placed, [first]);
		const other = make(close, [first]);
		const file = foldCase('c1', [first, one, other]);
		expect(file.void).toEqual([{ hash: other.hash, why: 'not-finished' }]);
		const [late, early] = [make(placed, [first]), make(close, [first])];
		expect(foldCase('c1', [first, early, late]).state).toMatchObject({ holds: [{ status: 'capturing' }], closedBefore: [{}] });
	});
});
