import type { Notice, NoticeException } from '../../src/policy/notice';
import { checkNotice, checkNoticeException, listNoticesOwed, NOTICE_EXCEPTIONS, orderReviewsDue } from '../../src/policy/notice';

const at = (iso: string) => Date.parse(iso);
const NOW = at('2026-03-01T12:00:00Z');
const DAY = 24 * 60 * 60 * 1000;

const notice = (subject: string, sentAt: number): Notice => ({ subject, sentAt, hasCopyOfRequest: true });
const order: NoticeException = {
	kind: 'order',
	subjects: ['anna'],
	recordedAt: NOW,
	recordedBy: 'officer',
	court: 'District Court of Delaware',
	orderNumber: '26-mj-17',
	statute: '18 U.S.C. § 2705(b)',
	startsAt: at('2026-02-01T00:00:00Z'),
	endsAt: at('2026-05-02T00:00:00Z'),
};
const excused = (kind: NoticeException['kind']): NoticeException => ({
	kind,
	subjects: ['anna'],
	recordedAt: NOW,
	recordedBy: 'officer',
	reason: 'A child is in danger',
	approvedBy: 'counsel',
});
const ask = (part: { subjects?: string[]; notices?: Notice[]; exceptions?: NoticeException[] }) => ({
	subjects: ['anna'],
	notices: [],
	exceptions: [],
	...part,
});

/** @clause notice-default */
describe("Rocket.Chat's policy is to notify users of requests for their Rocket.Chat account information", () => {
	it('blocks a production until the account holder was told', () => {
		expect(checkNotice(ask({}), NOW)).toEqual({ ok: false, code: 'notice-not-sent', params: { subjects: ['anna'] } });
	});

	it('waits 7 days after the notice, to the millisecond', () => {
		const question = ask({ notices: [notice('anna', NOW)] });
		expect(checkNotice(question, NOW + 7 * DAY - 1)).toEqual({
			ok: false,
			code: 'notice-waiting',
			params: { subjects: ['anna'], until: '2026-03-08T12:00:00.000Z' },
		});
		expect(checkNotice(question, NOW + 7 * DAY).ok).toBe(true);
	});

	it('keeps the waiting period by which the notice was sent, and never one below nothing', () => {
		const sent = (waitingDays: number) => ask({ notices: [{ ...notice('anna', NOW), waitingDays }] });
		expect(checkNotice(sent(0), NOW).ok).toBe(true);
		expect(checkNotice(sent(-5), NOW - 1).ok).toBe(false);
		expect(checkNotice(sent(14), NOW + 14 * DAY - 1).ok).toBe(false);
		expect(checkNotice(sent(14), NOW + 14 * DAY).ok).toBe(true);
	});

	it('neither shortens nor prolongs the promised period when the notice is sent again', () => {
		const again = (waitingDays: number) =>
			ask({
				notices: [
					{ ...notice('anna', NOW + DAY), waitingDays },
					{ ...notice('anna', NOW), waitingDays: 7 },
				],
			});
		expect(checkNotice(again(0), NOW + 7 * DAY - 1).ok).toBe(false);
		expect(checkNotice(again(30), NOW + 7 * DAY).ok).toBe(true);
	});

	it('counts from the first notice that arrived', () => {
		const failed = { ...notice('anna', NOW - 30 * DAY), failed: true };
		expect(checkNotice(ask({ notices: [failed] }), NOW)).toMatchObject({ code: 'notice-not-sent' });
		expect(checkNotice(ask({ notices: [failed, notice('anna', NOW), notice('anna', NOW + DAY)] }), NOW + 7 * DAY).ok).toBe(true);
	});

	it('“which includes a copy of the request”', () => {
		const bare = { ...notice('anna', NOW - 30 * DAY), hasCopyOfRequest: false };
		expect(checkNotice(ask({ notices: [bare] }), NOW)).toMatchObject({ code: 'notice-without-copy' });
	});

	it('is still owed where the notice did not arrive, or went without a copy of the request', () => {
		const failed = { ...notice('anna', NOW), failed: true };
		const bare = { ...notice('anna', NOW), hasCopyOfRequest: false };
		expect(listNoticesOwed(ask({ notices: [failed, bare] }), NOW)).toEqual(['anna']);
		expect(listNoticesOwed(ask({ notices: [failed, bare, notice('anna', NOW)] }), NOW)).toEqual([]);
	});

	it('asks for every account holder by itself', () => {
		const question = ask({ subjects: ['anna', 'ben', 'cleo'], notices: [notice('anna', NOW - 8 * DAY)], exceptions: [order] });
		expect(checkNotice(question, NOW)).toMatchObject({ code: 'notice-not-sent', params: { subjects: ['ben', 'cleo'] } });
	});

	it('does not let a production without subjects through', () => {
		expect(checkNotice(ask({ subjects: [] }), NOW)).toMatchObject({ code: 'no-subjects' });
	});
});

