import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { networkInterfaces, tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';

import { parseServerArguments } from './arguments';
import { isRunning, listRunningServers } from './registry';
import { startServerProcess } from '../testing/serverProcess';

jest.setTimeout(120_000);

const folder = mkdtempSync(path.join(tmpdir(), 'workbench-test-'));

afterAll(() => rmSync(folder, { recursive: true }));

/** An address of this machine other than 127.0.0.1; on a machine without a network, another one of the loopback range. */
const findOtherAddress = (): string =>
	Object.values(networkInterfaces())
		.flatMap((addresses) => addresses ?? [])
		.find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? '127.0.0.2';

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
	const serverProcess = JSON.stringify(path.join(__dirname, '..', 'testing', 'serverProcess.ts'));
	const script = `require(${serverProcess}).startServerProcess(['--data', ${JSON.stringify(dataDir)}])
		.then(({ ready }) => { console.log(ready.pid); process.kill(process.pid, 'SIGKILL'); })`;
	const parent = promisify(execFile)(process.execPath, ['--import', 'tsx', '-e', script]);
	const pid = Number((await parent.catch((error) => error)).stdout);
	expect(pid).toBeGreaterThan(0);
	while (isRunning(pid)) await setTimeout(20);
	expect(listRunningServers(dataDir)).toEqual([]);
});

test('half a workspace does not pass for a whole one: a seed that was cut short is refused', async () => {
	const dataDir = path.join(folder, 'half');
	await expect(startServerProcess(['--data', dataDir, '--seed', path.join(folder, 'no-such-seed.json')])).rejects.toThrow(
		'no-such-seed',
	);
	writeFileSync(path.join(dataDir, 'seeding'), 'small');
	await expect(startServerProcess(['--data', dataDir, '--seed', 'small'])).rejects.toThrow('half filled');
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
