import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PROBE_ID } from './probe/config';
import { RemoteHost, smallWorkspace, startProbed } from './probe/start';

jest.setTimeout(120_000);

const HOUR = 3_600_000;
const JOB = `work_${PROBE_ID}`;

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

const startsAtBoot = (startupSetting: Record<string, unknown>) => ({ processors: [{ id: 'work', startupSetting }] });
const count = 'async ({ persistence, assoc }) => { await persistence.createWithAssociation({}, assoc("ran")); }';
const countRuns = async (host: RemoteHost) => (await host.api.operator.persistence(PROBE_ID)).filter(({ associations }) => associations?.[0]?.id === 'ran').length;
const findJob = async (host: RemoteHost) => (await host.api.operator.jobs(PROBE_ID)).find(({ name }) => name === JOB);

describe('a workspace', () => {
	it('is there again after the server was killed, with apps, messages, jobs and clock', async () => {
		const first = await keep(startProbed({ processors: [{ id: 'work' }] }, { startAt: '2030-01-01T00:00:00.000Z' }));
		await first.api.advance(24 * HOUR);
		const sent = await first.api.sendMessage({ userId: 'bob', roomId: 'general', text: 'before the crash' });
		await first.inApp(({ modify }) => modify.getScheduler().scheduleOnce({ id: 'work', when: new Date(Date.now() + 3_600_000), data: {} }));
		await first.inApp(({ app, persistence }) => ((app.memory.kept = true), persistence.create({ kept: true })));
		await first.kill();
		const second = await keep(first.another());
		expect(await second.api.apps()).toMatchObject([{ id: PROBE_ID, enabled: true }]);
		expect((await second.api.workspace.findMessage(sent))!.msg).toBe('before the crash');
		expect(await second.api.operator.jobs()).toHaveLength(1);
		expect(await second.api.operator.persistence()).toHaveLength(1);
		expect(new Date(await second.api.now()).toISOString()).toMatch(/^2030-01-02T/);
		expect(await second.inApp(({ app }) => [app.memory.kept ?? 'lost', new Date().toISOString().slice(0, 10)])).toEqual(['lost', '2030-01-02']);
	});

	it('does not enable a disabled app at boot, although it initializes it', async () => {
		const first = await keep(startProbed());
		await first.api.disableApp(PROBE_ID);
		await first.stop();
		const second = await keep(first.another());
		expect(await second.api.apps()).toMatchObject([{ enabled: false, status: 'initialized' }]);
	});

	it('may be opened by several servers at once, fresh as it is', async () => {
		const dataDir = mkdtempSync(path.join(tmpdir(), 'workbench-'));
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
		await first.inApp(({ app }) => void (app.memory.mark = 'first'));
		expect(await second.inApp(({ app }) => app.memory.mark ?? null)).toBeNull();
	});
});

