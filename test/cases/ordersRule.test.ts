import { asException, findRulingOrder, isOrderOpen, orderEnd, orderStart } from '../../src/cases/decisions/orders';
import type { OrderState } from '../../src/cases/noticeState';
import { listNoticeWork } from '../../src/cases/noticeWork';
import type { CaseState } from '../../src/cases/state';

const at = (iso: string) => Date.parse(iso);
const order = (part: Partial<OrderState> = {}): OrderState => ({
	...{ orderId: 'o1', court: 'Court', number: '1', statute: 'statute', startsOn: '2026-01-01', endsOn: '2026-06-01' },
	...{ recordedAt: '2026-01-01T12:00:00.000Z', recordedBy: { kind: 'person', userId: 'u', username: 'u' } },
	...{ extensions: [], reminders: {} },
	...part,
});
const stateOf = (...orders: OrderState[]) =>
	({
		...{ orders, notices: [], exceptions: [], emergencies: [], snoozes: {}, escalations: {} },
		...{ requests: [], productions: [], holds: [], letters: [], documents: [], missedDocuments: [], subjects: [] },
	}) as unknown as CaseState;
const remindersOf = (state: CaseState, now: string) =>
	listNoticeWork(state, at(now)).flatMap((work) =>
		work.kind === 'remind-order' ? [[work.key, new Date(work.at).toISOString()]] : [],
	);

describe('a non-disclosure order', () => {
	it('runs from when its first day begins anywhere on earth until its last day is over everywhere', () => {
		expect(new Date(orderStart(order())).toISOString()).toBe('2025-12-31T10:00:00.000Z');
		expect(new Date(orderEnd(order()) ?? 0).toISOString()).toBe('2026-06-02T12:00:00.000Z');
		expect(isOrderOpen(order(), at('2026-06-02T11:59:59.999Z'))).toBe(true);
		expect(isOrderOpen(order(), at('2026-06-02T12:00:00Z'))).toBe(false);
	});

	it.each([
		['a leap day', '2028-02-29', '2028-03-01T12:00:00.000Z'],
		['the end of a year', '2026-12-31', '2027-01-01T12:00:00.000Z'],
	])('ends after %s', (_what, endsOn, end) => {
		expect(new Date(orderEnd(order({ endsOn })) ?? 0).toISOString()).toBe(end);
	});

	it('is over from the instant at which it is recorded as lifted', () => {
		const lifted = order({ lifted: { reason: 'r', at: '2026-02-01T00:00:00.000Z', by: { kind: 'desk', part: 'sweep' } } });
		expect(isOrderOpen(lifted, at('2026-01-31T23:59:59.999Z'))).toBe(true);
		expect(isOrderOpen(lifted, at('2026-02-01T00:00:00Z'))).toBe(false);
	});

	it('gives way to the one that ends last, and to one without an end before all', () => {
		const early = order({ orderId: 'early', endsOn: '2026-03-01' });
		const endless = order({ orderId: 'endless', endsOn: undefined });
		expect(findRulingOrder(stateOf(early, order()), at('2026-02-01T00:00:00Z'))?.orderId).toBe('o1');
		expect(findRulingOrder(stateOf(order(), endless, early), at('2026-02-01T00:00:00Z'))?.orderId).toBe('endless');
		expect(findRulingOrder(stateOf(early), at('2026-04-01T00:00:00Z'))).toBeUndefined();
	});

	it('is reminded of 30, 14, 7 and 0 days before, one at a time', () => {
		expect(remindersOf(stateOf(order()), '2026-01-02T00:00:00Z')).toEqual([['2026-06-01:30', '2026-05-03T12:00:00.000Z']]);
		const done = { '2026-06-01:30': { startedAt: '2026-05-03T12:00:00.000Z', done: true } };
		expect(remindersOf(stateOf(order({ reminders: done })), '2026-05-04T00:00:00Z')).toEqual([
			['2026-06-01:14', '2026-05-19T12:00:00.000Z'],
		]);
	});

	it('is reminded of once after the server was off, by the nearest day, which names the others', () => {
		const [work] = listNoticeWork(stateOf(order()), at('2026-05-28T00:00:00Z'));
		expect(work).toMatchObject({ kind: 'remind-order', key: '2026-06-01:7', superseded: ['2026-06-01:30', '2026-06-01:14'] });
	});

	it('is not reminded of days that had passed when it was recorded', () => {
		const late = order({ recordedAt: '2026-05-20T00:00:00.000Z' });
		expect(remindersOf(stateOf(late), '2026-05-20T00:00:01Z')).toEqual([['2026-06-01:7', '2026-05-26T12:00:00.000Z']]);
	});

	it('is looked at every month while it has no end', () => {
		const endless = order({ endsOn: undefined });
		expect(remindersOf(stateOf(endless), '2026-01-02T00:00:00Z')).toEqual([['review:2026-01-31', '2026-01-31T10:00:00.000Z']]);
		expect(asException(endless, ['u']).endsAt).toBeUndefined();
	});

	it('has a reminder repeated that was begun and not posted within ten minutes', () => {
		const begun = { '2026-06-01:30': { startedAt: '2026-05-03T12:00:00.000Z', done: false } };
		expect(remindersOf(stateOf(order({ reminders: begun })), '2026-05-03T12:01:00Z')).toEqual([
			['2026-06-01:30', '2026-05-03T12:10:00.000Z'],
		]);
	});
});
