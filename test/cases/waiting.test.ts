import { decideProductionRequest, findOpenProduction, listProducibleHolds } from '../../src/cases/decisions';
import { listWork } from '../../src/cases/due';
import type { Actor, EventDraft } from '../../src/cases/events';
import { foldCase } from '../../src/cases/fold';
import { makeEvent, type HashedEvent } from '../../src/cases/ledger';
import type { CaseState } from '../../src/cases/state';
import { summarise } from '../../src/cases/summary';
import { hasText } from '../../src/surfaces/texts';

const START = Date.parse('2026-03-01T09:00:00Z');
const DAY = 86_400_000;
const OFFICER: Actor = { kind: 'person', userId: 'officer', username: 'legal.officer' };
const SUBJECT = { userId: 'maria', username: 'maria.silva' };

/** A case with these events, one minute after another. */
function fold(...drafts: { type: string; body: Record<string, unknown> }[]): CaseState {
	const events: HashedEvent[] = [];
	for (const draft of drafts) {
		const at = new Date(START + events.length * 60_000).toISOString();
		const id = `e${events.length}`;
		const made = makeEvent({ draft: draft as EventDraft, ledger: 'case', heads: events.slice(-1), id, at, actor: OFFICER });
		events.push(made.hashed);
	}
	return foldCase('case', events).state!;
}

const OPENED = { type: 'case.opened', body: { reference: 'LE-2026-0001', agency: { name: 'WPD' } } };
const CARD = { type: 'card.posted', body: { roomId: 'r', messageId: 'm' } };
const hold = (holdId: string) => [
	{ type: 'hold.placed', body: { holdId, subject: SUBJECT, snapshotId: holdId, regime: 'us' } },
	{
		type: 'snapshot.completed',
		body: { holdId, capturedAt: new Date(START).toISOString(), expiresAt: new Date(START + 90 * DAY).toISOString(), counts: {} },
	},
];
const PROCESS = { kind: 'subpoena', issuer: 'Court', number: '1', issuedOn: '2026-02-27' };
const REQUESTED = {
	type: 'production.requested',
	body: { productionId: 'p1', number: 1, holdId: 'h1', process: PROCESS, categories: ['account'] },
};
const NOTICE = [
	{
		type: 'notice.started',
		body: { noticeId: 'n1', number: 1, subject: SUBJECT, text: '', sha256: '', copy: { fileName: 'c' } },
	},
	{
		type: 'notice.finished',
		body: { noticeId: 'n1', direct: { outcome: 'posted', messageId: 'd', uploadId: 'u' }, email: { outcome: 'skipped' } },
	},
];
const PURGED = [
	{ type: 'hold.released', body: { holdId: 'h1', reason: 'withdrawn' } },
	{ type: 'purge.started', body: { holdId: 'h1', rule: 'release' } },
	{ type: 'purge.completed', body: { holdId: 'h1', certificate: '', certificateSha256: '' } },
	{ type: 'purge.announced', body: { holdId: 'h1' } },
];

describe('a production that waits for the seven days of a notice', () => {
	it('is looked at by the sweep when they end, so that approvers are called on though nothing happens in the case', () => {
		const state = fold(OPENED, CARD, ...hold('h1'), REQUESTED, ...NOTICE);
		const now = START + DAY;
		const { nextAt = 0 } = summarise(state, 7, now);
		expect(nextAt - START).toBeGreaterThan(7 * DAY);
		expect(nextAt - START).toBeLessThan(7 * DAY + 3_600_000);
		const due = listWork(state, nextAt).filter(({ at }) => at <= nextAt);
		expect(due.map(({ kind }) => kind)).toContain('escalate');
	});
});

/** @clause preservation-ninety-days */
describe('a hold whose days are over, and which no sweep has destroyed yet', () => {
	const state = fold(OPENED, CARD, ...hold('h1'));
	const end = START + 90 * DAY;
	const ask = (from: CaseState, now: number) =>
		decideProductionRequest(from, { productionId: 'p2', process: PROCESS, categories: ['account'] }, now);

	it('is produced from until its end, and refused from then on, with what to do', () => {
		expect(ask(state, end - 1).ok).toBe(true);
		expect(ask(state, end)).toEqual({ ok: false, code: 'hold-expired', params: { at: '2026-05-30T09:00:00.000Z' } });
		expect(hasText('refusal.hold-expired')).toBe(true);
	});

	it('is produced from beyond it where process was served in time', () => {
		const served = fold(OPENED, CARD, ...hold('h1'), REQUESTED, {
			type: 'production.withdrawn',
			body: { productionId: 'p1', reason: 'Recorded under the wrong number' },
		});
		expect(ask(served, end).ok).toBe(false);
		const open = fold(OPENED, CARD, ...hold('h1'), REQUESTED);
		expect(listProducibleHolds(open, end + DAY)).toHaveLength(1);
	});
});

describe('a case about somebody in the channel', () => {
	it('has no card, which no sweep looks for again', () => {
		const isCardDue = (state: CaseState) => listWork(state, START + DAY).some(({ kind }) => kind === 'post-card');
		expect(isCardDue(fold(OPENED))).toBe(true);
		expect(isCardDue(fold(OPENED, { type: 'card.withheld', body: {} }))).toBe(false);
		expect(isCardDue(fold(OPENED, CARD))).toBe(false);
	});
});

describe('a production whose hold was purged before anybody approved it', () => {
	const state = fold(OPENED, CARD, ...hold('h1'), REQUESTED, ...PURGED);

	it('waits for nobody any more', () => {
		expect(findOpenProduction(state)).toBeUndefined();
		const { due = [] } = summarise(state, 9, START + 10 * DAY);
		expect(due.map(({ kind }) => kind)).toEqual(['notice']);
	});

	it('does not stand in the way of one from a later hold', () => {
		const again = fold(OPENED, CARD, ...hold('h1'), REQUESTED, ...PURGED, ...hold('h2'));
		const asked = decideProductionRequest(again, { productionId: 'p2', process: PROCESS, categories: ['account'] }, START);
		expect(asked).toMatchObject({ ok: true, value: [{ body: { number: 2, holdId: 'h2' } }] });
	});
});
