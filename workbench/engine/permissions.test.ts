import { PROBE_ID } from './probe/config';
import { startProbed, type RemoteHost } from './probe/start';

jest.setTimeout(60_000);

let host: RemoteHost;
beforeAll(async () => {
	host = await startProbed({ permissions: ['slashcommand', 'message.read', 'room.read'].concat('ui.interact') });
});
afterAll(() => host.dispose());

/** Without message.write the probe cannot whisper its answer, so it throws it. */
const ask = async (code: string): Promise<unknown> => {
	const params = Buffer.from(
		`async (tools) => { throw new Error(JSON.stringify({ answer: (await (${code})(tools)) ?? null })); }`,
	).toString('base64');
	const error = await host.api
		.runCommand({ userId: 'alice', roomId: 'general', command: 'probe', params: `${params} bare` })
		.catch((caught: Error) => caught);
	return JSON.parse((error as Error).message).answer;
};

describe('a permission that app.json does not name', () => {
	it.each([
		['({ persistence }) => persistence.create({})', 'persistence'],
		['({ read }) => read.getPersistenceReader().read("x")', 'persistence'],
		['({ read }) => read.getUserReader().getByUsername("alice")', 'user.read'],
		['({ read }) => read.getRoomReader().getAllRooms()', 'room.system.view-all'],
		['({ modify }) => modify.getScheduler().cancelAllJobs()', 'scheduler'],
		[
			'({ modify }) => modify.getCreator().getEmailCreator().send({ to: "a@example.com", subject: "s", text: "t" })',
			'email.send',
		],
		[
			'({ modify }) => modify.getCreator().getUploadCreator().uploadBuffer(Buffer.from("x"), { filename: "x", room: { id: "general" } })',
			'upload.write',
		],
	])('makes %s resolve to null, without an error', async (code, permission) => {
		expect(await ask(code)).toBeNull();
		expect(await host.api.operator.denials()).toContainEqual({ appId: PROBE_ID, missing: [permission] });
	});

	it('makes finish() give the text "null", and nothing is posted', async () => {
		const before = await host.api.workspace.messages('general');
		expect(
			await ask(
				'({ modify, context }) => modify.getCreator().finish(modify.getCreator().startMessage().setRoom(context.getRoom()).setText("x"))',
			),
		).toBe('null');
		expect(await host.api.workspace.messages('general')).toEqual(before);
	});

	it('is granted when an update names it', async () => {
		await host.updateProbe({ version: '2.0.0', permissions: ['slashcommand', 'persistence'] });
		expect(await ask('({ persistence }) => persistence.create({})')).toMatch(/^[0-9a-f]{24}$/);
		expect(await ask('({ read }) => read.getRoomReader().getById("general")')).toBeNull();
	});
});

it('permissions are checked even when the environment says it is a test', async () => {
	const strict = await startProbed({ permissions: ['slashcommand', 'message.write'] }, { env: { NODE_ENV: 'test' } });
	expect(await strict.inApp(({ persistence }) => persistence.create({}))).toBeNull();
	await strict.dispose();
});
