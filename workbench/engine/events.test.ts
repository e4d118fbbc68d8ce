import { startProbed, type RemoteHost } from './probe/start';

jest.setTimeout(60_000);

const EVENTS = {
	IPreMessageDeletePrevent: 'executePreMessageDeletePrevent',
	IPostMessageDeleted: 'executePostMessageDeleted',
	IPreMessageUpdatedPrevent: 'executePreMessageUpdatedPrevent',
	IPostMessageUpdated: 'executePostMessageUpdated',
	IPreMessageSentPrevent: 'executePreMessageSentPrevent',
	IPostMessageSent: 'executePostMessageSent',
	IPreRoomDeletePrevent: 'executePreRoomDeletePrevent',
	IPostRoomDeleted: 'executePostRoomDeleted',
	IPostUserDeleted: 'executePostUserDeleted',
	IPostUserUpdated: 'executePostUserUpdated',
	IPreFileUpload: 'executePreFileUpload',
	IPreEmailSent: 'executePreEmailSent',
};

let host: RemoteHost;
beforeAll(async () => {
	host = await startProbed({ implements: Object.keys(EVENTS), handlers: Object.values(EVENTS) }, { runtimeTimeoutMs: 2_000 });
});
afterAll(() => host.dispose());
beforeEach(async () => {
	await host.api.loadWorkspace({
		users: ['dora', 'emil'].map((id) => ({
			id,
			username: id,
			name: `${id} Example`,
			emails: [{ address: `${id}@example.com`, verified: true }],
			roles: ['user'],
			createdAt: '2024-01-01T00:00:00.000Z',
		})),
		rooms: [
			{
				id: 'old',
				type: 'p',
				name: 'old',
				members: ['alice', 'dora', 'emil'],
				owners: ['alice'],
				createdAt: '2024-01-01T00:00:00.000Z',
			},
		],
		messages: [],
	});
	await host.inApp(({ app }) => {
		app.memory = { seen: [] };
		app.hooks = {};
	});
});

const say = (userId: string, roomId: string, text: string) => host.api.sendMessage({ userId, roomId, text });
const names = async () => {
	await host.api.settle();
	return (await host.seen()).map(({ event }) => event);
};
const payload = async (event: string) => {
	await host.api.settle();
	return (await host.seen(event))[0]?.payload;
};

describe('a single message that is deleted', () => {
	it('may be prevented', async () => {
		const id = await say('dora', 'old', 'evidence');
		await host.hook('executePreMessageDeletePrevent', () => true);
		await expect(host.api.deleteMessage({ userId: 'dora', messageId: id })).rejects.toThrow('error-app-prevented-deleting');
		expect(await host.api.workspace.findMessage(id)).toBeDefined();
	});

	it('is told of with a full copy and who did it', async () => {
		const id = await say('dora', 'old', 'evidence');
		await host.api.deleteMessage({ userId: 'alice', messageId: id });
		expect(await payload('executePreMessageDeletePrevent')).toMatchObject({ id, text: 'evidence' });
		expect(await payload('executePostMessageDeleted')).toMatchObject({
			id,
			text: 'evidence',
			sender: { id: 'dora' },
			room: { id: 'old' },
		});
		expect(await host.api.workspace.findMessage(id)).toBeUndefined();
	});

	it('goes when the hook throws or takes too long: hooks fail open', async () => {
		for (const code of ['() => { throw new Error("no"); }', '() => new Promise((resolve) => setTimeout(resolve, 3000, true))']) {
			const id = await say('dora', 'old', 'evidence');
			const setHook = ({ app, input }: any) => {
				app.hooks.executePreMessageDeletePrevent = input;
			};
			await host.inApp(setHook, { input: code });
			await host.api.deleteMessage({ userId: 'dora', messageId: id });
			expect(await host.api.workspace.findMessage(id)).toBeUndefined();
		}
	});

	it('cannot be deleted by a stranger', async () => {
		const id = await say('dora', 'old', 'evidence');
		await expect(host.api.deleteMessage({ userId: 'emil', messageId: id })).rejects.toThrow('error-action-not-allowed');
	});
});

describe('a message that is edited', () => {
	it('shows the new text in the hook, while the old one can still be read', async () => {
		const id = await say('dora', 'old', 'before');
		await host.hook('executePreMessageUpdatedPrevent', async ({ app, args }) => {
			app.memory.former = (await args[1].getMessageReader().getById(args[0].id)).text;
			return false;
		});
		await host.api.editMessage({ userId: 'dora', messageId: id, text: 'after' });
		expect(await payload('executePreMessageUpdatedPrevent')).toMatchObject({ text: 'after' });
		expect(await host.inApp(({ app }) => app.memory.former)).toBe('before');
		expect(await payload('executePostMessageUpdated')).toMatchObject({ text: 'after', editor: { id: 'dora' } });
	});
});

