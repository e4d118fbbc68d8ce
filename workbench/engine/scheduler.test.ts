import { PROBE_ID } from './probe/config';
import { startProbed, type RemoteHost } from './probe/start';

jest.setTimeout(60_000);

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let host: RemoteHost;
beforeAll(async () => {
	host = await startProbed({ processors: [{ id: 'work' }, { id: 'other' }, { id: 'sla-reminder' }] });
});
afterAll(() => host.dispose());
afterEach(() =>
	host.inApp(async ({ app, modify }) => {
		app.memory = { seen: [] };
		await modify.getScheduler().cancelAllJobs();
	}),
);

const remember =
	'async ({ app, job }) => { (app.memory.runs ??= []).push({ n: job.n, at: Date.now(), keys: Object.keys(job).sort() }); }';
const fail = 'async ({ app }) => { app.memory.tries = (app.memory.tries ?? 0) + 1; throw new Error("broken work"); }';

const once = (inMs: number, data: object, id = 'work') =>
	host.inApp(
		({ modify, input }: any) =>
			modify.getScheduler().scheduleOnce({ id: input.id, when: new Date(Date.now() + input.inMs), data: input.data }),
		{
			input: { inMs, data, id },
		},
	);
const runs = (): Promise<any[]> => host.inApp(({ app }) => app.memory.runs ?? []);
const memory = (key: string) => host.inApp(({ app, input }: any) => app.memory[input] ?? null, { input: key });
const jobs = () => host.api.operator.jobs(PROBE_ID);

describe('one-shot jobs', () => {
	it('run once when due, with jobId and without appId, and then vanish', async () => {
		const id = await once(HOUR, { n: 1, code: remember });
		expect(id).toMatch(/^[0-9a-f]{24}$/);
		await host.api.advance(HOUR - MINUTE);
		expect(await runs()).toEqual([]);
		await host.api.advance(2 * MINUTE);
		expect(await runs()).toEqual([{ n: 1, at: expect.any(Number), keys: ['code', 'jobId', 'n'] }]);
		expect(await jobs()).toEqual([]);
	});

	it('run at once when they are due now, without waiting for the poll', async () => {
		await once(0, { n: 1, code: remember });
		await host.api.settle();
		expect(await runs()).toHaveLength(1);
	});

	it('stay as zombies when they fail, and are never tried again', async () => {
		await once(0, { code: fail });
		await host.api.settle();
		await host.api.advance(30 * 24 * HOUR, 24 * HOUR);
		expect(await memory('tries')).toBe(1);
		expect(await jobs()).toMatchObject([{ failCount: 1, failReason: expect.any(String), nextRunAt: null, lockedAt: null }]);
	});

	it('take what nobody can read as a date for now', async () => {
		const ids = await host.inApp(
			({ modify, input }: any) =>
				Promise.all(
					['P90D', '', 'whenever'].map((when, n) =>
						modify.getScheduler().scheduleOnce({ id: 'work', when, data: { n, code: input } }),
					),
				),
			{ input: remember },
		);
		expect(ids).toHaveLength(3);
		await host.api.settle();
		expect((await runs()).map(({ n }) => n).sort()).toEqual([0, 1, 2]);
	});

	it('read natural language from the workspace’s own present', async () => {
		await host.api.advance(100 * 24 * HOUR);
		await host.inApp(({ modify }) => modify.getScheduler().scheduleOnce({ id: 'work', when: 'in 2 hours', data: {} }));
		const [job] = await jobs();
		expect(job!.nextRunAt.getTime() - (await host.api.now())).toBeGreaterThan(1.9 * HOUR);
		expect(job!.nextRunAt.getTime() - (await host.api.now())).toBeLessThanOrEqual(2 * HOUR);
	});

	it('of one processor run one after another', async () => {
		const code =
			'async ({ app }) => { app.memory.now = (app.memory.now ?? 0) + 1; app.memory.most = Math.max(app.memory.most ?? 0, app.memory.now); await new Promise((r) => setTimeout(r, 30)); app.memory.now -= 1; }';
		await Promise.all([once(HOUR, { code }), once(HOUR, { code }), once(HOUR, { code })]);
		await host.api.advance(2 * HOUR);
		expect(await memory('most')).toBe(1);
	});

	it('started by jobs run in the same advance, as far as they are due', async () => {
		const code =
			'async ({ app, job, modify }) => { (app.memory.runs ??= []).push({ n: job.n }); if (job.n < 3) await modify.getScheduler().scheduleOnce({ id: "work", when: new Date(), data: { n: job.n + 1, code: job.code } }); }';
		await once(HOUR, { n: 1, code });
		await host.api.advance(2 * HOUR);
		expect(await runs()).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
	});

	it('give null instead of an id when the store fails', async () => {
		await host.api.operator.inject('scheduler.create', { message: 'no store' });
		expect(await once(HOUR, {})).toBeNull();
		expect(await jobs()).toEqual([]);
	});

	it('due while the app is disabled are consumed and lost', async () => {
		await once(HOUR, { n: 1, code: remember });
		await host.api.disableApp(PROBE_ID);
		await host.api.advance(2 * HOUR);
		expect(await jobs()).toEqual([]);
		await host.api.enableApp(PROBE_ID);
		await host.api.advance(HOUR);
		expect(await runs()).toEqual([]);
	});
});

