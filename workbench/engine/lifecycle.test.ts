import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { PROBE_ID } from './probe/config';
import { RemoteHost, smallWorkspace, startProbed } from './probe/start';

jest.setTimeout(120_000);

const HOUR = 3_600_000;

const hosts: RemoteHost[] = [];
const keep = async (starting: Promise<RemoteHost>): Promise<RemoteHost> => {
	hosts.push(await starting);
	return hosts.at(-1)!;
};
afterEach(async () => {
	for (const host of hosts.splice(0).reverse()) {
		await host.dispose();
	}
});

describe('a workspace', () => {
	it('is there again after the server was killed, with apps, messages, jobs and clock', async () => {
		const first = await keep(startProbed({ processors: [{ id: 'work' }] }, { startAt: '2030-01-01T00:00:00.000Z' }));
		await first.api.advance(24 * HOUR);
		const sent = await first.api.sendMessage({ userId: 'bob', roomId: 'general', text: 'before the crash' });
		await first.inApp(({ modify }) =>
			modify.getScheduler().scheduleOnce({ id: 'work', when: new Date(Date.now() + 3_600_000), data: {} }),
		);
		await first.inApp(({ app, persistence }) => {
			app.memory.kept = true;
			return persistence.create({ kept: true });
		});
		await first.kill();
		const second = await keep(first.another());
		expect(await second.api.apps()).toMatchObject([{ id: PROBE_ID, enabled: true }]);
		expect((await second.api.workspace.findMessage(sent))!.msg).toBe('before the crash');
		expect(await second.api.operator.jobs()).toHaveLength(1);
		expect(await second.api.operator.persistence()).toHaveLength(1);
		expect(new Date(await second.api.now()).toISOString()).toMatch(/^2030-01-02T/);
		expect(await second.inApp(({ app }) => [app.memory.kept ?? 'lost', new Date().toISOString().slice(0, 10)])).toEqual([
			'lost',
			'2030-01-02',
		]);
	});

	it('does not enable a disabled app at boot, although it initializes it', async () => {
		const first = await keep(startProbed());
		await first.api.disableApp(PROBE_ID);
		await first.stop();
		const second = await keep(first.another());
		expect(await second.api.apps()).toMatchObject([{ enabled: false, status: 'initialized' }]);
	});

	it('may be opened by several servers at once, fresh as it is', async () => {
		const dataDir = mkdtempSync(path.join(tmpdir(), 'workbench-engine-test-'));
		const opened = await Promise.all([1, 2, 3].map(() => keep(RemoteHost.start({ dataDir }))));
		await opened[0]!.api.loadWorkspace(smallWorkspace());
		await Promise.all(opened.map((host, n) => host.api.sendMessage({ userId: 'alice', roomId: 'general', text: `from ${n}` })));
		expect(await opened[2]!.api.workspace.messages('general')).toHaveLength(3);
	});

	it('shows every instance what another one did', async () => {
		const first = await keep(startProbed());
		const second = await keep(first.another());
		await first.api.sendMessage({ userId: 'bob', roomId: 'general', text: 'to all' });
		await first.api.setAppSetting(PROBE_ID, 'greeting', 'salut');
		await first.api.advance(HOUR);
		await second.api.settle();
		expect(second.events).toContainEqual(expect.objectContaining({ kind: 'message', roomId: 'general' }));
		expect(await second.inApp(({ read }) => read.getEnvironmentReader().getSettings().getValueById('greeting'))).toBe('salut');
		expect(Math.abs((await second.api.now()) - (await first.api.now()))).toBeLessThan(2_000);
		await first.api.uninstallApp(PROBE_ID);
		await second.api.settle();
		expect(await second.api.apps()).toEqual([]);
	});

	it('has one app process for each instance, with memory of its own', async () => {
		const first = await keep(startProbed());
		const second = await keep(first.another());
		await first.inApp(({ app }) => {
			app.memory.mark = 'first';
		});
		expect(await second.inApp(({ app }) => app.memory.mark ?? null)).toBeNull();
	});
});

