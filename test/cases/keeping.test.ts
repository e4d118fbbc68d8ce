import { listWork } from '../../src/cases/due';
import { listDue } from '../../src/cases/dueList';
import { findKeeper, KEPT_AFTER_ANSWER_DAYS, purgeDueAt } from '../../src/cases/keeping';
import type { CaseState, HoldState, ProductionState, RequestState } from '../../src/cases/state';
import { DAY_MS } from '../../src/policy/instants';

const OFFICER = { kind: 'person', userId: 'officer', username: 'legal.officer' } as const;
const MARIA = { userId: 'maria', username: 'maria.silva' };
const BEGUN = '2026-03-01T09:00:00.000Z';
const END = '2026-05-30T09:00:00.000Z';
const LATER = '2026-06-20T09:00:00.000Z';

const HOLD = {
	...{ holdId: 'h', snapshotId: 's', subject: MARIA, regime: 'us-2703f', placedAt: BEGUN, placedBy: OFFICER },
	...{ status: 'active', expiresAt: END, steps: 0, cursor: '', roomsDone: 0, chunks: [], reminders: {} },
} as HoldState;
const production = (part: Partial<ProductionState> = {}) =>
	({
		...{ productionId: 'p', number: 1, holdId: 'h', status: 'requested', categories: ['account'], requestedAt: BEGUN },
		...{ process: { kind: 'subpoena', issuer: '', number: '', issuedOn: '' }, requestedBy: OFFICER },
		...part,
	}) as ProductionState;
const request = (part: Partial<RequestState> = {}) =>
	({
		...{ requestId: 'r', number: 1, kind: 'account-information', receivedOn: '2026-03-01', recordedAt: BEGUN },
		...{ recordedBy: OFFICER, facts: {}, subjects: [MARIA], outcome: 'accepted', missing: [], details: { regime: 'us-2703f' } },
		...part,
	}) as RequestState;
const stateOf = (part: Partial<CaseState>, hold: Partial<HoldState> = {}): CaseState => ({
	...{ caseId: 'c', reference: 'LE-2026-0001', openedAt: BEGUN, openedBy: OFFICER, subjects: [MARIA], viewedAt: {} },
	...{ agency: { name: 'A', officer: 'O', officialEmail: 'o@a.example' }, snoozes: {}, escalations: {} },
	...{ orders: [], notices: [], exceptions: [], emergencies: [], requests: [], letters: [], productions: [] },
	...{ documents: [], missedDocuments: [], costs: [], declarations: [], holds: [{ ...HOLD, ...hold }] },
	...part,
});
const decided = (decision: 'disclose' | 'refuse' | 'ask-for-more') => ({
	requests: [request({ kind: 'emergency' })],
	emergencies: [
		{
			...{ requestId: 'r', callBacks: [] },
			decision: { decision, reason: '', categories: [], whyNecessary: '', at: BEGUN, by: OFFICER },
		},
	],
});
const keeperOf = (state: CaseState) => findKeeper(state, state.holds[0] as HoldState);
const purgeOf = (state: CaseState) => purgeDueAt(state, state.holds[0] as HoldState);

/** @clause preservation-ninety-days */
describe('a snapshot is preserved “for 90 days pending service of valid legal process”', () => {
	it.each<[string, Partial<CaseState>]>([
		['a production waits for approval', { productions: [production()] }],
		['a production is being built', { productions: [production({ status: 'approved' })] }],
		['a production waits for a signature', { productions: [production({ status: 'unsigned' })] }],
		['a production failed', { productions: [production({ status: 'failed' })] }],
		['a second production waits', { productions: [production({ status: 'delivered', deliveredAt: BEGUN }), production()] }],
		['records are asked for', { requests: [request()] }],
		['contents are asked for', { requests: [request({ kind: 'contents' })] }],
		['a European order asks for records', { requests: [request({ kind: 'epoc' })] }],
		['an emergency is undecided', { requests: [request({ kind: 'emergency' })] }],
		['an emergency agency was asked for more', decided('ask-for-more')],
		['an emergency is to be disclosed under', decided('disclose')],
	])('keeps it beyond its end while %s', (_what, part) => {
		const state = stateOf(part);
		expect(keeperOf(state)).toEqual({ kind: state.productions.length > 0 ? 'production' : 'request', number: 1 });
		expect(purgeOf(state)).toBeUndefined();
		expect(listWork(state, Date.parse(LATER)).filter(({ kind }) => kind === 'purge' || kind === 'remind')).toEqual([]);
		expect(listDue(state, Date.parse(LATER))).toContainEqual(
			expect.objectContaining({ kind: 'kept', key: 'kept:h', at: Date.parse(END) }),
		);
	});

	it.each<[string, Partial<CaseState>]>([
		['nothing was served', {}],
		['the request only preserves', { requests: [request({ kind: 'preservation' })] }],
		['the request was deficient', { requests: [request({ outcome: 'deficient' })] }],
		['the request is about another account', { requests: [request({ subjects: [{ userId: 'joe', username: 'joe' }] })] }],
		['the emergency was refused', decided('refuse')],
		['the records left long before', { productions: [production({ status: 'delivered', deliveredAt: BEGUN })] }],
		[
			'the records that a request asks for have left',
			{ requests: [request()], productions: [production({ status: 'delivered', deliveredAt: '2026-03-02T00:00:00.000Z' })] },
		],
	])('destroys it at its end where %s', (_what, part) => {
		const state = stateOf(part);
		expect(keeperOf(state)).toBeUndefined();
		expect(purgeOf(state)).toBe(Date.parse(END));
		expect(listDue(state, Date.parse(BEGUN))).toContainEqual(expect.objectContaining({ kind: 'expiry', at: Date.parse(END) }));
	});

	it('keeps it for some days after the records have left, and no longer', () => {
		const state = stateOf({ productions: [production({ status: 'delivered', deliveredAt: LATER })] });
		expect(keeperOf(state)).toBeUndefined();
		expect(purgeOf(state)).toBe(Date.parse(LATER) + KEPT_AFTER_ANSWER_DAYS * DAY_MS);
	});

	it('keeps it for a request that came after an earlier production', () => {
		const productions = [production({ status: 'delivered', deliveredAt: '2026-03-02T00:00:00.000Z' })];
		expect(keeperOf(stateOf({ productions, requests: [request({ recordedAt: '2026-03-03T00:00:00.000Z' })] }))).toBeDefined();
	});

	it('destroys at once what a person has released, whatever waits', () => {
		const release = { at: BEGUN, by: OFFICER, reason: 'withdrawn by the agency' };
		expect(purgeOf(stateOf({ productions: [production()] }, { release }))).toBe(Date.parse(BEGUN));
	});

	it('destroys nothing that litigation blocks', () => {
		expect(purgeOf(stateOf({}, { block: { at: BEGUN, by: OFFICER, matter: 'm' } }))).toBeUndefined();
	});
});
