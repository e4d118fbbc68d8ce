import { decideResumption, decideWithdrawal, findOpenProduction, listWithdrawable } from '../../src/cases/decisions';
import { listDeclarable } from '../../src/cases/decisions/declarations';
import type { Actor, EventDraft } from '../../src/cases/events';
import { foldCase } from '../../src/cases/fold';
import { makeEvent, type HashedEvent } from '../../src/cases/ledger';
import type { CaseState } from '../../src/cases/state';

const person = (username: string): Actor => ({ kind: 'person', userId: username, username });
const OFFICER = person('officer');
const COUNSEL = person('counsel');
const DESK: Actor = { kind: 'desk', part: 'production' };
const NOW = Date.parse('2026-03-02T00:00:00.000Z');

const ID = { productionId: 'p1' };
const SUBPOENA = { kind: 'subpoena', issuer: 'Court', number: '1', issuedOn: '2026-02-01' };
const REQUESTED: EventDraft = {
	type: 'production.requested',
	body: { ...ID, number: 1, holdId: 'h1', process: SUBPOENA, categories: ['account'] },
};
const APPROVED: EventDraft = {
	type: 'production.approved',
	body: { ...ID, notice: { basis: 'order', details: 'x' } },
};
const built = (volume: number): EventDraft => ({
	type: 'production.built',
	body: {
		...{ ...ID, volume, isLast: false, head: 'h', eventCount: 3, producedAt: '2026-03-01T00:00:00.000Z' },
		...{ fileName: `V${volume}.zip`, sha256: 'a', tagManifestSha256: 'b', sizeBytes: 1, records: 1 },
	},
});
const uploaded = (volume: number): EventDraft => ({
	type: 'production.uploaded',
	body: { ...ID, volume, uploadId: `u${volume}` },
});
const failed = (code: string): EventDraft => ({ type: 'production.failed', body: { ...ID, code } });
const DELIVERED: EventDraft = { type: 'production.delivered', body: { ...ID, uploadId: 'u1' } };
const RESUMED: EventDraft = { type: 'production.resumed', body: ID };
const WITHDRAWN: EventDraft = { type: 'production.withdrawn', body: { ...ID, reason: 'wrong account' } };

/** What a case is after these events, and which of them had no effect. The officer asks; counsel decides. */
function play(...drafts: (EventDraft | [EventDraft, Actor])[]): { state: CaseState; voided: string[] } {
	const opened: EventDraft = {
		type: 'case.opened',
		body: { reference: 'LE-2026-0001', agency: { name: 'A', officer: 'O', officialEmail: 'o@a.example' } },
	};
	const events: HashedEvent[] = [];
	for (const [index, draft] of [opened, ...drafts].entries()) {
		const [what, actor] = Array.isArray(draft) ? draft : [draft, actorOf(draft)];
		const at = new Date(NOW + index * 1000).toISOString();
		events.push(makeEvent({ draft: what, ledger: 'c', heads: events.slice(-1), id: `id-${index}`, at, actor }).hashed);
	}
	const { state, void: voided } = foldCase('c', events);
	return { state: state as CaseState, voided: voided.map(({ why }) => why) };
}

function actorOf({ type }: EventDraft): Actor {
	if (['production.approved', 'production.resumed', 'production.withdrawn'].includes(type)) {
		return COUNSEL;
	}
	return type === 'production.requested' ? OFFICER : DESK;
}

const first = (drafts: Parameters<typeof play>) => play(...drafts).state.productions[0];

