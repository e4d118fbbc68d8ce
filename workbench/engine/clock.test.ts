import { PROBE_ID } from './probe/config';
import { startProbed, type RemoteHost } from './probe/start';

jest.setTimeout(60_000);

const DAY = 86_400_000;

let host: RemoteHost;
beforeAll(async () => {
	host = await startProbed({}, { startAt: '2028-02-28T23:59:00.000Z' });
});
afterAll(() => host.dispose());

describe('the workspace’s clock', () => {
	it('begins where it was told to, for server and app alike', async () => {
		const inApp = Date.parse((await host.inApp(() => new Date())).$date);
		expect(new Date(inApp).toISOString()).toMatch(/^2028-02-28T23:59/);
		expect(Math.abs((await host.api.now()) - inApp)).toBeLessThan(2_000);
	});

	it('moves for both at once, to the very next request', async () => {
		const before = await host.api.now();
		await host.api.advance(90 * DAY);
		const inApp = await host.inApp(() => Date.now());
		expect(inApp - before).toBeGreaterThanOrEqual(90 * DAY);
		expect(inApp - before).toBeLessThan(90 * DAY + 10_000);
	});

	it('leaves Date as it was in every other way', async () => {
		expect(
			await host.inApp(() => {
				class Own extends Date {}
				const fixed = new Date(Date.UTC(2024, 1, 29));
				return [
					fixed.toISOString(),
					fixed instanceof Date,
					fixed.constructor === Date,
					new Date() instanceof Date,
					structuredClone(fixed) instanceof Date,
					new Own() instanceof Own,
					typeof Date(),
					Math.abs(new Own().getTime() - Date.now()) < 1000,
					Date.parse('2024-01-01T00:00:00Z'),
					Date.length,
				];
			}),
		).toEqual(['2024-02-29T00:00:00.000Z', true, true, true, true, true, 'string', true, 1704067200000, 7]);
	});

	it('dates messages', async () => {
		const id = await host.api.sendMessage({ userId: 'alice', roomId: 'general', text: 'now' });
		const { ts } = (await host.api.workspace.findMessage(id))!;
		expect(Math.abs(ts.getTime() - (await host.api.now()))).toBeLessThan(2_000);
	});

	it('dates the app’s log', async () => {
		const [entry] = (await host.api.appLogs(PROBE_ID)) as { startTime: Date }[];
		expect(entry!.startTime.getTime()).toBeGreaterThan(Date.parse('2028-01-01T00:00:00.000Z'));
	});
});
