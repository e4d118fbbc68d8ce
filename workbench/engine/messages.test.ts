import { startProbed, type RemoteHost } from './probe/start';

jest.setTimeout(60_000);

let host: RemoteHost;
beforeAll(async () => {
	host = await startProbed();
	await host.api.loadWorkspace({
		users: [],
		rooms: [
			{
				id: 'quiet',
				type: 'c',
				name: 'quiet',
				members: ['alice', 'bob'],
				owners: ['alice'],
				readOnly: true,
				createdAt: '2024-01-01T00:00:00.000Z',
			},
		],
		messages: [],
	});
});
afterAll(() => host.dispose());
afterEach(async () => {
	await host.api.workspace.setSetting('FileUpload_MaxFileSize', 104_857_600);
	await host.api.workspace.setSetting('FileUpload_Enabled_Direct', true);
});

const post = (roomId: string, text: string, userId?: string): Promise<string> =>
	host.inApp(
		async ({ read, modify, input }: any) => {
			const draft = modify
				.getCreator()
				.startMessage()
				.setRoom(await read.getRoomReader().getById(input.roomId))
				.setText(input.text);
			if (input.userId) {
				draft.setSender(await read.getUserReader().getById(input.userId));
			}
			return modify.getCreator().finish(draft);
		},
		{ input: { roomId, text, userId } },
	);
const last = async (roomId: string) => (await host.api.workspace.messages(roomId)).at(-1)!;

describe('messages that an app posts', () => {
	it('come from the app’s user, who may post into private rooms without being a member', async () => {
		const id = await post('secret', 'hello');
		expect(await last('secret')).toMatchObject({ _id: id, msg: 'hello', u: { username: 'probe.bot' } });
		expect(host.events).toContainEqual(expect.objectContaining({ kind: 'message', roomId: 'secret' }));
	});

	it('are refused in read-only rooms, and to people who are not in a private room', async () => {
		await expect(post('quiet', 'hello')).rejects.toThrow('readonly');
		await expect(post('secret', 'hello', 'bob')).rejects.toThrow('error-not-allowed');
	});

	it('may have 5000 characters and not one more', async () => {
		await post('general', 'x'.repeat(5000));
		await expect(post('general', 'x'.repeat(5001))).rejects.toThrow(
			'Message size exceeds Message_MaxAllowedSize [error-message-size-exceeded]',
		);
	});

	it('are changed by update, which fires no second message', async () => {
		const id = await post('general', 'one');
		await host.inApp(
			async ({ read, modify, input }: any) => {
				const builder = await modify.getUpdater().message(input.id, await read.getUserReader().getAppUser());
				builder.setEditor(builder.getSender()).setText(input.text);
				await modify.getUpdater().finish(builder);
			},
			{ input: { id, text: 'two' } },
		);
		expect(await last('general')).toMatchObject({ _id: id, msg: 'two', editedBy: { username: 'probe.bot' } });
		expect(host.events).toContainEqual(expect.objectContaining({ kind: 'messageUpdated' }));
	});

	it('that are whispered reach a connected client and are stored nowhere', async () => {
		const before = await host.api.workspace.messages('general');
		await host.inApp(async ({ read, modify }) => {
			const user = await read.getUserReader().getById('bob');
			const room = await read.getRoomReader().getById('general');
			await modify.getNotifier().notifyUser(user, modify.getCreator().startMessage().setRoom(room).setText('psst').getMessage());
		});
		expect(host.events).toContainEqual(
			expect.objectContaining({
				kind: 'ephemeral',
				userId: 'bob',
				message: expect.objectContaining({ msg: 'psst', rid: 'general' }),
			}),
		);
		expect(await host.api.workspace.messages('general')).toEqual(before);
	});
});

const upload = (roomId: string, filename: string, content: string, user: string | null | undefined = 'none'): Promise<any> =>
	host.inApp(
		async ({ read, modify, input }: any) => {
			const room = await read.getRoomReader().getById(input.roomId);
			const descriptor: any = { filename: input.filename, room: room ?? { id: input.roomId } };
			if (input.user !== 'none') {
				descriptor.user = input.user ? await read.getUserReader().getById(input.user) : undefined;
			}
			return modify.getCreator().getUploadCreator().uploadBuffer(Buffer.from(input.content, 'base64'), descriptor);
		},
		{ input: { roomId, filename, content: Buffer.from(content).toString('base64'), user } },
	);