describe('recurring jobs', () => {
	const every = (interval: string | number, data: object, skipImmediate = false) =>
		host.inApp(({ modify, input }: any) => modify.getScheduler().scheduleRecurring({ id: 'work', ...input }), {
			input: { interval, data, skipImmediate },
		});

	it('are one for each processor: scheduling again overwrites data and interval', async () => {
		await every('1 hour', { n: 1, code: remember });
		await host.api.settle();
		await every('2 hours', { n: 2, code: remember });
		expect(await jobs()).toMatchObject([{ type: 'single', repeatInterval: '2 hours', data: { n: 2 } }]);
	});

	it('run at once and then by the interval, and skip a failed run to the next tick', async () => {
		await every('1 hour', { code: fail });
		await host.api.settle();
		expect(await memory('tries')).toBe(1);
		await host.api.advance(3 * HOUR + MINUTE, 20 * MINUTE);
		expect(await memory('tries')).toBe(4);
		const [job] = await jobs();
		expect(job!.failCount).toBe(4);
		expect(job!.nextRunAt.getTime()).toBeGreaterThan(await host.api.now());
	});

	it('run once after a long sleep, not once for each tick that was missed', async () => {
		await every('1 hour', { n: 1, code: remember }, true);
		await host.api.advance(48 * HOUR);
		expect(await runs()).toHaveLength(1);
	});

	it('never run with an interval that nobody can read', async () => {
		await every('now and then', { n: 1, code: remember });
		await host.api.advance(30 * 24 * HOUR);
		expect(await runs()).toEqual([]);
	});

	it('follow cron expressions', async () => {
		await every('0 12 * * *', { n: 1, code: remember });
		await host.api.advance(49 * HOUR, HOUR);
		expect((await runs()).length).toBeGreaterThanOrEqual(2);
		expect(new Date((await jobs())[0]!.nextRunAt).getMinutes()).toBe(0);
	});
});

describe('cancelling', () => {
	const cancel = (id: string) => host.inApp(({ modify, input }: any) => modify.getScheduler().cancelJob(input), { input: id });

	it('by processor removes all its jobs, by job id one', async () => {
		await once(HOUR, {});
		const second = await once(HOUR, {});
		await once(HOUR, {}, 'other');
		await cancel(second);
		expect(await jobs()).toHaveLength(2);
		await cancel('work');
		expect((await jobs()).map(({ name }) => name)).toEqual([`other_${PROBE_ID}`]);
	});

	it('of a processor with a 12-character name does nothing', async () => {
		await once(HOUR, {}, 'sla-reminder');
		await cancel('sla-reminder');
		expect(await jobs()).toHaveLength(1);
	});

	it('all removes the app’s jobs of every processor', async () => {
		await once(HOUR, {});
		await once(HOUR, {}, 'sla-reminder');
		await host.inApp(({ modify }) => modify.getScheduler().cancelAllJobs());
		expect(await jobs()).toEqual([]);
	});
});
