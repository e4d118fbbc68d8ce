import { HEAD, makeFacts } from './facts';
import { checkSending, findLetter, findUnanswered } from '../../src/cases/decisions/letters';
import type { EventDraft } from '../../src/cases/events';
import { foldCase } from '../../src/cases/fold';
import { makeEvent, type HashedEvent } from '../../src/cases/ledger';

const AT = Date.parse('2026-03-01T09:00:00.000Z');
const { request } = makeFacts();
const { requestId, number, kind, receivedOn, facts, details, subjects, outcome, missing } = request;
const OPENED: EventDraft[] = [
	{ type: 'case.opened', body: { reference: 'LE-2026-0001', agency: details.from } },
	{ type: 'request.recorded', body: { requestId, number, kind, receivedOn, facts, details, subjects, outcome, missing } },
];
const WORDS = { to: 'a@police.example', subject: 's', text: 't', sha256: 'x', head: HEAD };
const DRAFTED: EventDraft = { type: 'letter.drafted', body: { letterId: 'l1', requestId, kind: 'acknowledgement', ...WORDS } };
const SENDING: EventDraft = { type: 'letter.sending', body: { letterId: 'l1', to: WORDS.to, sha256: WORDS.sha256 } };
const QUEUED: EventDraft = { type: 'letter.queued', body: { letterId: 'l1' } };
const FAILED: EventDraft = { type: 'letter.failed', body: { letterId: 'l1', code: 'mail-not-queued' } };
const EDITED: EventDraft = { type: 'letter.edited', body: { letterId: 'l1', ...WORDS, text: 'other', sha256: 'y' } };

/** The case after these events, one second apart. */
function fold(...drafts: EventDraft[]) {
	const events: HashedEvent[] = [];
	for (const [index, draft] of [...OPENED, ...drafts].entries()) {
		const at = new Date(AT + index * 1000).toISOString();
		const actor = { kind: 'person', userId: 'u1', username: 'legal.officer' } as const;
		events.push(makeEvent({ draft, ledger: 'c1', heads: events.slice(-1), id: `e${index}`, at, actor }).hashed);
	}
	const { state, void: voided } = foldCase('c1', events);
	return { state: state!, voided: voided.map(({ why }) => why) };
}

describe('a letter', () => {
	it('answers its request only when the mailer has taken it', () => {
		expect(findUnanswered(fold(DRAFTED, SENDING, FAILED).state)?.requestId).toBe(requestId);
		expect(findUnanswered(fold(DRAFTED, SENDING, QUEUED).state)).toBeUndefined();
	});

	it('that was taken is never edited or sent again', () => {
		const { state, voided } = fold(DRAFTED, SENDING, QUEUED, EDITED, SENDING);
		expect(voided).toEqual(['letter-is-queued', 'letter-is-queued']);
		expect(findLetter(state, requestId)).toMatchObject({ status: 'queued', text: 't' });
		expect(checkSending(state, 'l1', AT)).toMatchObject({ ok: false, code: 'letter-already-queued' });
	});

	it('that failed can be sent again, and counts as sent then', () => {
		const { state, voided } = fold(DRAFTED, SENDING, FAILED, SENDING, QUEUED);
		expect(voided).toEqual([]);
		expect(findLetter(state, requestId)?.status).toBe('queued');
	});

	it('is sent by one person at a time, and again only when the first try must have met a crash', () => {
		const { state } = fold(DRAFTED, SENDING);
		expect(checkSending(state, 'l1', AT + 10_000)).toMatchObject({ ok: false, code: 'letter-being-sent' });
		expect(checkSending(state, 'l1', AT + 10 * 60_000)).toMatchObject({ ok: true });
	});

	it('does not go out in words that somebody else has changed meanwhile', () => {
		expect(fold(DRAFTED, EDITED, SENDING).voided).toEqual(['letter-was-edited']);
	});

	it('belongs to a request of its case', () => {
		const foreign: EventDraft = {
			type: 'letter.drafted',
			body: { letterId: 'l2', requestId: 'r9', kind: 'rejection', ...WORDS },
		};
		expect(fold(foreign).voided).toEqual(['no-such-request']);
		expect(fold(DRAFTED, DRAFTED).voided).toEqual(['already-drafted']);
	});
});