describe('files that an app uploads', () => {
	it('are posted in a message with file, files and attachment, and give no message id', async () => {
		const file = await upload('secret', 'report.pdf', 'text, in truth');
		expect(file).toMatchObject({ name: 'report.pdf', type: 'application/pdf', size: 14, user: { username: 'probe.bot' } });
		expect(await last('secret')).toMatchObject({
			u: { username: 'probe.bot' },
			file: { _id: file.id },
			files: [{ _id: file.id, type: 'application/pdf' }],
			attachments: [{ title: 'report.pdf', title_link: `/file-upload/${file.id}/report.pdf`, title_link_download: true }],
		});
		expect(await host.inApp(({ read, input }: any) => read.getUploadReader().getBufferById(input), { input: file.id })).toEqual({
			$buffer: Buffer.from('text, in truth').toString('base64'),
		});
	});

	it('get their type from the name, else from the first bytes, else none in particular', async () => {
		expect((await upload('secret', 'a.zip', 'not a zip')).type).toBe('application/zip');
		expect((await upload('secret', 'noname', '%PDF-1.7')).type).toBe('application/pdf');
		expect((await upload('secret', 'noname', '???')).type).toBe('application/octet-stream');
	});

	it('list a thumbnail beside an image', async () => {
		await upload('secret', 'a.png', 'png');
		expect((await last('secret')).files).toMatchObject([{ name: 'a.png' }, { name: 'thumb-a.png' }]);
	});

	it('need a user when one is named, and access when it is a person', async () => {
		await expect(upload('general', 'a.txt', 'a', null)).rejects.toThrow('Missing user');
		expect((await upload('secret', 'a.txt', 'a', 'carol')).user.id).toBe('carol');
		await expect(upload('secret', 'a.txt', 'a', 'bob')).rejects.toThrow('error-not-allowed');
	});

	it('obey the size, the type and the direct-room settings', async () => {
		await host.api.workspace.setSetting('FileUpload_MaxFileSize', 3);
		expect((await upload('general', 'a.txt', 'abc')).size).toBe(3);
		await expect(upload('general', 'a.txt', 'abcd')).rejects.toThrow('error-file-too-large');
		await expect(upload('general', 'a.svg', '<a>')).rejects.toThrow('error-invalid-file-type');
		await host.api.workspace.setSetting('FileUpload_Enabled_Direct', false);
		await expect(upload('alicebob', 'a.txt', 'a')).rejects.toThrow('error-direct-message-file-upload-not-allowed');
	});

	it('stay behind as orphans when the message cannot be posted', async () => {
		const countUploads = async () => (await host.call<any>('operator.uploads')).length;
		const before = await countUploads();
		await expect(upload('quiet', 'a.txt', 'orphan')).rejects.toThrow('readonly');
		expect(await countUploads()).toBe(before + 1);
	});

	it('are stored without a message, and without an error, when the room is gone', async () => {
		expect(await upload('no-such-room', 'a.txt', 'a')).toMatchObject({ name: 'a.txt', room: null });
	});
});

describe('failures on demand', () => {
	it('hit the next calls and then stop', async () => {
		await host.api.operator.inject('messages.create', { times: 2, message: 'disk full' });
		await expect(post('general', 'a')).rejects.toThrow('disk full');
		await expect(post('general', 'b')).rejects.toThrow('disk full');
		await post('general', 'c');
		expect(await host.api.operator.takeStruckFaults()).toHaveLength(2);
	});

	it('let calls through first, and can come after the work is done', async () => {
		await host.api.operator.inject('messages.create', { skip: 1, effect: 'fail-after', message: 'no answer' });
		await post('general', 'let through');
		await expect(post('general', 'posted, and nobody knows')).rejects.toThrow('no answer');
		expect(await host.api.operator.takeStruckFaults()).toEqual([{ method: 'messages.create', effect: 'fail-after' }]);
		await host.api.operator.inject('messages.create', {});
		await host.api.operator.clearFaults();
		await post('general', 'forgotten');
		const texts = (await host.api.workspace.messages('general')).map(({ msg }) => msg);
		expect(texts.slice(-3)).toEqual(['let through', 'posted, and nobody knows', 'forgotten']);
	});

	it.each([
		['persistence.create', ({ persistence }: any) => persistence.createWithAssociation({}, { model: 'misc', id: 'x' })],
		['persistence.update', ({ persistence }: any) => persistence.updateByAssociation({ model: 'misc', id: 'x' }, {})],
		['persistence.read', ({ read }: any) => read.getPersistenceReader().readByAssociation({ model: 'misc', id: 'x' })],
		['persistence.remove', ({ persistence }: any) => persistence.removeByAssociation({ model: 'misc', id: 'x' })],
		['rooms.read', ({ read }: any) => read.getRoomReader().getMessages('general')],
		['users.read', ({ read }: any) => read.getUserReader().getByUsername('bob')],
		[
			'uploads.create',
			({ modify }: any) =>
				modify
					.getCreator()
					.getUploadCreator()
					.uploadBuffer(Buffer.from('x'), { filename: 'x', room: { id: 'general' } }),
		],
		[
			'email.send',
			({ modify }: any) => modify.getCreator().getEmailCreator().send({ to: 'a@example.com', subject: 's', text: 't' }),
		],
	])('reach %s', async (method, code) => {
		await host.api.operator.inject(method, { message: `no ${method}` });
		await expect(host.inApp(code)).rejects.toThrow(`no ${method}`);
		await host.inApp(code);
	});
});