describe('an app', () => {
	it('that is killed comes back without its memory, and answers at once', async () => {
		const host = await keep(startProbed());
		await host.inApp(({ app }) => {
			app.memory.mark = 'here';
		});
		await host.api.crashApp(PROBE_ID);
		expect(await host.inApp(({ app }) => app.memory.mark ?? 'lost')).toBe('lost');
		expect(await host.api.apps()).toMatchObject([{ enabled: true }]);
	});

	it('that is killed while the server answers it takes no server with it', async () => {
		const host = await keep(startProbed());
		// Answers that fill the pipe between the two, so that one is always on its way.
		const busy = host.inApp(async ({ app, read, persistence, assoc }) => {
			await persistence.createWithAssociation({ text: 'x'.repeat(4_000_000) }, assoc('large'));
			for (;;) {
				app.memory.isBusy = true;
				await Promise.all(Array.from({ length: 8 }, () => read.getPersistenceReader().readByAssociation(assoc('large'))));
			}
		});
		busy.catch(() => undefined);
		while (!(await host.inApp(({ app }) => app.memory.isBusy ?? false))) {
			// Until it asks.
		}
		await host.api.crashApp(PROBE_ID);
		expect(await host.inApp(() => 1)).toBe(1);
	});

	it('that is disabled refuses its commands, and initializes again when it is enabled', async () => {
		const host = await keep(startProbed());
		await host.api.disableApp(PROBE_ID);
		await expect(host.inApp(() => 1)).rejects.toThrow('App not enabled');
		expect(await host.api.commands()).toHaveLength(1);
		expect(await host.api.enableApp(PROBE_ID)).toMatchObject({ enabled: true });
		expect(await host.inApp(() => 1)).toBe(1);
	});

	it('whose initialize throws is enabled all the same, half registered', async () => {
		const host = await keep(RemoteHost.start());
		expect(await host.installProbe({ breaksOnInitialize: true })).toMatchObject({ enabled: true });
		expect(await host.api.commands()).toEqual([]);
	});

	it('whose onEnable says no stays disabled', async () => {
		const host = await keep(RemoteHost.start());
		expect(await host.installProbe({ enables: false })).toMatchObject({ enabled: false, status: 'disabled' });
	});

	it('that is updated keeps its records, jobs and settings', async () => {
		const host = await keep(startProbed({ processors: [{ id: 'work' }] }));
		await host.inApp(async ({ persistence, modify }) => {
			await persistence.create({ kept: true });
			await modify.getScheduler().scheduleOnce({ id: 'work', when: new Date(Date.now() + 3_600_000), data: {} });
		});
		await host.api.setAppSetting(PROBE_ID, 'greeting', 'changed');
		expect(await host.updateProbe({ version: '2.0.0', processors: [{ id: 'work' }] })).toMatchObject({
			version: '2.0.0',
			enabled: true,
		});
		expect(await host.api.operator.persistence(PROBE_ID)).toHaveLength(1);
		expect(await host.api.operator.jobs(PROBE_ID)).toHaveLength(1);
		expect(await host.inApp(({ read }) => read.getEnvironmentReader().getSettings().getValueById('greeting'))).toBe('changed');
	});

	it('that is uninstalled takes its records, jobs, user, messages and files with it', async () => {
		const host = await keep(startProbed({ processors: [{ id: 'work' }] }));
		const upload = await host.inApp(async ({ read, modify, persistence }) => {
			const room = await read.getRoomReader().getByName('secret');
			await persistence.create({ n: 1 });
			await modify.getScheduler().scheduleOnce({ id: 'work', when: new Date(Date.now() + 3_600_000), data: {} });
			await modify.getCreator().finish(modify.getCreator().startMessage().setRoom(room).setText('from the app'));
			return (await modify.getCreator().getUploadCreator().uploadBuffer(Buffer.from('evidence'), { filename: 'a.txt', room })).id;
		});
		const own = await host.api.sendMessage({ userId: 'carol', roomId: 'secret', text: 'from a person' });
		expect(await host.api.workspace.findUpload(upload)).toBeDefined();
		await host.api.uninstallApp(PROBE_ID);
		expect(await host.api.operator.persistence()).toEqual([]);
		expect(await host.api.operator.jobs()).toEqual([]);
		expect(await host.api.workspace.findUser({ username: 'probe.bot' })).toBeUndefined();
		expect((await host.api.workspace.messages('secret')).map(({ _id }) => _id)).toEqual([own]);
		expect(await host.api.workspace.findUpload(upload)).toBeUndefined();
	});

	it('that alone owns a room with members cannot be uninstalled to the end, and its jobs are gone already', async () => {
		const host = await keep(startProbed({ processors: [{ id: 'work' }] }));
		await host.inApp(async ({ read, modify }) => {
			await modify.getScheduler().scheduleOnce({ id: 'work', when: new Date(Date.now() + 3_600_000), data: {} });
			const creator = await read.getUserReader().getAppUser();
			const room = modify
				.getCreator()
				.startRoom()
				.setType('p')
				.setCreator(creator)
				.setSlugifiedName('desk')
				.setDisplayName('Desk');
			await modify.getCreator().finish(room.setMembersToBeAddedByUsernames(['alice']));
		});
		await expect(host.api.uninstallApp(PROBE_ID)).rejects.toThrow('user-last-owner');
		expect(await host.api.operator.jobs()).toEqual([]);
		expect(await host.api.workspace.findUser({ username: 'probe.bot' })).toBeDefined();
	});

	it('cannot be installed twice', async () => {
		const host = await keep(startProbed());
		await expect(host.installProbe()).rejects.toThrow('installed already');
	});
});

/** Process ids whose parent is `pid`. */
function listChildren(pid: number): string[] {
	return readdirSync('/proc').filter((entry) => {
		try {
			return /^\d+$/.test(entry) && readFileSync(`/proc/${entry}/stat`, 'utf8').split(') ')[1]!.split(' ')[1] === String(pid);
		} catch {
			return false;
		}
	});
}

it('leaves no process of an app behind, stopped or killed', async () => {
	const host = await keep(startProbed());
	const apps = listChildren(host.pid);
	expect(apps.length).toBeGreaterThan(0);
	await host.kill();
	while (apps.some((pid) => existsSync(`/proc/${pid}`)));
	const second = await keep(host.another());
	const appsAfter = listChildren(second.pid);
	await second.stop();
	expect(appsAfter.filter((pid) => existsSync(`/proc/${pid}`))).toEqual([]);
});
