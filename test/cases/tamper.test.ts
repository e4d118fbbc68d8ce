import { decideApproval, decideProductionRequest } from '../../src/cases/decisions';
import { decideAcknowledgement, isSuspect, recordSigns } from '../../src/cases/decisions/tamper';
import type { Actor, EventDraft } from '../../src/cases/events';
import { foldCase } from '../../src/cases/fold';
import { joinHeads, makeEvent, type HashedEvent, type StoredEvent } from '../../src/cases/ledger';
import type { CaseState } from '../../src/cases/state';
import { verifyLedger } from '../../src/cases/verify';
import { sha256Hex } from '../../src/evidence';

const OFFICER: Actor = { kind: 'person', userId: 'u1', username: 'legal.officer' };
const COUNSEL: Actor = { kind: 'person', userId: 'u2', username: 'legal.counsel' };
const START = Date.parse('2026-03-01T00:00:00.000Z');
const OPENED: EventDraft = {
	type: 'case.opened',
	body: { reference: 'LE-2026-0001', agency: { name: 'A', officer: 'O', officialEmail: 'o@a.example' } },
};
const VIEWED: EventDraft = { type: 'case.viewed', body: {} };

interface Written {
	stored: StoredEvent;
	hashed: HashedEvent;
}

let made = 0;
const write = (heads: readonly Written[], minutes: number, draft: EventDraft = VIEWED): Written => {
	made += 1;
	const at = new Date(START + minutes * 60_000).toISOString();
	return makeEvent({ draft, ledger: 'c', heads: heads.map(({ hashed }) => hashed), id: `id-${made}`, at, actor: OFFICER });
};
/** Four events in a line, some minutes apart. */
const chain = (): [Written, Written, Written, Written] => {
	const first = write([], 0, OPENED);
	const second = write([first], 3);
	const third = write([second], 6);
	return [first, second, third, write([third], 9)];
};
const store = (...events: Written[]) => events.map(({ stored }) => stored);
const headOf = (events: readonly Written[]) => joinHeads([events.at(-1)?.hashed.hash ?? '']);

/** Changes an event as somebody does who can write into the database. @param rehash whether they compute its hash anew, too */
const edit = ({ stored }: Written, rehash: boolean): StoredEvent => {
	const bytes = stored.bytes.replace('legal.officer', 'legal.0fficer');
	return { bytes, hash: rehash ? sha256Hex(bytes) : stored.hash };
};

const findCodes = (stored: readonly StoredEvent[], heads: string[] = []) =>
	verifyLedger('c', stored, heads)
		.problems.map(({ code }) => code)
		.sort();

/** With the head that left with a letter, and without it. */
const table: [deed: string, stored: () => { stored: StoredEvent[]; left: string }, alone: string[], withHead: string[]][] = (
	[
		['nothing', (all) => store(...all), [], []],
		['other order in the database', ([a, b, c, d]) => store(d, b, a, c), [], []],
		['an event sent twice', ([a, b, c, d]) => store(a, b, b, c, d), [], []],
		['edit of the first', ([a, b, c, d]) => [edit(a, false), ...store(b, c, d)], ['edited'], ['edited']],
		['edit in the middle', ([a, b, c, d]) => [...store(a), edit(b, false), ...store(c, d)], ['edited'], ['edited']],
		['edit of the last', ([a, b, c, d]) => [...store(a, b, c), edit(d, false)], ['edited'], ['edited']],
		[
			'edit in the middle, hashed anew',
			([a, b, c, d]) => [...store(a), edit(b, true), ...store(c, d)],
			['parent-missing'],
			['parent-missing'],
		],
		['edit of the last, hashed anew', ([a, b, c, d]) => [...store(a, b, c), edit(d, true)], [], ['head-missing']],
		['removal of the first', ([, b, c, d]) => store(b, c, d), ['parent-missing'], ['parent-missing']],
		['removal in the middle', ([a, , c, d]) => store(a, c, d), ['parent-missing'], ['parent-missing']],
		['removal of the last', ([a, b, c]) => store(a, b, c), [], ['head-missing']],
		['removal of everything', () => [], [], ['head-missing']],
		['insertion dated back by hours', ([a, b, c, d]) => store(a, b, c, d, write([a], -90)), ['unseen'], ['unseen']],
		[
			'insertion dated ahead by hours',
			([a, b, c, d]) => store(a, b, c, d, write([a], 200)),
			['unseen', 'unseen', 'unseen'],
			['unseen', 'unseen', 'unseen'],
		],
		[
			'insertion of a second beginning',
			([a, b, c, d]) => store(a, b, c, d, write([], 1, OPENED)),
			['second-root'],
			['second-root'],
		],
		[
			'insertion in the middle, and what follows chained anew',
			([a, b]) => store(a, b, ...chainOn([a, b], 3)),
			[],
			['head-missing'],
		],
		['two events in each other’s place, chained anew', ([a]) => store(a, ...chainOn([a], 3)), [], ['head-missing']],
		['the whole chain written anew', () => store(...chain()), [], ['head-missing']],
	] as [string, (all: [Written, Written, Written, Written]) => StoredEvent[], string[], string[]][]
).map(([deed, forge, alone, withHead]) => [
	deed,
	() => {
		const all = chain();
		return { stored: forge(all), left: headOf(all) };
	},
	alone,
	withHead,
]);

