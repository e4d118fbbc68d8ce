import type { SeedMessage } from './contract';
import { startProbed, type RemoteHost } from './probe/start';

jest.setTimeout(60_000);

const at = (minute: number) => new Date(Date.UTC(2025, 0, 1, 0, minute)).toISOString();
const message = (id: string, minute: number, extra: Partial<SeedMessage> = {}): SeedMessage => ({
	id,
	roomId: 'general',
	userId: 'bob',
	text: id,
	at: at(minute),
	...extra,
});

let host: RemoteHost;
beforeAll(async () => {
	const ties = [...Array(30)].map((_, n) => message(`tie${n}`, 500));
	host = await startProbed(
		{},
		{},
		{
			messages: [
				message('plain', 1),
				message('reply', 2, { threadId: 'plain' }),
				message('system', 3, { type: 'uj' }),
				message('encrypted', 4, { type: 'e2e', text: 'cipher' }),
				message('removed', 5, { type: 'rm', text: '' }),
				message('former', 6, { hidden: true }),
				message('edited', 7, { editedAt: at(8), editedBy: 'alice' }),
				message('ghostly', 9, { userId: 'vanished' }),
				message('pinned', 10, {
					pinned: true,
					files: [{ id: 'f1', name: 'a.txt', type: 'text/plain', content: Buffer.from('a') }],
				}),
				...[...Array(150)].map((_, n) => message(`many${n}`, n, { roomId: 'secret' })),
				...ties.map((tie) => ({ ...tie, roomId: 'alicebob' })),
			],
		},
	);
});
afterAll(() => host.dispose());

const read = (roomId: string, options?: object): Promise<any[]> =>
	host.inApp(({ read, input }: any) => read.getRoomReader().getMessages(input.roomId, input.options ?? {}), {
		input: { roomId, options },
	});
const ids = (messages: any[]) => messages.map(({ id }) => id);

describe('getMessages', () => {
	const readable = ['plain', 'reply', 'edited', 'ghostly', 'pinned'];

	it('leaves out system, end-to-end-encrypted and removed messages and edit history', async () => {
		expect(ids(await read('general', { sort: { createdAt: 'asc' } }))).toEqual(readable);
		expect(ids(await read('general', { sort: { createdAt: 'desc' } }))).toEqual([...readable].reverse());
		expect(ids(await read('general', { sort: { createdAt: 'asc' }, showThreadMessages: false }))).toEqual([
			'plain',
			'edited',
			'ghostly',
			'pinned',
		]);
	});

	it('gives a raw sender with _id, an editor, and all that no mapping covers under _unmappedProperties_', async () => {
		const [plain, , edited, , pinned] = await read('general', { sort: { createdAt: 'asc' } });
		expect(plain).toMatchObject({
			roomId: 'general',
			text: 'plain',
			sender: { _id: 'bob', username: 'bob' },
			createdAt: { $date: at(1) },
		});
		expect(plain.sender.id).toBeUndefined();
		expect(plain.room).toBeUndefined();
		expect(edited).toMatchObject({ editedAt: { $date: at(8) }, editor: { _id: 'alice' } });
		expect(pinned.file).toMatchObject({ _id: 'f1' });
		expect(pinned.files).toBeUndefined();
		expect(pinned._unmappedProperties_).toMatchObject({ pinned: true, files: [{ _id: 'f1', name: 'a.txt' }], mentions: [] });
	});

	it('gives an attachment without a time the year 1970', async () => {
		const pinned = (await read('general', { sort: { createdAt: 'asc' } })).at(-1);
		expect(pinned.attachments[0].timestamp).toEqual({ $date: '1970-01-01T00:00:00.000Z' });
		expect(pinned.attachments[0].title).toMatchObject({ value: 'a.txt', link: '/file-upload/f1/a.txt' });
	});

	it('gives 100 at most, pages by skip, and takes 0 for no limit', async () => {
		expect(await read('secret')).toHaveLength(100);
		await expect(read('secret', { limit: 101 })).rejects.toThrow('Expected number <= 100');
		expect(await read('secret', { limit: 0 })).toHaveLength(150);
		expect(ids(await read('secret', { limit: 2, skip: 148, sort: { createdAt: 'asc' } }))).toEqual(['many148', 'many149']);
		expect(await read('secret', { skip: 150 })).toEqual([]);
	});

	it('refuses other sort keys', async () => {
		await expect(read('secret', { sort: { id: 'asc' } })).rejects.toThrow('Invalid key "id" used in sort');
	});

	it('leaves messages of one millisecond, and unsorted ones, in no fixed order', async () => {
		const options = { sort: { createdAt: 'asc' } };
		const tied = [ids(await read('alicebob', options)), ids(await read('alicebob', options))];
		expect(tied[0]).not.toEqual(tied[1]);
		expect([...tied[0]!].sort()).toEqual([...tied[1]!].sort());
		expect(ids(await read('secret', { limit: 50 }))).not.toEqual(ids(await read('secret', { limit: 50 })));
	});

	it('shifts rows when messages vanish between two pages', async () => {
		const page = (skip: number) => read('secret', { limit: 3, skip, sort: { createdAt: 'asc' } });
		expect(ids(await page(0))).toEqual(['many0', 'many1', 'many2']);
		await host.api.deleteMessage({ userId: 'alice', messageId: 'many1' });
		expect(ids(await page(3))).toEqual(['many4', 'many5', 'many6']);
	});

	it('reads rooms that the app’s user is not a member of', async () => {
		expect(await host.api.workspace.members('secret')).toEqual(['alice', 'carol']);
		expect((await read('secret', { limit: 1 })).length).toBe(1);
	});
});

