import { createClock, createStore, findHold, HOLD, load, placeHold, SNAPSHOT, startProcess, type TestStore } from './harness';
import { createChance, ModelWorkspace } from './workspaceModel';
import { canonicalise, unwrapSegmentKey, type CryptoKey } from '../../src/evidence';
import { captureStep } from '../../src/preservation/capture';
import { describeRecipients, rewrapDataKeys } from '../../src/preservation/rewrap';
import { SCOPE_CHOICES } from '../../src/preservation/scope';
import { createTestKeys, type TestKeys } from '../evidence/desk';

jest.setTimeout(120_000);

describe('wrapping the data keys of a snapshot to other certificates', () => {
	let [before, after, recovery] = [] as unknown as [TestKeys, TestKeys, TestKeys];

	beforeAll(async () => {
		[before, after, recovery] = (await Promise.all(
			['old', 'new', 'recovery'].map((name) => createTestKeys('sealing', name)),
		)) as [TestKeys, TestKeys, TestKeys];
	});

	/** A snapshot in three segments: of three processes each sealed a part. */
	async function capture(): Promise<TestStore> {
		const store = createStore();
		const workspace = new ModelWorkspace(createChance(1));
		const message = { at: Date.parse('2026-02-01T00:00:00.000Z'), senderId: 'subject', text: 'a secret' };
		['a', 'b', 'c'].forEach((room) => workspace.addRoom(room, [{ id: `m-${room}`, ...message }]));
		const clock = createClock();
		await placeHold(startProcess(store, workspace, before, clock), SCOPE_CHOICES['direct-and-own']);
		for (let seed = 1; seed < 20; seed++) {
			const tools = startProcess(store, workspace, before, clock, { seed });
			if (findHold(await load(tools)).status === 'capturing') {
				await captureStep(await load(tools), HOLD, 0, tools);
			}
		}
		return store;
	}

	/** Which segments a private key opens. */
	async function opens({ keys }: TestStore, privateKey: CryptoKey): Promise<string[]> {
		const opened: string[] = [];
		for (const { segmentId, wrapped } of keys) {
			const tried = await Promise.all(wrapped.map((one) => unwrapSegmentKey(one, privateKey)));
			opened.push(...(tried.some(({ ok }) => ok) ? [segmentId] : []));
		}
		return [...new Set(opened)].sort();
	}

	const to = (...keys: TestKeys[]) => describeRecipients(keys.map(({ certificatePem }) => certificatePem));
	const listSegments = ({ keys }: TestStore) => [...new Set(keys.map(({ segmentId }) => segmentId))].sort();

	it('leaves them open to the new key and the recovery key, closed to the old one, and touches no chunk', async () => {
		const store = await capture();
		const segments = listSegments(store);
		expect(segments.length).toBeGreaterThan(1);
		const chunks = canonicalise(Object.fromEntries(store.chunks));
		const calls: string[] = [];
		store.store.beforeEachCall = (what) => void calls.push(what);
		const report = await rewrapDataKeys(
			SNAPSHOT,
			await to(after, recovery),
			[after.privateKey, before.privateKey],
			store.snapshots,
		);
		expect(report).toEqual({ rewrapped: segments.length, unopened: 0 });
		expect(await opens(store, after.privateKey)).toEqual(segments);
		expect(await opens(store, recovery.privateKey)).toEqual(segments);
		expect(await opens(store, before.privateKey)).toEqual([]);
		expect(canonicalise(Object.fromEntries(store.chunks))).toBe(chunks);
		expect(calls.filter((call) => /chunk/i.test(call))).toEqual([]);
	});

	it('wherever it is cut off, every data key can still be opened, and the next run finishes it', async () => {
		const whole = await capture();
		const segments = listSegments(whole);
		const keys = [after.privateKey, before.privateKey];
		const recipients = await to(after);
		for (let cut = 1; cut <= 3 * segments.length; cut++) {
			const store = createStore();
			store.keys.push(...whole.keys);
			let calls = 0;
			store.store.beforeEachCall = () => {
				calls += 1;
				if (calls === cut) throw new Error('the process dies here');
			};
			const rewrap = () => rewrapDataKeys(SNAPSHOT, recipients, keys, store.snapshots);
			await rewrap().catch(() => undefined);
			store.store.beforeEachCall = () => undefined;
			const either = [...(await opens(store, before.privateKey)), ...(await opens(store, after.privateKey))];
			expect([...new Set(either)].sort()).toEqual(segments);
			await rewrap();
			expect(await opens(store, after.privateKey)).toEqual(segments);
			expect(await opens(store, before.privateKey)).toEqual([]);
			expect(await rewrap()).toEqual({ rewrapped: 0, unopened: 0 });
		}
	});

	it('two runs at once lose no data key', async () => {
		const store = await capture();
		const segments = listSegments(store);
		const rewrap = async (...keys: TestKeys[]) =>
			rewrapDataKeys(SNAPSHOT, await to(...keys), [after.privateKey, before.privateKey], store.snapshots);
		await Promise.all([rewrap(after), rewrap(after), rewrap(after, recovery)]);
		expect(await opens(store, after.privateKey)).toEqual(segments);
	});

	it('leaves a data key that none of the private keys opens as it is, and says how many there are', async () => {
		const store = await capture();
		const stranger = await createTestKeys('sealing', 'stranger');
		const keys = canonicalise(store.keys);
		const report = await rewrapDataKeys(SNAPSHOT, await to(after), [stranger.privateKey], store.snapshots);
		expect(report).toEqual({ rewrapped: 0, unopened: listSegments(store).length });
		expect(canonicalise(store.keys)).toBe(keys);
	});
});
