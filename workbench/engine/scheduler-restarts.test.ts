import { PROBE_ID } from './probe/config';
import { startProbed, type RemoteHost } from './probe/start';

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
const countRuns = async (host: RemoteHost) =>
	(await host.api.operator.persistence(PROBE_ID)).filter(({ associations }) => associations?.[0]?.id === 'ran').length;
const findJob = async (host: RemoteHost) => (await host.api.operator.jobs(PROBE_ID)).find(({ name }) => name === JOB);

describe('jobs over several lives', () => {
	it('run on one instance only', async () => {
		const first = await keep(startProbed({ processors: [{ id: 'work' }] }));
		const second = await keep(first.another());
		const schedule = ({ modify, input }: any) =>
			Promise.all(
				[...Array(10)].map(() =>
					modify.getScheduler().scheduleOnce({ id: 'work', when: new Date(Date.now() + 3_600_000), data: { code: input } }),
				),
			);
		await first.inApp(schedule, { input: count });
		await Promise.all([first.api.advance(2 * HOUR), second.api.settle()]);
		await Promise.all([first.api.settle(), second.api.settle()]);
		expect(await countRuns(first)).toBe(10);
	});

	it('left behind by a server that died run again after ten minutes, not before', async () => {
		const first = await keep(startProbed({ processors: [{ id: 'work' }] }));
		// Memory is lost with the server: only the first life waits for ever
		const hang = `async (tools) => { await (${count})(tools); if (tools.app.memory.hangs) await new Promise(() => undefined); }`;
		const schedule = ({ app, modify, input }: any) => {
			app.memory.hangs = true;
			return modify.getScheduler().scheduleOnce({ id: 'work', when: new Date(), data: { code: input } });
		};
		await first.inApp(schedule, { input: hang });
		while ((await countRuns(first)) === 0);
		await first.kill();
		const second = await keep(first.another());
		const [job] = await second.api.operator.jobs();
		expect(job).toMatchObject({ nextRunAt: null, lockedAt: expect.anything() });
		await second.api.advance(9 * 60_000);
		expect(await countRuns(second)).toBe(1);
		await second.stop();
		const third = await keep(first.another());
		await third.api.advance(2 * 60_000);
		expect(await countRuns(third)).toBe(2);
	});

	it('fail after the runtime’s time limit, while the app’s code goes on', async () => {
		const host = await keep(startProbed({ processors: [{ id: 'work' }] }, { runtimeTimeoutMs: 1_500 }));
		const slow = `async (tools) => { await new Promise((resolve) => setTimeout(resolve, 2000)); await (${count})(tools); }`;
		const schedule = ({ modify, input }: any) =>
			modify.getScheduler().scheduleOnce({ id: 'work', when: new Date(), data: { code: input } });
		await host.inApp(schedule, { input: slow });
		await host.api.settle();
		expect(await findJob(host)).toMatchObject({
			failCount: 1,
			failReason: expect.stringContaining('timed out after 1500ms'),
			nextRunAt: null,
		});
		expect(await countRuns(host)).toBe(0);
		while ((await countRuns(host)) === 0);
		expect(await countRuns(host)).toBe(1);
	});

	it('that start with the app once are blocked by a failed one of the past', async () => {
		const setting = {
			type: 'onetime',
			when: new Date(0).toISOString(),
			data: { code: `async (tools) => { await (${count})(tools); throw new Error("no"); }` },
		};
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
		const first = await keep(
			startProbed(startsAtBoot({ type: 'recurring', ...how, data: { code: count } }), { startAt: '2030-01-01T12:00:00.000Z' }),
		);
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
