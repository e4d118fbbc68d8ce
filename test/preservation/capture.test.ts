import {
	createClock,
	createStore,
	findHold,
	HOLD,
	load,
	ofKind,
	openSnapshot,
	placeHold,
	startProcess,
	type AnyRecord,
} from './harness';
import { createChance, ModelWorkspace, type ModelMessage } from './workspaceModel';
import type { CaptureScope } from '../../src/cases/events/capture';
import { sha256Hex } from '../../src/evidence';
import { captureStep } from '../../src/preservation/capture';
import { SCOPE_CHOICES } from '../../src/preservation/scope';
import { createTestKeys, type TestKeys } from '../evidence/desk';

const SENT = Date.parse('2026-02-01T00:00:00.000Z');
const WHOLE: CaptureScope = SCOPE_CHOICES['direct-and-own'];
const FOREVER = 1_000_000;

const say = (id: string, minute = 0, more: Partial<ModelMessage> = {}): ModelMessage => ({
	...{ id, at: SENT + minute * 60_000, senderId: 'subject', text: `says ${id}` },
	...more,
});

const bytes = (length: number) => Uint8Array.from({ length }, (_, index) => index % 251);

describe('what a capture takes and what it lists', () => {
	let keys: TestKeys;

	beforeAll(async () => {
		keys = await createTestKeys('sealing');
	}, 60_000);

	function start(pageSize = 100) {
		const store = createStore();
		const workspace = new ModelWorkspace(createChance(1));
		const clock = createClock();
		const begin = (seed = 1) => startProcess(store, workspace, keys, clock, { seed, pageSize });
		return { store, workspace, begin };
	}

	async function captureAll(setup: ReturnType<typeof start>, scope: CaptureScope | undefined = WHOLE): Promise<AnyRecord[]> {
		const tools = setup.begin();
		await placeHold(tools, scope);
		for (let steps = 0; findHold(await load(tools)).status === 'capturing'; steps++) {
			expect(steps).toBeLessThan(100);
			await captureStep(await load(tools), HOLD, FOREVER, tools);
		}
		return openSnapshot(findHold(await load(tools)), setup.store, keys);
	}

	const exceptionCodes = (records: AnyRecord[]) => ofKind(records, 'exception').map(({ code }) => code as string);

	it('seals each kind of record by itself, so that less process opens fewer pieces', async () => {
		const setup = start();
		setup.workspace.addRoom('room', [say('m1'), say('m2', 1, { files: [{ id: 'f1', bytes: bytes(10) }] })]);
		await captureAll(setup);
		const { chunks } = findHold(await load(setup.begin()));
		expect(chunks.map(({ content, records }) => `${content} ${records}`).sort()).toEqual([
			'account 1',
			'file 2',
			'membership 1',
			'message 2',
			'message-metadata 2',
			'room-counts 1',
		]);
	});

	it('says nothing of a message in its metadata', async () => {
		const setup = start();
		setup.workspace.addRoom('room', [say('m1', 0, { text: 'a secret', files: [{ id: 'f1', bytes: bytes(1) }] })]);
		const [metadata] = ofKind(await captureAll(setup), 'message-metadata');
		expect(JSON.stringify(metadata)).not.toMatch(/secret|f1/);
		expect(metadata).toMatchObject({ id: 'm1', roomId: 'room', sender: { id: 'subject' }, files: 1 });
	});

	it('copies files whole with the SHA-256 of their bytes: empty ones, several of a message, and one of many parts', async () => {
		const setup = start();
		const large = bytes(3 * 1024 * 1024 + 7);
		const files = [
			{ id: 'empty', bytes: bytes(0) },
			{ id: 'small', bytes: bytes(9) },
			{ id: 'large', bytes: large },
		];
		setup.workspace.addRoom('room', [say('m1', 0, { files })]);
		const records = await captureAll(setup);
		expect(exceptionCodes(records)).toEqual([]);
		for (const { id, bytes: content } of files) {
			const parts = ofKind(records, 'file-part').filter(({ fileId }) => fileId === id);
			const joined = Buffer.concat(parts.map(({ base64 }) => Buffer.from(base64 as string, 'base64')));
			expect(parts.map(({ part }) => part as number)).toEqual(parts.map((_, index) => index));
			expect(joined.equals(Buffer.from(content))).toBe(true);
			expect(ofKind(records, 'file').find((file) => file.id === id)).toMatchObject({
				...{ messageId: 'm1', sizeBytes: content.byteLength, sha256: sha256Hex(content), parts: parts.length },
			});
		}
	});

	it('goes on after a file that it cannot copy, and lists each with the reason', async () => {
		const setup = start();
		const files = [
			{ id: 'unreadable', statedSizeBytes: 5 },
			{ id: 'came-empty', bytes: bytes(0), statedSizeBytes: 5 },
			{ id: 'too-large', bytes: bytes(1), statedSizeBytes: 9 * 1024 * 1024 },
			{ id: 'thumb', bytes: bytes(1), isThumbnail: true },
			{ id: 'good', bytes: bytes(4) },
		];
		setup.workspace.addRoom('room', [say('m1', 0, { files })]);
		setup.workspace.readFileSize = async (id) =>
			id === 'gone' ? undefined : { sizeBytes: files.find((file) => file.id === id)?.statedSizeBytes };
		files.push({ id: 'gone', statedSizeBytes: 1 });
		const records = await captureAll(setup);
		const listed = ofKind(records, 'exception').map(({ where, code, what }) => `${what} ${where} ${code}`);
		expect(listed.sort()).toEqual([
			'file came-empty file-empty-read',
			'file gone file-gone',
			'file too-large file-over-limit',
			'file unreadable file-unreadable',
		]);
		expect(ofKind(records, 'file').map(({ id }) => id as string)).toEqual(['good']);
		const { counts } = findHold(await load(setup.begin()));
		expect(counts?.tally).toMatchObject({ files: 6, filesCopied: 1, filesExcepted: 4, thumbnails: 1 });
	});

	it('lists files that the scope leaves out, too', async () => {
		const setup = start();
		setup.workspace.addRoom('room', [say('m1', 0, { files: [{ id: 'f1', bytes: bytes(1) }] })]);
		expect(exceptionCodes(await captureAll(setup, { ...WHOLE, maxFileBytes: 0 }))).toEqual(['files-left-out']);
	});

	it('lists a message that has no faithful written form, and copies the others', async () => {
		const setup = start();
		const { workspace } = setup;
		workspace.addRoom('room', [say('m1'), say('bad', 1), say('m3', 2)]);
		const read = workspace.readMessages.bind(workspace);
		workspace.readMessages = async (...page) =>
			(await read(...page)).map((message) =>
				message.id === 'bad' ? { ...message, record: { ...message.record, attachments: [{ size: Number.NaN }] } } : message,
			);
		const records = await captureAll(setup);
		expect(ofKind(records, 'message').map(({ id }) => id as string)).toEqual(['m1', 'm3']);
		expect(ofKind(records, 'exception')).toMatchObject([{ what: 'message', where: 'bad', code: 'message-not-plain' }]);
		expect(ofKind(records, 'room-counts')).toMatchObject([{ seen: 3, captured: 2, excepted: 1, outside: 0 }]);
	});

	it('takes a whole direct room, and elsewhere the account’s own messages only', async () => {
		const setup = start();
		const mixed = (room: string) => [say(`${room}-own`), say(`${room}-other`, 1, { senderId: 'other' })];
		setup.workspace.addRoom('d', mixed('d'), { roomKind: 'direct messages' });
		setup.workspace.addRoom('p', mixed('p'), { roomKind: 'private group' });
		const captured = ofKind(await captureAll(setup), 'message').map(({ id }) => id as string);
		expect(captured.sort()).toEqual(['d-other', 'd-own', 'p-own']);
	});

	it('takes nothing that was sent after the hold was placed', async () => {
		const setup = start();
		setup.workspace.addRoom('room', [say('m1'), say('late', 60 * 24 * 60)]);
		expect(ofKind(await captureAll(setup), 'message').map(({ id }) => id as string)).toEqual(['m1']);
	});

	it('reads no message for a hold without a scope, as holds of earlier versions are', async () => {
		const setup = start();
		setup.workspace.addRoom('room', [say('m1')]);
		const tools = setup.begin();
		await placeHold(tools);
		const captured = await captureStep(await load(tools), HOLD, FOREVER, tools);
		expect(findHold(captured).status).toBe('active');
		expect(setup.workspace.reads).toBe(0);
	});

	it('copies the rooms that the account had when it began, also when the account is deleted a moment later', async () => {
		const setup = start();
		setup.workspace.addRoom('a', [say('m1')]);
		setup.workspace.addRoom('b', [say('m2')]);
		const tools = setup.begin();
		await placeHold(tools, WHOLE);
		await captureStep(await load(tools), HOLD, 0, tools);
		setup.workspace.memberOf = [];
		while (findHold(await load(tools)).status === 'capturing') {
			await captureStep(await load(tools), HOLD, 0, tools);
		}
		const records = await openSnapshot(findHold(await load(tools)), setup.store, keys);
		expect(
			ofKind(records, 'message')
				.map(({ id }) => id as string)
				.sort(),
		).toEqual(['m1', 'm2']);
	});

	it('tells a room that was removed between two of its pages from one that was removed after its last', async () => {
		const setup = start(5);
		const { workspace } = setup;
		const talk = (room: string, count: number) => Array.from({ length: count }, (_, index) => say(`${room}${index}`, index));
		workspace.addRoom('between', talk('b', 9));
		workspace.addRoom('after', talk('a', 3));
		const read = workspace.readMessages.bind(workspace);
		workspace.readMessages = async (roomId, ...page) => {
			const found = await read(roomId, ...page);
			workspace.rooms.delete(roomId);
			return found;
		};
		const records = await captureAll(setup);
		expect(ofKind(records, 'message')).toHaveLength(5 + 3);
		expect(ofKind(records, 'exception')).toMatchObject([{ where: 'between', code: 'room-gone-meanwhile' }]);
	});

	it('lists a room that was removed after its membership was copied and before its messages were', async () => {
		const setup = start();
		const { workspace } = setup;
		workspace.addRoom('gone', [say('m1')]);
		const read = workspace.readMembership.bind(workspace);
		workspace.readMembership = async (roomId) => {
			const membership = await read(roomId);
			workspace.rooms.delete(roomId);
			return membership;
		};
		const records = await captureAll(setup);
		expect(ofKind(records, 'message')).toEqual([]);
		expect(ofKind(records, 'exception')).toMatchObject([{ what: 'room', where: 'gone', code: 'room-gone' }]);
	});

	it('fails once on a room that cannot be read, then lists it and goes on', async () => {
		const setup = start();
		const { workspace } = setup;
		workspace.addRoom('good', [say('m1')]);
		workspace.addRoom('bad', [say('m2')]);
		const read = workspace.readMessages.bind(workspace);
		workspace.readMessages = async (roomId, ...page) => {
			if (roomId === 'bad') {
				throw new Error('the room is away');
			}
			return read(roomId, ...page);
		};
		const tools = setup.begin();
		await placeHold(tools, WHOLE);
		await expect(captureStep(await load(tools), HOLD, FOREVER, tools)).rejects.toThrow('the room is away');
		const { appendEvents } = await import('../../src/cases/caseFile');
		const noted = await appendEvents(
			await load(tools),
			[{ type: 'snapshot.failed', body: { holdId: HOLD, code: 'step-failed' } }],
			{ kind: 'desk', part: 'sweep' },
			tools,
		);
		const captured = await captureStep(noted, HOLD, FOREVER, tools);
		const records = await openSnapshot(findHold(captured), setup.store, keys);
		expect(ofKind(records, 'message').map(({ id }) => id as string)).toEqual(['m1']);
		expect(ofKind(records, 'exception')).toMatchObject([{ what: 'room', where: 'bad', code: 'room-unreadable' }]);
	});

	it('counts no step that follows one that did not count', async () => {
		const setup = start();
		const rooms = Array.from({ length: 8 }, (_, index) => `room${index}`);
		rooms.forEach((room, index) => setup.workspace.addRoom(room, [say(`m${index}`)]));
		const [one, other] = [setup.begin(1), setup.begin(2)];
		const placed = await placeHold(one, SCOPE_CHOICES.own);
		// Each goes its own way from here, without looking at what the other has written, at its own pace.
		let [mine, theirs] = [placed, placed];
		for (let steps = 0; steps < 12; steps++) {
			mine = await captureStep(mine, HOLD, 3, one);
			theirs = await captureStep(theirs, HOLD, 11, other);
		}
		for (const tools = setup.begin(3); findHold(await load(tools)).status === 'capturing'; ) {
			await captureStep(await load(tools), HOLD, 5, tools);
		}
		const records = await openSnapshot(findHold(await load(one)), setup.store, keys);
		expect(
			ofKind(records, 'message')
				.map(({ id }) => id as string)
				.sort(),
		).toEqual(rooms.map((_, index) => `m${index}`));
		expect(
			ofKind(records, 'membership')
				.map(({ roomId }) => roomId as string)
				.sort(),
		).toEqual(rooms);
	});

	it('names no room in the ledger, since a direct room’s id names its people', async () => {
		const setup = start();
		setup.workspace.addRoom('idOfOneidOfOther', [say('m1'), say('m2', 1)], { roomKind: 'direct messages' });
		const tools = setup.begin();
		await placeHold(tools, WHOLE);
		while (findHold(await load(tools)).status === 'capturing') {
			await captureStep(await load(tools), HOLD, 0, tools);
		}
		expect(JSON.stringify(setup.store.events)).not.toContain('idOfOne');
		expect(await setup.store.snapshots.readRoomList('snapshot-1')).toBeUndefined();
	});

	it('keeps no more unsealed than a chunk of each kind, and no chunk over a mebibyte but for one record', async () => {
		const setup = start();
		const text = 'x'.repeat(20_000);
		setup.workspace.addRoom(
			'room',
			Array.from({ length: 300 }, (_, index) => say(`m${index}`, index, { text })),
		);
		await captureAll(setup);
		const messages = findHold(await load(setup.begin())).chunks.filter(({ content }) => content === 'message');
		expect(messages.length).toBeGreaterThanOrEqual(6);
		expect(Math.max(...messages.map(({ records }) => records * 20_000))).toBeLessThanOrEqual(1024 * 1024);
	});
});
