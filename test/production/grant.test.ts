import type { HoldState } from '../../src/cases/state';
import { captureStep } from '../../src/preservation/capture';
import { SCOPE_CHOICES } from '../../src/preservation/scope';
import { GRANT_LIFE_MS, openGrant, type KeyGrant } from '../../src/production/keyGrant';
import { createTestKeys, type TestKeys } from '../evidence/desk';
import { createClock, createStore, findHold, HOLD, load, placeHold, startProcess } from '../preservation/harness';
import { createChance, ModelWorkspace } from '../preservation/workspaceModel';

// Signing and squeezing take their time on a busy machine.
jest.setTimeout(60_000);

describe('a grant for one production', () => {
	let sealing: TestKeys;
	let signing: TestKeys;
	let hold: HoldState;
	const store = createStore();
	let now = 0;

	beforeAll(async () => {
		sealing = await createTestKeys('sealing');
		signing = await createTestKeys('signing');
		const workspace = new ModelWorkspace(createChance(1));
		workspace.addRoom('room', [
			{ id: 'm1', at: Date.parse('2026-02-01T00:00:00.000Z'), senderId: 'subject', text: 'a secret', files: [] },
		]);
		const tools = startProcess(store, workspace, sealing, createClock());
		await placeHold(tools, SCOPE_CHOICES['direct-and-own']);
		hold = findHold(await captureStep(await load(tools), HOLD, 1_000_000, tools));
	}, 60_000);

	async function open(contents: Parameters<typeof openGrant>[0]['contents'], keys: TestKeys = sealing): Promise<KeyGrant> {
		now = 0;
		const opened = await openGrant({
			...{ hold, contents, snapshots: store.snapshots, clock: () => now },
			keys: { sealing: [keys.privateKey], signing: signing.privateKey },
		});
		if (!opened.ok) {
			throw new Error(opened.code);
		}
		return opened.value;
	}

	async function read(grant: KeyGrant, content: 'account' | 'message'): Promise<string> {
		const records = [];
		for await (const piece of grant.source.read(content)) {
			records.push(...piece);
		}
		return JSON.stringify(records);
	}

	it('reads the pieces that it was made for, and no others', async () => {
		const grant = await open(['account']);
		expect(await read(grant, 'account')).toContain('"kind":"account"');
		expect(await read(grant, 'message')).toBe('[]');
		expect(await read(await open(['message']), 'message')).toContain('a secret');
	});

	it('ends by itself, also in the middle of reading, and signs nothing afterwards', async () => {
		const grant = await open(['account', 'message']);
		expect(await read(grant, 'account')).toContain('account');
		now = GRANT_LIFE_MS;
		await expect(read(grant, 'message')).rejects.toMatchObject({ code: 'grant-expired' });
		await expect(grant.sign(new Uint8Array(1), signing.certificatePem, new Date(0))).rejects.toMatchObject({
			code: 'grant-expired',
		});
		// Turning the clock back brings nothing back: the keys are gone.
		now = 0;
		await expect(read(grant, 'message')).rejects.toMatchObject({ code: 'grant-expired' });
	});

	it('is over when it is destroyed', async () => {
		const grant = await open(['account', 'message']);
		grant.destroy();
		await expect(read(grant, 'account')).rejects.toMatchObject({ code: 'grant-expired' });
	});

	it('writes nothing into the database: a process that dies takes it along', async () => {
		const before = JSON.stringify([...(await store.snapshots.listWrappedKeys(hold.snapshotId))]);
		const grant = await open(['account', 'message']);
		await read(grant, 'message');
		expect(JSON.stringify([...(await store.snapshots.listWrappedKeys(hold.snapshotId))])).toBe(before);
	});

	it('is not made with another key than the one that the snapshot was sealed to', async () => {
		const other = await createTestKeys('sealing', 'Other');
		await expect(open(['account'], other)).rejects.toThrow('key-does-not-open');
	}, 60_000);
});