describe('an attempt that was cut off', () => {
	const CUT = [REQUESTED, APPROVED, built(1), uploaded(1), built(2), failed('interrupted')];

	it('goes on with what is known to be posted; what may have been posted belongs to nothing', () => {
		const production = first([...CUT, RESUMED]);
		expect(production).toMatchObject({ status: 'approved', approvedBy: COUNSEL });
		expect(production?.failure).toBeUndefined();
		expect(production?.volumes?.map(({ fileName }) => fileName)).toEqual(['V1.zip']);
		expect(production?.orphans?.map(({ fileName }) => fileName)).toEqual(['V2.zip']);
	});

	it.each<[string, Parameters<typeof play>, string]>([
		['by the one who asked', [...CUT, [RESUMED, OFFICER]], 'approver-is-requester'],
		['before anything failed', [REQUESTED, APPROVED, RESUMED], 'production-is-approved'],
		['when what failed was the package itself', [REQUESTED, APPROVED, failed('chunk-changed'), RESUMED], 'nothing-to-continue'],
		['once another was asked for in its place', [...CUT, changed(), RESUMED], 'production-is-requested'],
		['once it was withdrawn', [...CUT, WITHDRAWN, RESUMED], 'production-is-withdrawn'],
	])('does not go on %s', (_, drafts, why) => {
		expect(play(...drafts).voided).toEqual([why]);
	});

	it('goes on for another approver only while the hold and the notice allow it', () => {
		const { state } = play(...CUT);
		// No hold is there in this case: it was purged.
		expect(decideResumption(state, 'p1', COUNSEL, NOW, 2)).toMatchObject({ ok: false, code: 'hold-purged' });
		expect(decideResumption(state, 'p1', OFFICER, NOW, 2)).toMatchObject({ ok: false, code: 'approver-is-requester' });
		expect(decideResumption(play(REQUESTED).state, 'p1', COUNSEL, NOW, 2)).toMatchObject({ code: 'nothing-to-continue' });
	});
});

describe('a production that is withdrawn', () => {
	it('is over when nothing was delivered, and stays delivered when it was', () => {
		expect(first([REQUESTED, WITHDRAWN])).toMatchObject({
			status: 'withdrawn',
			withdrawal: { reason: 'wrong account', by: COUNSEL },
		});
		expect(findOpenProduction(play(REQUESTED, WITHDRAWN).state)).toBeUndefined();
		const late = play(REQUESTED, APPROVED, built(1), uploaded(1), DELIVERED, WITHDRAWN);
		expect(late.state.productions[0]).toMatchObject({ status: 'delivered', withdrawal: { reason: 'wrong account' } });
		expect(late.state.productions[0]?.volumes).toHaveLength(1);
		// Nobody is to declare anything about it.
		expect(listDeclarable(late.state)).toMatchObject({ ok: false });
		expect(listWithdrawable(late.state)).toMatchObject({ ok: false });
	});

	it('stops what is being built: nothing more of it has an effect', () => {
		expect(play(REQUESTED, APPROVED, WITHDRAWN, built(1), DELIVERED).voided).toEqual([
			'production-is-withdrawn',
			'production-is-withdrawn',
		]);
	});

	it('takes an approver once a file of it was built', () => {
		const asked = play(REQUESTED).state;
		const posted = play(REQUESTED, APPROVED, built(1)).state;
		expect(decideWithdrawal(asked, 'p1', { reason: 'r', isApprover: false }).ok).toBe(true);
		expect(decideWithdrawal(posted, 'p1', { reason: 'r', isApprover: false })).toMatchObject({ code: 'approver-to-withdraw' });
		expect(decideWithdrawal(posted, 'p1', { reason: 'r', isApprover: true }).ok).toBe(true);
		const gone = play(REQUESTED, WITHDRAWN).state;
		expect(decideWithdrawal(gone, 'p1', { reason: 'r', isApprover: true })).toMatchObject({ code: 'already-withdrawn' });
		expect(decideWithdrawal(gone, 'p2', { reason: 'r', isApprover: true })).toMatchObject({ code: 'no-such-production' });
	});
});

function changed(): [EventDraft, Actor] {
	return [{ type: 'production.changed', body: { ...ID, process: SUBPOENA, categories: ['account'] } }, OFFICER];
}