function chainOn(events: readonly Written[], count: number): Written[] {
	const added: Written[] = [];
	for (let step = 1; step <= count; step += 1) {
		added.push(write([added.at(-1) ?? (events.at(-1) as Written)], 3 + step * 2));
	}
	return added;
}

describe('what a verification finds', () => {
	it.each(table)('of %s', (_deed, forge, alone, withHead) => {
		const { stored, left } = forge();
		expect(findCodes(stored)).toEqual(alone);
		expect(findCodes(stored, [left])).toEqual(withHead);
	});

	it('an event put in within the hour is no proof of harm: it is named, with the one beside it, for its author to own', () => {
		const [a, b, c, d] = chain();
		const put = write([b], 7);
		const { problems, sideBySide } = verifyLedger('c', store(a, b, c, d, put));
		expect(problems).toEqual([]);
		expect(sideBySide.map(({ hash }) => hash)).toContain(put.hashed.hash);
		expect(verifyLedger('c', store(a, b, c, d)).sideBySide).toEqual([]);
	});
});

describe('signs of tampering in a whole ledger', () => {
	const SIGNS = [{ code: 'head-missing', hash: 'a'.repeat(64) }];
	const production = {
		productionId: 'p1',
		status: 'requested',
		requestedBy: OFFICER,
		holdId: 'h1',
		process: { kind: 'subpoena' },
	};
	const state = (part: Partial<CaseState> = {}) =>
		({
			productions: [production],
			holds: [{ holdId: 'h1', status: 'active', subject: { userId: 's' } }],
			requests: [],
			...part,
		}) as unknown as CaseState;
	const tamper = { signs: SIGNS, foundAt: '2026-03-01T00:00:00.000Z', foundBy: OFFICER };
	const acknowledged = { reason: 'mistyped', at: '2026-03-01T01:00:00.000Z', by: COUNSEL };

	it('are recorded once, and anew when there are others', () => {
		expect(recordSigns(state(), SIGNS, [])).toEqual([{ type: 'tamper.found', body: { signs: SIGNS, headsGiven: [] } }]);
		expect(recordSigns(state({ tamper }), SIGNS, [])).toEqual([]);
		expect(recordSigns(state({ tamper: { ...tamper, acknowledged } }), SIGNS, [])).toEqual([]);
		expect(recordSigns(state({ tamper }), [{ code: 'unseen', hash: 'b' }], [])).toHaveLength(1);
	});

	it('stop every production until an approver answers for them', () => {
		const input = { productionId: 'p2', process: { kind: 'subpoena', issuer: '', number: '', issuedOn: '' }, categories: [] };
		const found = { ok: false, code: 'tamper-found' };
		expect(decideApproval(state({ tamper }), 'p1', COUNSEL, START)).toEqual(found);
		expect(decideProductionRequest(state({ tamper, productions: [] }), input, START)).toEqual(found);
		expect(decideProductionRequest(state({ tamper: { ...tamper, acknowledged }, productions: [] }), input, START).ok).toBe(true);
		expect(decideAcknowledgement(state({ tamper }), 'mistyped')).toMatchObject({ ok: true });
		expect(decideAcknowledgement(state(), 'x')).toEqual({ ok: false, code: 'nothing-to-acknowledge' });
	});

	it('stay in the ledger with who answered, and new ones need a new answer', () => {
		const drafts: EventDraft[] = [
			OPENED,
			...recordSigns(state(), SIGNS, []),
			{ type: 'tamper.acknowledged', body: { reason: 'mistyped' } },
			{ type: 'tamper.acknowledged', body: { reason: 'again' } },
		];
		const line: Written[] = [];
		drafts.forEach((draft, index) => line.push(write(line.slice(-1), index, draft)));
		const file = foldCase(
			'c',
			line.map(({ hashed }) => hashed),
		);
		expect(file.state?.tamper).toMatchObject({ signs: SIGNS, acknowledged: { reason: 'mistyped', by: OFFICER } });
		expect(file.void.map(({ why }) => why)).toEqual(['nothing-to-acknowledge']);
		const more = write(line.slice(-1), 9, {
			type: 'tamper.found',
			body: { signs: [{ code: 'unseen', hash: 'b' }], headsGiven: [] },
		});
		const after = foldCase(
			'c',
			[...line, more].map(({ hashed }) => hashed),
		).state as CaseState;
		expect(isSuspect(after)).toBe(true);
		expect(after.tamper?.signs).toHaveLength(2);
	});
});
