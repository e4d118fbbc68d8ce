import { PROBE_ID } from './probe/config';
import { startProbed, type RemoteHost } from './probe/start';
import { parseParameters } from './slash';

jest.setTimeout(60_000);

describe('slash parameters', () => {
	it.each([
		['', []],
		['   ', []],
		['one two', ['one', 'two']],
		['one\ttwo\nthree', ['one', 'two', 'three']],
		['"one two" three', ['one two', 'three']],
		["'one two' three", ['one two', 'three']],
		['say \\"hi\\"', ['say', '"hi"']],
		['"with \\"inner\\" quotes"', ['with "inner" quotes']],
		// A pair of apostrophes is a pair of quotes.
		["it's nine o'clock", ['its nine oclock']],
	])('%j are read as %j', (params, words) => {
		expect(parseParameters(params)).toEqual(words);
	});
});

describe('slash commands', () => {
	let host: RemoteHost;
	beforeAll(async () => {
		host = await startProbed({ commands: ['probe', 'Shout'] });
	});
	afterAll(() => host.dispose());

	const bare = (code: string, call: object) =>
		host.api.runCommand({
			userId: 'alice',
			roomId: 'general',
			command: 'probe',
			params: `${Buffer.from(code).toString('base64')} bare`,
			...call,
		});

	it('give the executor sender, room, thread and words; no trigger when the caller sent none', async () => {
		const seen = await host.inApp(({ context }) => ({
			sender: context.getSender().username,
			emails: context.getSender().emails,
			room: context.getRoom().id,
			trigger: context.getTriggerId() ?? null,
			thread: context.getThreadId() ?? null,
		}));
		expect(seen).toEqual({
			sender: 'alice',
			emails: [{ address: 'alice@example.com', verified: true }],
			room: 'general',
			trigger: null,
			thread: null,
		});
	});

	it('run for anyone, whatever permission they name', async () => {
		expect((await host.api.commands()).find(({ command }) => command === 'probe')).toMatchObject({
			permission: 'view-privileged-setting',
			description: 'Runs a probe',
		});
		expect(await host.inApp(() => 'ran', { userId: 'bob' })).toBe('ran');
	});

	it('take any room id on the web client’s path, and only one’s own rooms by commands.run', async () => {
		expect(await host.inApp(({ context }) => context.getRoom().id, { userId: 'bob', roomId: 'secret' })).toBe('secret');
		await expect(bare('() => 1', { userId: 'bob', roomId: 'secret' })).rejects.toThrow('[unauthorized]');
		await bare('() => 1', { userId: 'carol', roomId: 'secret' });
	});

	it('refuse a thread of another room by commands.run', async () => {
		const messageId = await host.api.sendMessage({ userId: 'bob', roomId: 'general', text: 'parent' });
		await bare('() => 1', { threadId: messageId });
		await expect(bare('() => 1', { roomId: 'secret', threadId: messageId })).rejects.toThrow('Invalid thread');
	});

	it('are found in any letter case, and unknown ones are refused', async () => {
		expect((await host.api.commands()).map(({ command }) => command).sort()).toEqual(['probe', 'shout']);
		await bare('() => 1', { command: 'PROBE' });
		await expect(bare('() => 1', { command: 'nothing' })).rejects.toThrow('does not exist');
	});

	it('let the executor’s error out', async () => {
		await expect(bare('() => { throw new Error("executor broke"); }', {})).rejects.toThrow('executor broke');
		expect(await host.api.apps()).toMatchObject([{ enabled: true }]);
	});

	it('are written to the app’s log with sender, room and arguments', async () => {
		const logs = JSON.stringify(await host.api.appLogs(PROBE_ID));
		expect(logs).toContain('alice@example.com');
		expect(logs).toContain('slashcommand:probe');
	});

	it('cannot take the name of a command of the server', async () => {
		const other = { id: '5f1d1a52-3c0e-4b55-9f0e-6f0d8a1c0003', name: 'Taker', nameSlug: 'taker', commands: ['invite', 'after'] };
		await host.installProbe(other);
		const own = (await host.api.commands()).filter(({ appId }) => appId === other.id);
		// The refusal ended initialize, so the command after it is missing too.
		expect(own).toEqual([]);
		await host.api.uninstallApp(other.id);
	});
});
