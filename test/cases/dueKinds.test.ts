import { listDueLines } from '../../src/cases/dueLines';
import { listDue } from '../../src/cases/dueList';
import type { CaseState, HoldState, LetterState, ProductionState, RequestState } from '../../src/cases/state';
import { summarise } from '../../src/cases/summary';
import { limitIndex } from '../../src/platform/caseIndex';

const at = (iso: string) => Date.parse(iso);
const OFFICER = { kind: 'person', userId: 'officer', username: 'legal.officer' } as const;
const COUNSEL = { kind: 'person', userId: 'counsel', username: 'legal.counsel' } as const;
const MARIA = { userId: 'maria', username: 'maria.silva' };
const BEGUN = '2026-03-01T09:00:00.000Z';

const request = (part: Partial<RequestState>): RequestState =>
	({
		...{ requestId: 'r', number: 1, kind: 'account-information', receivedOn: '2026-03-01', recordedAt: BEGUN },
		...{ recordedBy: OFFICER, facts: {}, subjects: [MARIA], outcome: 'accepted', missing: [], details: { regime: 'us-2703f' } },
		...part,
	}) as RequestState;
const hold = (part: Partial<HoldState>): HoldState =>
	({
		...{ holdId: 'h', snapshotId: 's', subject: MARIA, regime: 'us-2703f', placedAt: BEGUN, placedBy: OFFICER },
		...{ status: 'active', steps: 0, cursor: '', roomsDone: 0, chunks: [], reminders: {} },
		...part,
	}) as HoldState;
const production = (part: Partial<ProductionState>): ProductionState =>
	({
		...{ productionId: 'p', number: 1, holdId: 'h', status: 'requested', categories: ['account'] },
		...{ process: { kind: 'subpoena', issuer: '', number: '', issuedOn: '' }, requestedAt: BEGUN, requestedBy: OFFICER },
		...part,
	}) as ProductionState;
const letter = (part: Partial<LetterState>): LetterState =>
	({
		...{ letterId: 'l', requestId: 'r', kind: 'acknowledgement', status: 'drafted', draftedAt: BEGUN, filedAs: [] },
		...{ to: '', subject: '', text: '', sha256: '', head: '' },
		...part,
	}) as LetterState;
const order = {
	orderId: 'o',
	court: 'Court',
	number: '1',
	statute: 'statute',
	startsOn: '2026-03-01',
	extensions: [],
	reminders: {},
};
const recorded = { recordedAt: BEGUN, recordedBy: OFFICER };
const notice = { noticeId: 'n', number: 1, subject: MARIA, text: '', sha256: '', startedAt: BEGUN, startedBy: OFFICER };
const copy = { fileName: 'f', sha256: '', sizeBytes: 1, uploadId: 'u' };
const DECIDED = { reason: 'r', categories: ['account'], whyNecessary: 'w', at: '2026-03-01T10:00:00.000Z', by: COUNSEL };
const emergency = (decision?: 'disclose' | 'refuse' | 'ask-for-more') => ({
	requests: [request({ kind: 'emergency' })],
	emergencies: decision ? [{ requestId: 'r', callBacks: [], decision: { ...DECIDED, decision } }] : [],
});

const stateOf = (part: Partial<CaseState>): CaseState => ({
	...{ caseId: 'c', reference: 'LE-2026-0001', openedAt: BEGUN, openedBy: OFFICER, subjects: [MARIA], viewedAt: {} },
	...{ agency: { name: 'A', officer: 'O', officialEmail: 'o@a.example' }, snoozes: {}, escalations: {} },
	...{ orders: [], notices: [], exceptions: [], emergencies: [], requests: [], letters: [], holds: [], productions: [] },
	...{ documents: [], missedDocuments: [], costs: [], declarations: [] },
	...part,
});
const due = (part: Partial<CaseState>, now: string) =>
	listDue(stateOf(part), at(now))
		.filter(({ shownFrom = 0 }) => shownFrom <= at(now))
		.map(({ kind, at: dueAt }) => `${kind} ${new Date(dueAt).toISOString()}`);

