import { createClock, createStore, findHold, HOLD, load, placeHold, startProcess } from './harness';
import { createChance, ModelWorkspace } from './workspaceModel';
import { decideEntitlement } from '../../src/policy/entitlement';
import { captureStep } from '../../src/preservation/capture';
import { SCOPE_CHOICES } from '../../src/preservation/scope';
import { readSnapshot } from '../../src/production/readSnapshot';
import { selectRecords } from '../../src/production/selectRecords';
import { createTestKeys, type TestKeys } from '../evidence/desk';

describe('a production from a snapshot that holds messages and files', () => {
	let keys: TestKeys;

	beforeAll(async () => {
		keys = await createTestKeys('sealing');
	});

	async function produceFrom(process: string) {
		const store = createStore();
		const workspace = new ModelWorkspace(createChance(1));
		const file = { id: 'f1', bytes: Uint8Array.of(1, 2, 3) };
		const message = {
			id: 'm1',
			at: Date.parse('2026-02-01T00:00:00.000Z'),
			senderId: 'subject',
			text: 'a secret',
			files: [file],
		};
		workspace.addRoom('room', [message], { encrypted: true });
		const tools = startProcess(store, workspace, keys, createClock());
		await placeHold(tools, SCOPE_CHOICES['direct-and-own']);
		const hold = findHold(await captureStep(await load(tools), HOLD, 1_000_000, tools));
		const opened: string[] = [];
		const snapshots = {
			...store.snapshots,
			readChunk: async (snapshotId: string, chunkId: string) => {
				opened.push(hold.chunks.find((chunk) => chunk.chunkId === chunkId)?.content ?? 'unknown');
				return store.snapshots.readChunk(snapshotId, chunkId);
			},
		};
		const { produced } = decideEntitlement(process, ['account', 'non-content', 'content']);
		const read = await readSnapshot({ hold, produced, snapshots, sealingKey: keys.privateKey });
		const selected = read.ok ? selectRecords(read.value.records, { produced, userId: 'subject' }) : read;
		return { opened: opened.sort(), read, selected };
	}

	it.each([
		['subpoena', ['account', 'exception']],
		['court-order', ['account', 'exception', 'membership', 'message-metadata']],
	])('under a %s opens no piece that holds what somebody said or sent', async (process, expected) => {
		const { opened, read, selected } = await produceFrom(process);
		expect(opened).toEqual(expected);
		expect(JSON.stringify(read)).not.toContain('a secret');
		expect(selected.ok).toBe(true);
	});

	it('shows the holder of a subpoena not even that a room was encrypted', async () => {
		const { selected } = await produceFrom('subpoena');
		expect(selected).toMatchObject({ ok: true, value: { exceptions: [], memberships: [] } });
	});
});
