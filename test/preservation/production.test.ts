import { createClock, createStore, findHold, HOLD, load, placeHold, startProcess } from './harness';
import { createChance, ModelWorkspace } from './workspaceModel';
import { decideEntitlement } from '../../src/policy/entitlement';
import { captureStep } from '../../src/preservation/capture';
import { SCOPE_CHOICES } from '../../src/preservation/scope';
import { listContents } from '../../src/production/contents';
import { openGrant } from '../../src/production/keyGrant';
import { selectRecords } from '../../src/production/selectRecords';
import type { UnknownRecord } from '../../src/production/source';
import { createTestKeys, type TestKeys } from '../evidence/desk';

describe('a production from a snapshot that holds messages and files', () => {
	let keys: TestKeys;
	let signing: TestKeys['privateKey'];

	beforeAll(async () => {
		keys = await createTestKeys('sealing');
		signing = (await createTestKeys('signing')).privateKey;
	}, 60_000);

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
		const { privateKey: sealing } = keys;
		const contents = listContents(produced, undefined);
		const grant = await openGrant({ hold, contents, snapshots, keys: { sealing: [sealing], signing }, clock: () => 0 });
		const read: UnknownRecord[] = [];
		// Also what the process does not reach is asked for: the grant does not open it.
		for (const content of ['account', 'membership', 'exception', 'message-metadata', 'message', 'file', 'room-counts']) {
			for await (const records of grant.ok ? grant.value.source.read(content as 'account') : []) {
				read.push(...records);
			}
		}
		return { opened: opened.sort(), read, selected: selectRecords(read, { produced, userId: 'subject' }) };
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