describe('what is due of a case, and when', () => {
	const rows: [string, Partial<CaseState>, string, string[]][] = [
		[
			'a preservation ends after its days',
			{ holds: [hold({ expiresAt: '2026-05-30T09:00:00.000Z' })] },
			'2026-03-02T00:00:00Z',
			['expiry 2026-05-30T09:00:00.000Z'],
		],
		[
			'a hold that was released is destroyed by itself: it is listed when that stands still',
			{ holds: [hold({ expiresAt: '2026-05-30T09:00:00.000Z', release: { at: BEGUN, by: OFFICER, reason: 'r' } })] },
			'2026-03-01T09:29:59Z',
			[],
		],
		[
			'a released hold that nothing destroyed for half an hour needs a person',
			{ holds: [hold({ expiresAt: '2026-05-30T09:00:00.000Z', release: { at: BEGUN, by: OFFICER, reason: 'r' } })] },
			'2026-03-01T09:30:00Z',
			['stalled 2026-03-01T09:30:00.000Z'],
		],
		[
			'a package that nobody has written a letter for is to be handed over within a day',
			{ productions: [production({ status: 'delivered', deliveredAt: BEGUN })] },
			'2026-03-01T10:00:00Z',
			['hand-over 2026-03-02T09:00:00.000Z'],
		],
		[
			'once its letter is drafted, that is what is due',
			{ productions: [production({ status: 'delivered', deliveredAt: BEGUN })], letters: [letter({ productionId: 'p' })] },
			'2026-03-01T10:00:00Z',
			['letter 2026-03-02T09:00:00.000Z'],
		],
		[
			'a package that was withdrawn is not handed over',
			{
				productions: [
					production({ status: 'delivered', deliveredAt: BEGUN, withdrawal: { at: BEGUN, by: OFFICER, reason: 'r' } }),
				],
			},
			'2026-03-01T10:00:00Z',
			[],
		],
		[
			'nor one of a case that was closed after it had left',
			{
				productions: [production({ status: 'delivered', deliveredAt: BEGUN })],
				closing: {
					outcome: 'records-produced',
					reason: 'r',
					at: '2026-03-01T09:30:00.000Z',
					by: OFFICER,
					remaining: [],
				} as never,
			},
			'2026-03-01T10:00:00Z',
			[],
		],
		['an emergency is decided within two hours', emergency(), '2026-03-01T09:05:00Z', ['emergency 2026-03-01T11:00:00.000Z']],
		[
			'after a disclosure: the letter within an hour, notice within a day, legal process within two',
			emergency('disclose'),
			'2026-03-01T10:00:01Z',
			[
				'emergency-letter 2026-03-01T11:00:00.000Z',
				'notice 2026-03-02T10:00:00.000Z',
				'emergency-process 2026-03-03T10:00:00.000Z',
			],
		],
		[
			'who asks the agency for more looks again within two hours',
			emergency('ask-for-more'),
			'2026-03-01T10:00:01Z',
			['emergency-letter 2026-03-01T11:00:00.000Z', 'emergency 2026-03-01T12:00:00.000Z'],
		],
		[
			'an EPOC runs ten days from its receipt',
			{ requests: [request({ kind: 'epoc', receivedOn: '2026-03-01', details: { regime: 'eu-2023-1543' } as never })] },
			'2026-03-01T09:00:01Z',
			['notice 2026-03-02T09:00:00.000Z', 'production-deadline 2026-03-11T09:00:00.000Z'],
		],
		[
			'and from the first hour of a day before',
			{ requests: [request({ kind: 'epoc', receivedOn: '2026-02-26', details: { regime: 'eu-2023-1543' } as never })] },
			'2026-03-01T09:00:01Z',
			['notice 2026-03-02T09:00:00.000Z', 'production-deadline 2026-03-08T00:00:00.000Z'],
		],
		[
			'an EPOC in an emergency runs eight hours',
			{
				requests: [request({ kind: 'epoc', facts: { isEmergencyCase: true }, details: { regime: 'eu-2023-1543' } as never })],
			},
			'2026-03-01T09:00:01Z',
			['production-deadline 2026-03-01T17:00:00.000Z', 'notice 2026-03-02T09:00:00.000Z'],
		],
		[
			'a paper’s own date counts until the day ends where it ends first',
			{ requests: [request({ details: { regime: 'us-2703f', respondBy: '2026-03-20' } as never })] },
			'2026-03-01T09:00:01Z',
			['notice 2026-03-02T09:00:00.000Z', 'production-deadline 2026-03-20T10:00:00.000Z'],
		],
		[
			'a production under an order waits for an approver',
			{
				holds: [hold({ expiresAt: '2026-05-30T09:00:00.000Z', block: { at: '', by: OFFICER, matter: '' } })],
				productions: [production({})],
				orders: [{ ...order, ...recorded, endsOn: '2026-06-01' }],
			},
			'2026-03-01T10:00:00Z',
			['approval 2026-03-02T09:00:00.000Z', 'order-end 2026-06-02T12:00:00.000Z'],
		],
		[
			'a production after notice waits for its period',
			{
				holds: [hold({})],
				productions: [production({})],
				notices: [
					{ ...notice, copy, status: 'sent', finishedAt: BEGUN, waitingDays: 10, direct: { outcome: 'posted', uploadId: 'u' } },
				],
			},
			'2026-03-01T10:00:00Z',
			['waiting-period 2026-03-11T09:00:00.000Z'],
		],
		[
			'a notice that did not arrive is due at once',
			{
				holds: [hold({})],
				productions: [production({})],
				notices: [{ ...notice, copy, status: 'failed', finishedAt: BEGUN, direct: { outcome: 'failed' } }],
			},
			'2026-03-01T10:00:00Z',
			['notice-failed 2026-03-01T09:00:00.000Z'],
		],
		[
			'a production that failed is approved again',
			{ holds: [hold({})], productions: [production({ status: 'failed', approvedAt: BEGUN })] },
			'2026-03-01T10:00:00Z',
			['production-failed 2026-03-01T09:00:00.000Z', 'notice 2026-03-02T09:00:00.000Z'],
		],
		[
			'an exception waits for an approver, and notice with it',
			{
				holds: [hold({})],
				productions: [production({ status: 'delivered' })],
				exceptions: [
					{
						...{ exceptionId: 'e', kind: 'terrorism', reason: 'r', status: 'proposed' },
						...{ proposedAt: BEGUN, proposedBy: OFFICER },
					},
				],
			},
			'2026-03-01T10:00:00Z',
			['exception 2026-03-02T09:00:00.000Z', 'hand-over 2026-03-02T09:00:00.000Z'],
		],
		[
			'an order without end or statute is asked about',
			{ orders: [{ ...order, ...recorded, statute: undefined }] },
			'2026-03-01T10:00:00Z',
			['order-incomplete 2026-03-02T09:00:00.000Z', 'order-review 2026-03-28T10:00:00.000Z'],
		],
		['a draft of a letter is sent within a day', { letters: [letter({})] }, BEGUN, ['letter 2026-03-02T09:00:00.000Z']],
		['a letter that was taken is done', { letters: [letter({ status: 'queued' })] }, BEGUN, []],
		[
			'a deficient request is answered, also when nobody has begun the letter',
			{ requests: [request({ outcome: 'deficient' })] },
			BEGUN,
			['letter 2026-03-02T09:00:00.000Z'],
		],
		[
			'an emergency about another server is answered within an hour, and not decided',
			{ requests: [request({ kind: 'emergency', outcome: 'referred' })] },
			BEGUN,
			['letter 2026-03-01T10:00:00.000Z'],
		],
		[
			'a capture that cannot go on is due at once',
			{ holds: [hold({ status: 'capturing', trouble: 'x' })] },
			BEGUN,
			['capture-trouble 2026-03-01T09:00:00.000Z'],
		],
		['a capture that goes on is no news', { holds: [hold({ status: 'capturing' })] }, '2026-03-01T09:29:59Z', []],
		[
			'a capture that stands still for half an hour is',
			{ holds: [hold({ status: 'capturing' })] },
			'2026-03-01T09:30:00Z',
			['stalled 2026-03-01T09:30:00.000Z'],
		],
		[
			'so is a purge, and a verification',
			{
				holds: [hold({ status: 'purging', purge: { startedAt: BEGUN } as never })],
				verification: { verificationId: 'v', startedAt: BEGUN, startedBy: OFFICER } as never,
			},
			'2026-03-01T09:30:00Z',
			['stalled 2026-03-01T09:30:00.000Z', 'stalled 2026-03-01T09:30:00.000Z'],
		],
		[
			'a served paper that could not be copied is missing until it was',
			{ missedDocuments: [{ uploadId: 'u', fileName: 'f', at: BEGUN, code: 'file-gone' } as never] },
			BEGUN,
			['document-missing 2026-03-02T09:00:00.000Z'],
		],
	];
	it.each(rows)('%s', (_what, part, now, expected) => {
		expect(due(part, now)).toEqual(expected);
	});

	it('is nothing in a case without anything', () => {
		expect(due({}, BEGUN)).toEqual([]);
		expect(summarise(stateOf({ card: { roomId: 'r', messageId: 'm' } }), 1, at(BEGUN)).open).toBe(false);
	});

	it('is put off until a day, and comes back then', () => {
		const snoozes = { 'letter:l': { until: '2026-03-05T00:00:00.000Z', reason: 'r', by: OFFICER } };
		const state = stateOf({ letters: [letter({})], snoozes });
		expect(listDue(state, at('2026-03-04T00:00:00Z'))[0]?.snoozedUntil).toBe(at('2026-03-05T00:00:00Z'));
		expect(listDue(state, at('2026-03-05T00:00:00Z'))[0]?.snoozedUntil).toBeUndefined();
	});
});

describe('whoever a case is kept from', () => {
	const summary = (part: Partial<CaseState>) => summarise(stateOf({ ...part, letters: [letter({})] }), 1, at(BEGUN));
	const all = [
		{ ...summary({ caseId: 'open' }) },
		{ ...summary({ caseId: 'restricted', restrictedTo: ['officer'] }) },
		{ ...summary({ caseId: 'insider', subjects: [{ userId: 'counsel', username: 'legal.counsel' }] }) },
	];
	const index = { list: async () => all, find: async () => undefined, has: async () => true, put: async () => undefined };
	const seen = async (userId: string) =>
		listDueLines(await limitIndex(index, userId).list('open'), { userId, isApprover: true }, 'all', at(BEGUN)).map(
			({ summary: { caseId } }) => caseId,
		);

	it('sees nothing of it among what is due, not even a count', async () => {
		expect((await seen('officer')).sort()).toEqual(['insider', 'open', 'restricted']);
		expect(await seen('counsel')).toEqual(['open']);
		expect(await seen('somebody')).toEqual(['open', 'insider']);
	});
});
