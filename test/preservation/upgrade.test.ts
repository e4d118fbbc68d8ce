import { foldDesk } from '../../src/cases/deskState';
import { readLedger, type StoredEvent } from '../../src/cases/ledger';
import { canonicalise, createSegmentKey, sha256Hex, unwrapSegmentKey, wrapSegmentKey, type WrappedKey } from '../../src/evidence';
import type { Records } from '../../src/platform/records';
import { createSnapshotStore } from '../../src/platform/snapshots';
import { describeRecipients, rewrapDataKeys } from '../../src/preservation/rewrap';
import { createTestKeys, expectValue, type TestKeys } from '../evidence/desk';

jest.setTimeout(60_000);

/** A database that keeps records under names, as the platform does. */
function createMemoryRecords(): Records & { rows: { names: string[]; json: string }[] } {
	const rows: { names: string[]; json: string }[] = [];
	const bears = (names: string[]) => (row: { names: string[] }) => names.every((name) => row.names.includes(name));
	const remove = async (...names: string[]) => {
		const gone = rows.filter(bears(names));
		gone.forEach((row) => rows.splice(rows.indexOf(row), 1));
		return gone.length;
	};
	return {
		rows,
		remove,
		add: async (names, value) => void rows.push({ names, json: JSON.stringify(value) }),
		list: async <T>(...names: string[]) => rows.filter(bears(names)).map(({ json }) => JSON.parse(json) as T),
		replace: async () => undefined,
		removeAll: async (...names) => void (await remove(...names)),
	};
}

describe('records that version 0.1.0 wrote before keys could be changed', () => {
	let [before, after] = [] as unknown as [TestKeys, TestKeys];
	let wrapped: WrappedKey[];

	beforeAll(async () => {
		before = await createTestKeys('sealing', 'old');
		after = await createTestKeys('sealing', 'new');
		wrapped = expectValue(await wrapSegmentKey(createSegmentKey(), [before.certificatePem]));
	});

	const old = async () => {
		const records = createMemoryRecords();
		await records.add(['snapshot:s1:keys'], { segmentId: 'g1', wrapped });
		await records.add(['snapshot:s1:keys'], { segmentId: 'g2', wrapped });
		return { records, store: createSnapshotStore(records) };
	};

	it('have their data keys read beside new ones', async () => {
		const { store } = await old();
		await store.putWrappedKey('s1', { segmentId: 'g3', wrapped });
		expect((await store.listWrappedKeys('s1')).map(({ segmentId }) => segmentId).sort()).toEqual(['g1', 'g2', 'g3']);
	});

	it('are wrapped anew as all others, and only then removed', async () => {
		const { records, store } = await old();
		const recipients = await describeRecipients([after.certificatePem]);
		expect(await rewrapDataKeys('s1', recipients, [before.privateKey], store)).toEqual({ rewrapped: 2, unopened: 0 });
		expect(records.rows.some(({ names }) => names.includes('snapshot:s1:keys'))).toBe(false);
		const now = await store.listWrappedKeys('s1');
		expect(now).toHaveLength(2);
		for (const record of now) {
			expect((await unwrapSegmentKey(record.wrapped[0]!, after.privateKey)).ok).toBe(true);
			expect((await unwrapSegmentKey(record.wrapped[0]!, before.privateKey)).ok).toBe(false);
		}
	});

	it('are destroyed with the new ones by a purge', async () => {
		const { records, store } = await old();
		await store.putWrappedKey('s1', { segmentId: 'g3', wrapped });
		await store.destroyWrappedKeys('s1');
		expect(records.rows).toEqual([]);
		expect(await store.countRemains('s1', [])).toBe(0);
	});

	it('say how the desk is set up, though nothing in them speaks of recovery or of a change of keys', () => {
		const certificate = (name: string) => ({ pem: `pem of ${name}`, fingerprint: name });
		const body = {
			...{ organisation: 'Example', serverUrl: 'https://chat.example', channelId: 'c1', officerRole: 'o', approverRole: 'a' },
			...{ sealing: certificate('sealing'), signing: certificate('signing') },
		};
		const event = {
			...{ type: 'desk.configured', body, id: 'e1', ledger: 'desk', parents: [], height: 0, at: '2026-03-01T00:00:00.000Z' },
			actor: { kind: 'person', userId: 'u1', username: 'admin' },
		};
		const bytes = canonicalise(event);
		const stored: StoredEvent = { bytes, hash: sha256Hex(bytes) };
		const { events, problems } = readLedger('desk', [stored]);
		expect(problems).toEqual([]);
		expect(foldDesk(events)).toMatchObject({ ...body, keyIds: {}, replaced: { sealing: [], signing: [] } });
	});

	it('of a newer version are refused by their number: a wrapped key that says v 2 is not guessed at', async () => {
		const newer = { ...wrapped[0]!, v: 2 } as unknown as WrappedKey;
		expect(await unwrapSegmentKey(newer, before.privateKey)).toMatchObject({ ok: false, code: 'malformed-wrapped-key' });
	});
});