describe('what bypasses every message hook', () => {
	let id: string;
	beforeEach(async () => {
		id = await say('dora', 'old', 'evidence');
		await host.hook('executePreMessageDeletePrevent', () => true);
		await host.api.settle();
		await host.inApp(({ app }) => {
			app.memory.seen = [];
		});
	});

	it('is pruning', async () => {
		expect(
			await host.api.prune({ roomId: 'old', before: new Date((await host.api.now()) + 1_000).toISOString() }),
		).toBeGreaterThan(0);
		expect(await host.api.workspace.findMessage(id)).toBeUndefined();
		expect(await names()).toEqual([]);
	});

	it('is deleting the room, by its owner too', async () => {
		await host.api.deleteRoom('old');
		expect(await host.api.workspace.findMessage(id)).toBeUndefined();
		expect(await names()).toEqual([]);
	});

	it.each([
		['Delete', undefined],
		[
			'Unlink',
			expect.objectContaining({
				msg: 'evidence',
				u: expect.objectContaining({ username: 'rocket.cat' }),
				alias: 'Removed User',
			}),
		],
		['Keep', expect.objectContaining({ msg: 'evidence', u: expect.objectContaining({ username: 'dora' }) })],
	] as const)('is deleting the account with erasure %s', async (erasure, left) => {
		await host.api.deleteUser({ userId: 'dora', by: 'alice', erasure });
		expect(await host.api.workspace.findMessage(id)).toEqual(left);
		expect(await names()).toEqual(['executePostUserDeleted']);
	});
});

describe('an account', () => {
	it('that somebody deleted is told of without e-mail, name or dates, and has no rooms any more', async () => {
		await host.api.deleteUser({ userId: 'dora', by: 'alice' });
		const told = await payload('executePostUserDeleted');
		expect(told).toMatchObject({ user: { id: 'dora', username: 'dora', roles: ['user'] }, performedBy: { id: 'alice' } });
		expect([told.user.emails, told.user.name, told.user.createdAt].map((value) => value ?? null)).toEqual([null, null, null]);
		expect(await host.inApp(({ read }) => read.getUserReader().getUserRoomIds('dora'))).toEqual([]);
	});

	it('that went by itself or was deactivated is told of by nothing', async () => {
		await host.api.setUserActive('emil', false);
		await host.api.deleteUser({ userId: 'emil' });
		expect(await names()).toEqual([]);
	});

	it('that was changed is told of', async () => {
		await host.api.updateUser({ userId: 'dora', by: 'alice', patch: { username: 'dora.new' } });
		expect(await payload('executePostUserUpdated')).toMatchObject({
			user: { username: 'dora.new' },
			performedBy: { id: 'alice' },
		});
		expect(await host.inApp(({ read }) => read.getUserReader().getByUsername('dora'))).toBeNull();
	});
});

describe('other events', () => {
	it('fire when a person deletes a room, which may be prevented', async () => {
		await host.hook('executePreRoomDeletePrevent', () => true);
		await expect(host.api.deleteRoom('old', 'alice')).rejects.toThrow('error-app-prevented-deleting');
		await host.inApp(({ app }) => {
			app.hooks = {};
		});
		await host.api.deleteRoom('old', 'alice');
		expect(await payload('executePostRoomDeleted')).toMatchObject({ id: 'old' });
	});

	it('fire for messages of people and of apps, and a prevented one is not stored', async () => {
		await host.hook('executePreMessageSentPrevent', ({ context }) => context.text === 'unwelcome');
		await expect(say('alice', 'general', 'unwelcome')).rejects.toThrow('error-app-prevented-sending');
		await say('alice', 'general', 'welcome');
		await host.api.settle();
		expect((await host.seen('executePostMessageSent')).map((call) => call.payload.text)).toEqual(['welcome']);
	});

	it('show an upload to apps, which may refuse it', async () => {
		await host.api.sendMessage({
			userId: 'alice',
			roomId: 'general',
			text: '',
			files: [{ name: 'a.txt', content: Buffer.from('bytes') }],
		});
		expect(await payload('executePreFileUpload')).toMatchObject({
			file: { name: 'a.txt', size: 5 },
			content: { $buffer: Buffer.from('bytes').toString('base64') },
		});
	});

	it('let apps rewrite mail', async () => {
		await host.hook('executePreEmailSent', ({ context }) => ({ ...context.email, subject: 'rewritten' }));
		await host.inApp(({ modify }) =>
			modify.getCreator().getEmailCreator().send({ to: 'a@example.com', subject: 'plain', text: 't' }),
		);
		expect((await host.api.operator.mail()).at(-1)).toMatchObject({ subject: 'rewritten' });
	});
});

it('an app that is essential blocks the operation while it is disabled', async () => {
	const id = '5f1d1a52-3c0e-4b55-9f0e-6f0d8a1c0004';
	await host.installProbe({
		id,
		name: 'Guard',
		nameSlug: 'guard',
		commands: ['guard'],
		implements: ['IPreMessageDeletePrevent'],
		essentials: ['IPreMessageDeletePrevent'],
	});
	const messageId = await say('alice', 'general', 'guarded');
	await host.api.disableApp(id);
	await expect(host.api.deleteMessage({ userId: 'alice', messageId })).rejects.toThrow('error-essential-app-disabled');
	await host.api.uninstallApp(id);
	await host.api.deleteMessage({ userId: 'alice', messageId });
});