describe('single messages', () => {
	it('come with room and sender looked up; a vanished sender as the stub that the message kept', async () => {
		const [plain, ghostly] = await host.inApp(({ read }) =>
			Promise.all(['plain', 'ghostly'].map((id) => read.getMessageReader().getById(id))),
		);
		expect(plain).toMatchObject({
			sender: { id: 'bob', emails: [{ address: 'bob@example.com' }] },
			room: { id: 'general', slugifiedName: 'general' },
		});
		expect(ghostly.sender).toMatchObject({ id: 'vanished', username: 'vanished', emails: null });
		expect(await host.inApp(({ read }) => read.getMessageReader().getById('nothing'))).toBeNull();
	});
});

describe('rooms', () => {
	it('are found by id, or by slug to the letter', async () => {
		const found = await host.inApp(({ read }) => {
			const rooms = read.getRoomReader();
			return Promise.all([
				rooms.getById('secret'),
				rooms.getByName('secret'),
				rooms.getByName('Secret'),
				rooms.getById('nothing'),
			]);
		});
		expect(found).toMatchObject([{ id: 'secret', type: 'p', creator: { id: 'alice' } }, { id: 'secret' }, null, null]);
	});

	it('list members with a hole for each account that vanished', async () => {
		await host.api.loadWorkspace({
			users: [],
			rooms: [{ id: 'holes', type: 'p', name: 'holes', members: ['alice', 'nobody'], createdAt: at(0) }],
			messages: [],
		});
		const members = await host.inApp(({ read }) => read.getRoomReader().getMembers('holes'));
		expect(members.filter((member: any) => member === null)).toHaveLength(1);
		expect(members.filter((member: any) => member?.id === 'alice')).toHaveLength(1);
	});

	it('are all listed, page by page, to an app that may', async () => {
		const all = await host.inApp(({ read }) => read.getRoomReader().getAllRooms({}, { limit: 100 }));
		expect(all.map(({ id }: any) => id)).toEqual(expect.arrayContaining(['general', 'secret', 'alicebob']));
		expect(await host.inApp(({ read }) => read.getRoomReader().getAllRooms({ types: ['d'] }, { limit: 100 }))).toMatchObject([
			{ id: 'alicebob', userIds: ['alice', 'bob'] },
		]);
		expect(await host.inApp(({ read }) => read.getRoomReader().getAllRooms({}, { limit: 1, skip: 99 }))).toEqual([]);
	});
});

describe('people', () => {
	const byName = (username: string) =>
		host.inApp(({ read, input }: any) => read.getUserReader().getByUsername(input), { input: username });

	it('are found by username to the letter, deactivated ones too, deleted ones not', async () => {
		await host.api.loadWorkspace({
			users: ['dora', 'emil'].map((id) => ({ id, username: id, name: id, emails: [], roles: ['user'], createdAt: at(0) })),
			rooms: [],
			messages: [],
		});
		expect(await byName('Dora')).toBeNull();
		expect(await byName('@dora')).toBeNull();
		await host.api.setUserActive('dora', false);
		expect(await byName('dora')).toMatchObject({ id: 'dora', isEnabled: false });
		await host.api.deleteUser({ userId: 'emil' });
		expect(await byName('emil')).toBeNull();
	});

	it('show what the converter gives and nothing of passwords and services', async () => {
		const bob = await byName('bob');
		expect(Object.keys(bob).sort()).toEqual(
			[
				'appId',
				'bio',
				'createdAt',
				'customFields',
				'emails',
				'id',
				'isEnabled',
				'lastLoginAt',
				'name',
				'roles',
				'settings',
				'status',
				'statusConnection',
				'statusText',
				'type',
				'updatedAt',
				'username',
				'utcOffset',
			].sort(),
		);
	});

	it('have the rooms that they are in now', async () => {
		const rooms = (userId: string) =>
			host.inApp(async ({ read, input }: any) => (await read.getUserReader().getUserRoomIds(input)).sort(), { input: userId });
		expect(await rooms('carol')).toEqual(['secret']);
		await host.api.addMember('general', 'carol');
		expect(await rooms('carol')).toEqual(['general', 'secret']);
		await host.api.removeMember('general', 'carol');
		expect(await rooms('carol')).toEqual(['secret']);
	});
});

describe('direct rooms that an app opens', () => {
	const open = (username: string) =>
		host.inApp(
			async ({ read, modify, input }: any) => {
				const creator = await read.getUserReader().getAppUser();
				const room = modify.getCreator().startRoom().setType('d').setCreator(creator).setMembersToBeAddedByUsernames([input]);
				return [await modify.getCreator().finish(room), creator.id];
			},
			{ input: username },
		);

	it('have the sorted user ids as their id, are opened once, and find the person in any spelling', async () => {
		const [id, botId] = await open('carol');
		expect(id).toBe(['carol', botId].sort().join(''));
		expect((await open('CAROL'))[0]).toBe(id);
		await expect(open('nobody-here')).rejects.toThrow('error-invalid-user');
	});
});
