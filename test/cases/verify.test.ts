import type { Actor, EventDraft } from '../../src/cases/events';
import { joinHeads, makeEvent, type HashedEvent, type StoredEvent } from '../../src/cases/ledger';
import { UNSEEN_MS, verifyLedger } from '../../src/cases/verify';

const ACTOR: Actor = { kind: 'person', userId: 'u1', username: 'legal.officer' };
const START = Date.parse('2026-03-01T00:00:00.000Z');

let made = 0;
const write = (heads: HashedEvent[], minutes: number, draft: EventDraft = { type: 'case.viewed', body: {} }) =>
	makeEvent({
		draft,
		ledger: 'c',
		heads,
		id: `id-${made++}`,
		at: new Date(START + minutes * 60_000).toISOString(),
		actor: ACTOR,
	});

type Written = ReturnType<typeof write>;
const store = (...events: Written[]): StoredEvent[] => events.map(({ stored }) => stored);
const codes = (stored: StoredEvent[], given: string[] = []) => verifyLedger('c', stored, given).problems.map(({ code }) => code);

describe('verifying a ledger', () => {
	it('accepts two authors who wrote at once, and the hash that stood for both heads meanwhile', () => {
		const root = write([], 0);
		const [left, right] = [write([root.hashed], 1), write([root.hashed], 2)];
		const joined = write([left.hashed, right.hashed], 3);
		const head = joinHeads([left.hashed.hash, right.hashed.hash]);
		expect(codes(store(root, left, right, joined), [head])).toEqual([]);
		expect(codes(store(root, left, right), [head])).toEqual([]);
	});

	it('finds an event that was put in and dated back, however well it is chained', () => {
		const root = write([], 0);
		const second = write([root.hashed], 1);
		const third = write([second.hashed], 200);
		const insertion = write([root.hashed], 5);
		expect(codes(store(root, second, third, insertion))).toEqual(['unseen']);
	});

	it('finds an event that was put in and dated ahead', () => {
		const root = write([], 0);
		const second = write([root.hashed], 1);
		const insertion = write([root.hashed], 1 + UNSEEN_MS / 60_000 + 1);
		expect(codes(store(root, second, insertion))).toContain('unseen');
	});

	it('finds an event that a person who wrote minutes later had not seen, and gives long work its time', () => {
		const root = write([], 0);
		const insertion = write([root.hashed], 5);
		const person = write([root.hashed], 20);
		expect(codes(store(root, person, insertion))).toEqual(['unseen']);
		const slow = write([root.hashed], 20, { type: 'document.opened', body: { documentId: 'd' } });
		expect(codes(store(root, slow, insertion))).toEqual([]);
		expect(verifyLedger('c', store(root, slow, insertion)).sideBySide).toHaveLength(2);
	});

	it('says for which events no head that left the server vouches', () => {
		const root = write([], 0);
		const [left, right] = [write([root.hashed], 1), write([root.hashed], 2)];
		const joined = write([left.hashed, right.hashed], 3);
		const last = write([joined.hashed], 4);
		const since = (given: string[]) =>
			verifyLedger('c', store(root, left, right, joined, last), given).sinceHeadLeft.map(({ hash }) => hash);
		const hashes = (...events: Written[]) => events.map(({ hashed }) => hashed.hash);
		expect(since([])).toEqual(hashes(root, left, right, joined, last));
		expect(since(hashes(root))).toEqual(hashes(left, right, joined, last));
		expect(since(hashes(left))).toEqual(hashes(right, joined, last));
		expect(since([joinHeads(hashes(left, right))])).toEqual(hashes(joined, last));
		expect(since(hashes(joined))).toEqual(hashes(last));
		expect(since(hashes(last))).toEqual([]);
	});

	it('finds that the end was cut off, by the head that left with an export', () => {
		const root = write([], 0);
		const cut = write([root.hashed], 1);
		expect(codes(store(root), [cut.hashed.hash])).toEqual(['head-missing']);
	});

	it('finds a purge certificate that names a head of another chain', () => {
		const root = write([], 0);
		const certificate = `Ledger head before  ${'a'.repeat(64)}\r\n`;
		const body = { holdId: 'h', certificate, certificateSha256: '', chunksDestroyed: 0 };
		const purged = write([root.hashed], 1, { type: 'purge.completed', body });
		expect(codes(store(root, purged))).toEqual(['head-missing']);
	});

	it('counts a record that was sent twice, and finds no harm in it', () => {
		const root = write([], 0);
		const report = verifyLedger('c', [...store(root), ...store(root)]);
		expect(report).toMatchObject({ repeatedCount: 1, problems: [], head: root.hashed.hash });
	});
});