describe('jobs over several lives', () => {
	it('run on one instance only', async () => {
		const first = await keep(startProbed({ processors: [{ id: 'work' }] }));
		const second = await keep(first.another());
		const schedule = ({ modify, input }: any) =>
			Promise.all([...Array(10)].map(() => modify.getScheduler().scheduleOnce({ id: 'work', when: new Date(Date.now() + 3_600_000), data: { code: input } })));
		await first.inApp(schedule, { input: count });
		await Promise.all([first.api.advance(2 * HOUR), second.api.settle()]);
		await Promise.all([first.api.settle(), second.api.settle()]);
		expect(await countRuns(first)).toBe(10);
	});

	it('left behind by a server that died run again after ten minutes, not before', async () => {
		const first = await keep(startProbed({ processors: [{ id: 'work' }] }));
		const hang = `async (tools) => { await (${count})(tools); await new Promise((resolve) => setTimeout(resolve, tools.job.waitMs)); }`;
		const schedule = ({ modify, input }: any) => modify.getScheduler().scheduleOnce({ id: 'work', when: new Date(), data: { code: input, waitMs: 20_000 } });
		await first.inApp(schedule, { input: hang });
		while ((await countRuns(first)) === 0);
		await first.kill();
		const second = await keep(first.another());
		const [job] = await second.api.operator.jobs();
		expect(job).toMatchObject({ nextRunAt: null, lockedAt: expect.anything() });
		await second.api.advance(9 * 60_000);
		expect(await countRuns(second)).toBe(1);
		await second.stop();
		const third = await keep(first.another({ runtimeTimeoutMs: 1_500 }));
		await third.api.advance(2 * 60_000);
		expect(await countRuns(third)).toBe(2);
	});

	it('fail after the runtime’s time limit, while the app’s code goes on', async () => {
		const host = await keep(startProbed({ processors: [{ id: 'work' }] }, { runtimeTimeoutMs: 1_500 }));
		const slow = `async (tools) => { await new Promise((resolve) => setTimeout(resolve, 2000)); await (${count})(tools); }`;
		const schedule = ({ modify, input }: any) => modify.getScheduler().scheduleOnce({ id: 'work', when: new Date(), data: { code: input } });
		await host.inApp(schedule, { input: slow });
		await host.api.settle();
		expect(await findJob(host)).toMatchObject({ failCount: 1, failReason: expect.stringContaining('timed out after 1500ms'), nextRunAt: null });
		expect(await countRuns(host)).toBe(0);
		while ((await countRuns(host)) === 0);
		expect(await countRuns(host)).toBe(1);
	});

	it('that start with the app once are blocked by a failed one of the past', async () => {
		const setting = { type: 'onetime', when: new Date(0).toISOString(), data: { code: `async (tools) => { await (${count})(tools); throw new Error("no"); }` } };
		const first = await keep(startProbed(startsAtBoot(setting)));
		await first.api.settle();
		expect(await findJob(first)).toMatchObject({ failCount: 1 });
		await first.api.disableApp(PROBE_ID);
		await first.api.enableApp(PROBE_ID);
		await first.api.advance(24 * HOUR);
		expect(await countRuns(first)).toBe(1);
	});

	it('by human interval keep their next run over a boot, so that a missed run happens', async () => {
		const first = await keep(startProbed(startsAtBoot({ type: 'recurring', interval: '1 day', data: { code: count } })));
		await first.api.settle();
		expect(await countRuns(first)).toBe(1);
		await first.api.advance(23 * HOUR);
		await first.stop();
		const second = await keep(first.another());
		await second.api.advance(2 * HOUR);
		expect(await countRuns(second)).toBe(2);
	});

	it.each([
		['cron', { interval: '0 0 * * *' }],
		['skipImmediate', { interval: '24 hours', skipImmediate: true }],
	])('with %s are pushed into the future by every boot, so that a missed run is skipped', async (_name, how) => {
		const first = await keep(startProbed(startsAtBoot({ type: 'recurring', ...how, data: { code: count } }), { startAt: '2030-01-01T12:00:00.000Z' }));
		await first.api.advance(1 * HOUR);
		const before = (await findJob(first))!.nextRunAt.getTime();
		await first.stop();
		// The clock moves on while no server runs: the job falls due in the night.
		const second = await keep(first.another());
		await second.api.disableApp(PROBE_ID);
		await second.stop();
		const third = await keep(first.another());
		await third.api.advance(30 * HOUR);
		await third.api.enableApp(PROBE_ID);
		await third.api.settle();
		expect((await findJob(third))!.nextRunAt.getTime()).toBeGreaterThan(before);
		expect(await countRuns(third)).toBe(0);
	});
});

describe('an app', () => {
	it('that is killed comes back without its memory, and answers at once', async () => {
		const host = await keep(startProbed());
		await host.inApp(({ app }) => void (app.memory.mark = 'here'));
		await host.api.crashApp(PROBE_ID);
		expect(await host.inApp(({ app }) => app.memory.mark ?? 'lost')).toBe('lost');
		expect(await host.api.apps()).toMatchObject([{ enabled: true }]);
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
		expect(await host.updateProbe({ version: '2.0.0', processors: [{ id: 'work' }] })).toMatchObject({ version: '2.0.0', enabled: true });
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
			const room = modify.getCreator().startRoom().setType('p').setCreator(creator).setSlugifiedName('desk').setDisplayName('Desk');
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
