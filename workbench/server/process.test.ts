import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { networkInterfaces, tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';

import { parseServerArguments } from './arguments';
import { isRunning, listRunningServers } from './registry';
import { startServerProcess, type ServerProcess } from './serverProcess';
import { buildSmall, writeSeedFile } from '../seed';

jest.setTimeout(120_000);

const folder = mkdtempSync(path.join(tmpdir(), 'workbench-test-'));

afterAll(() => rmSync(folder, { recursive: true }));

/** An address of this machine other than 127.0.0.1; on a machine without a network, another one of the loopback range. */
const findOtherAddress = (): string =>
	Object.values(networkInterfaces())
		.flatMap((addresses) => addresses ?? [])
		.find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? '127.0.0.2';

const askOperator = async ({ ready }: ServerProcess, work: string, body: object = {}): Promise<any> => {
	const headers = { 'x-workbench-operator': ready.operatorToken, 'content-type': 'application/json' };
	const response = await fetch(`${ready.url}/_workbench/${work}`, { method: 'POST', headers, body: JSON.stringify(body) });
	return response.json();
};

test('a server says in one line where it is, keeps that while it runs, and takes it away when told to stop', async () => {
	const dataDir = path.join(folder, 'orderly');
	const server = await startServerProcess(['--data', dataDir, '--instance', 'alone']);
	expect(server.ready).toMatchObject({
		ready: true,
		instance: 'alone',
		dataDir,
		url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
	});
	expect(listRunningServers(dataDir)).toEqual([server.ready]);
	await expect(startServerProcess(['--data', dataDir, '--instance', 'alone'])).rejects.toThrow('choose another --instance');
	await server.stop();
	expect(isRunning(server.ready.pid)).toBe(false);
	expect(existsSync(path.join(dataDir, 'servers', 'alone.json'))).toBe(false);
});

test('only this machine can connect, unless the server is told to listen beyond', async () => {
	const infoAt = (port: number) => fetch(`http://${findOtherAddress()}:${port}/api/info`);
	const closed = await startServerProcess(['--data', path.join(folder, 'closed')]);
	const open = await startServerProcess(['--data', path.join(folder, 'open'), '--listen-beyond-loopback']);
	try {
		await expect(infoAt(closed.ready.port)).rejects.toThrow('fetch failed');
		expect((await infoAt(open.ready.port)).status).toBe(200);
	} finally {
		await closed.stop();
		await open.stop();
	}
});

test('a server ends when the process that started it is gone, however that went', async () => {
	const dataDir = path.join(folder, 'orphan');
	const serverProcess = JSON.stringify(path.join(__dirname, 'serverProcess.ts'));
	const script = `require(${serverProcess}).startServerProcess(['--data', ${JSON.stringify(dataDir)}])
		.then(({ ready }) => { console.log(ready.pid); process.kill(process.pid, 'SIGKILL'); })`;
	const parent = promisify(execFile)(process.execPath, ['--import', 'tsx', '-e', script]);
	const pid = Number((await parent.catch((error) => error)).stdout);
	expect(pid).toBeGreaterThan(0);
	while (isRunning(pid)) await setTimeout(20);
	expect(listRunningServers(dataDir)).toEqual([]);
});

test('half a workspace does not pass for a whole one: a seed that breaks off leaves nothing, and another fills the folder', async () => {
	const dataDir = path.join(folder, 'half');
	const seed = path.join(folder, 'breaks-off.json');
	const whole = buildSmall();
	writeSeedFile(seed, {
		...whole,
		messages: [...whole.messages, { ...[...whole.messages][0]!, id: 'broken', at: 'no instant' }],
	});
	await expect(startServerProcess(['--data', dataDir, '--seed', seed])).rejects.toThrow('before it was ready');
	const server = await startServerProcess(['--data', dataDir, '--seed', 'empty']);
	const { users } = await askOperator(server, 'users');
	expect(users.map(({ username }: { username: string }) => username)).toEqual(['workspace.admin']);
	await server.stop();
});

test('a second server of the same workspace is started and stopped by the first, and ends with it', async () => {
	const dataDir = path.join(folder, 'cluster');
	const server = await startServerProcess(['--data', dataDir, '--seed', 'small']);
	const { instance } = await askOperator(server, 'start-instance');
	expect(instance).toMatchObject({ instance: 'instance-2', isOurs: true, isThis: false });
	expect((await fetch(`${instance.url}/api/info`)).status).toBe(200);
	expect((await askOperator(server, 'instances')).instances.map((one: { instance: string }) => one.instance)).toEqual([
		'instance-2',
		'main',
	]);
	expect(await askOperator(server, 'stop-instance', { instance: 'main' })).toMatchObject({ success: false });
	await askOperator(server, 'stop-instance', { instance: 'instance-2', how: 'kill' });
	expect(isRunning(instance.pid)).toBe(false);
	const third = (await askOperator(server, 'start-instance')).instance;
	await server.stop();
	while (isRunning(third.pid)) await setTimeout(20);
	expect(listRunningServers(dataDir)).toEqual([]);
});

test.each([
	[['--seed', 'small'], '--data is missing'],
	[['--data', 'x', '--port', 'abc'], '--port takes a whole number'],
	[['--data', 'x', '--start-at', 'yesterday'], '--start-at takes an ISO 8601 instant'],
	[['--data', 'x', '--instance', '../up'], '--instance takes letters'],
	[['--data', 'x', '--listen-everywhere'], "Unknown option '--listen-everywhere'"],
])('the command line %j is refused with a reason', (argv, reason) => {
	expect(() => parseServerArguments(argv)).toThrow(reason);
});

test('unless told otherwise a server takes any free port of this machine and an empty workspace', () => {
	expect(parseServerArguments(['--data', 'x'])).toMatchObject({
		port: 0,
		seed: 'empty',
		instance: 'main',
		listenBeyondLoopback: false,
	});
});
