import { mangle, isValidAddress } from './bridges/email';
import { PROBE_ID } from './probe/config';
import { startProbed, type RemoteHost } from './probe/start';

jest.setTimeout(60_000);

let host: RemoteHost;
beforeAll(async () => {
	host = await startProbed({ handlers: ['onPreSettingUpdate', 'onSettingUpdated'] });
});
afterAll(() => host.dispose());

const send = (email: object) =>
	host.inApp(({ modify, input }: any) => modify.getCreator().getEmailCreator().send(input), { input: email });

describe('mail', () => {
	it('is queued when send() resolves, and nothing says delivered', async () => {
		expect(
			await send({
				to: ['a@example.com', 'b@example.com'],
				from: 'law@example.com',
				replyTo: 'x@example.com',
				subject: 'Hello',
				text: 'Text',
				html: '<p>Hi</p>',
			}),
		).toBeNull();
		const mail = (await host.api.operator.mail()).at(-1)!;
		expect(mail).toMatchObject({
			to: ['a@example.com', 'b@example.com'],
			from: 'law@example.com',
			subject: 'Hello',
			text: 'Text',
			appId: PROBE_ID,
		});
		expect(mail.html).toMatch(/^<html>.*<p>Hi<\/p>.*<\/html>$/s);
		expect(Object.keys(mail)).toContain('queuedAt');
		expect(JSON.stringify(mail)).not.toMatch(/deliver/i);
	});

	it.each(['nobody', 'a@b', '', 'a b@example.com', 'a@example.com, b@example.com'])(
		'is refused for the address %j',
		async (to) => {
			await expect(send({ to, subject: 's', text: 't' })).rejects.toThrow('[invalid email]');
			await expect(send({ to: ['good@example.com', to], subject: 's', text: 't' })).rejects.toThrow('[invalid email]');
		},
	);

	it('takes addresses with names', () => {
		expect(isValidAddress('Officer Doe <doe@police.example.com>')).toBe(true);
	});

	it('mangles every pair of braces and fills in the site', async () => {
		const site = { siteName: 'Site', siteUrl: 'https://chat.example/' };
		expect(mangle('a {key with words} b', site)).toBe('a key b');
		expect(mangle('{"subject": "x"}', site)).toBe('"subject":');
		expect(mangle('[Site_Name] at [Site_URL], __Site_Name__', site)).toBe('Site at https://chat.example/, Site');
		await send({ to: 'a@example.com', subject: 'Case {REF 1}', text: 'from [Site_Name]' });
		expect((await host.api.operator.mail()).at(-1)).toMatchObject({ subject: 'Case REF', text: 'from Rocket.Chat' });
	});
});

describe('settings of the app', () => {
	const read = () => host.inApp(({ read }) => read.getEnvironmentReader().getSettings().getValueById('greeting'));

	it('give the package’s value until one is set, and count empty text as a value', async () => {
		expect(await read()).toBe('hello');
		await host.api.setAppSetting(PROBE_ID, 'greeting', '');
		expect(await read()).toBe('');
		expect(await host.seen('onSettingUpdated')).toHaveLength(1);
	});

	it('are saved although the hook throws, and as the hook returns them', async () => {
		await host.hook('onPreSettingUpdate', () => {
			throw new Error('veto');
		});
		await host.api.setAppSetting(PROBE_ID, 'greeting', 'kept');
		expect(await read()).toBe('kept');
		await host.hook('onPreSettingUpdate', ({ context }) => context.oldSetting);
		await host.api.setAppSetting(PROBE_ID, 'greeting', 'refused');
		expect(await read()).toBe('kept');
	});
});

describe('settings of the server', () => {
	const readServer = (id: string) =>
		host.inApp(({ read, input }: any) => read.getEnvironmentReader().getServerSettings().getValueById(input), { input: id });

	it('are readable unless they are secret or unknown', async () => {
		expect(await readServer('Message_MaxAllowedSize')).toBe(5000);
		await host.api.workspace.setSetting('SMTP_Password', 'hush');
		await expect(readServer('SMTP_Password')).rejects.toThrow('is not readable');
		await expect(readServer('No_Such_Setting')).rejects.toThrow('is not readable');
	});
});

it('http is refused, as there is no network', async () => {
	await expect(host.inApp(({ http }) => http.get('https://example.com'))).rejects.toThrow('no network');
});