/** @clause notice-default */
describe('unless we are prohibited from doing so (e.g., an order under 18 U.S.C. § 2705(b))', () => {
	it('an order excuses from its start until its end, and no longer', () => {
		const question = ask({ exceptions: [order] });
		expect(checkNotice(question, order.startsAt! - 1).ok).toBe(false);
		expect(checkNotice(question, order.startsAt!).ok).toBe(true);
		expect(checkNotice(question, order.endsAt! - 1).ok).toBe(true);
		expect(checkNotice(question, order.endsAt!).ok).toBe(false);
	});

	it('an order excuses only the accounts that it covers', () => {
		expect(checkNotice(ask({ subjects: ['ben'], exceptions: [order] }), NOW).ok).toBe(false);
	});

	it('notice is owed when the order ends', () => {
		const question = ask({ exceptions: [order] });
		expect(listNoticesOwed(question, order.endsAt! - 1)).toEqual([]);
		expect(listNoticesOwed(question, order.endsAt!)).toEqual(['anna']);
		expect(listNoticesOwed({ ...question, notices: [notice('anna', order.endsAt!)] }, order.endsAt!)).toEqual([]);
	});
});

/** @clause notice-exceptions */
describe('Exceptions to user notice may include exigent or counterproductive circumstances', () => {
	it.each(NOTICE_EXCEPTIONS.filter((kind) => kind !== 'order'))(
		'%s excuses notice, once recorded with reason and approver',
		(kind) => {
			expect(checkNotice(ask({ exceptions: [excused(kind)] }), NOW).ok).toBe(true);
		},
	);

	it.each(NOTICE_EXCEPTIONS.filter((kind) => kind !== 'order'))(
		'%s without reason, approver or recorder excuses nothing',
		(kind) => {
			for (const field of ['reason', 'approvedBy', 'recordedBy']) {
				const incomplete = { ...excused(kind), [field]: ' ' };
				expect(checkNoticeException(incomplete)).toEqual({ ok: false, code: 'incomplete', params: { missing: [field] } });
				expect(checkNotice(ask({ exceptions: [incomplete] }), NOW).ok).toBe(false);
			}
		},
	);

	it('is approved by another person than the one who recorded it', () => {
		const alone = { ...excused('terrorism'), approvedBy: 'officer' };
		expect(checkNoticeException(alone)).toMatchObject({ code: 'same-person' });
		expect(checkNotice(ask({ exceptions: [alone] }), NOW).ok).toBe(false);
	});

	it('an emergency excuses notice before disclosure, and leaves it owed afterwards', () => {
		expect(listNoticesOwed(ask({ exceptions: [excused('emergency')] }), NOW)).toEqual(['anna']);
		expect(listNoticesOwed(ask({ exceptions: [excused('child-safety')] }), NOW)).toEqual([]);
	});

	it.each(['Order', '__proto__', 'convenience'])('%j is no exception', (kind) => {
		const invented = { ...excused('terrorism'), kind } as unknown as NoticeException;
		expect(checkNoticeException(invented)).toMatchObject({ code: 'unknown-exception' });
		expect(checkNotice(ask({ exceptions: [invented] }), NOW).ok).toBe(false);
	});
});

/** @clause notice-duration */
describe('We ask that any non-disclosure provisions include a specified duration', () => {
	const endless: NoticeException = { ...order, endsAt: undefined };

	it.each(['court', 'orderNumber', 'statute', 'startsAt'])('an order without %s does not count', (field) => {
		const incomplete = { ...order, [field]: undefined };
		expect(checkNoticeException(incomplete)).toMatchObject({ code: 'incomplete', params: { missing: [field] } });
		expect(checkNotice(ask({ exceptions: [incomplete] }), NOW).ok).toBe(false);
	});

	it('an order that ends before it starts does not count', () => {
		expect(checkNoticeException({ ...order, endsAt: order.startsAt })).toMatchObject({ code: 'end-before-start' });
	});

	it('an order without an end still forbids notice', () => {
		expect(checkNotice(ask({ exceptions: [endless] }), NOW + 1000 * DAY).ok).toBe(true);
	});

	it.each([
		['2026-01-31T09:00:00Z', '2026-05-01T00:00:00Z', ['2026-02-28T09:00:00Z', '2026-03-31T09:00:00Z', '2026-04-30T09:00:00Z']],
		['2027-11-30T09:00:00Z', '2028-03-01T00:00:00Z', ['2027-12-30T09:00:00Z', '2028-01-30T09:00:00Z', '2028-02-29T09:00:00Z']],
		['2026-02-01T00:00:00Z', '2026-02-28T23:59:59Z', []],
		['2026-02-01T00:00:00Z', '2026-03-01T00:00:00Z', ['2026-03-01T00:00:00Z']],
	])('an order without an end from %s is reviewed monthly: by %s at %j', (startsAt, now, reviews) => {
		const due = orderReviewsDue({ ...endless, startsAt: at(startsAt) }, at(now));
		expect(due).toEqual(reviews.map(at));
	});

	it('an order with an end, and any other exception, is not', () => {
		expect(orderReviewsDue(order, NOW + 1000 * DAY)).toEqual([]);
		expect(orderReviewsDue(excused('terrorism'), NOW + 1000 * DAY)).toEqual([]);
	});
});
