import { existsSync, readFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

import { copyFixtureApp, readZip, root, runScript } from './fixtureApp';

const stage = path.join(root, '.build/rc-apps/packaging-fixture');
const zipFile = path.join(stage, 'dist/packaging-fixture_1.2.3.zip');
const loginFile = path.join(stage, '.rcappsconfig');

/** A server that takes an app as Rocket.Chat does, and remembers what it was sent. */
async function startServer() {
	const received: { line: string; body: Buffer; loginFileMode?: number }[] = [];
	const answers: Record<string, unknown> = {
		'GET /api/info': { version: '7.10', success: true },
		'POST /api/v1/login': { status: 'success', data: { authToken: 'token', userId: 'admin-id' } },
		'POST /api/apps': { success: true },
	};
	const server = http.createServer((request, response) => {
		const parts: Buffer[] = [];
		request.on('data', (part: Buffer) => parts.push(part));
		request.on('end', () => {
			const line = `${request.method} ${request.url}`;
			received.push({ line, body: Buffer.concat(parts) });
			response.setHeader('content-type', 'application/json');
			response.end(JSON.stringify(answers[line] ?? { success: false }));
		});
	});
	await new Promise<void>((resolve) => {
		server.listen(0, '127.0.0.1', resolve);
	});
	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	return { url, received, stop: () => new Promise((resolve) => server.close(resolve)) };
}

describe('rc-apps, in the folder staged for it', () => {
	it('packages the bundle with its handlers, for the engine versions that the manifest states', async () => {
		const { exitCode, output } = await runScript('scripts/package-rc-apps.mjs', ['--app', copyFixtureApp()]);
		expect(output).toContain(`App packaged up at: ${zipFile}`);
		expect(exitCode).toBe(0);
		const files = readZip(readFileSync(zipFile));
		expect(JSON.parse(files['app.json']!)).toMatchObject({
			requiredApiVersion: '^1.44.0',
			classFile: 'FixtureApp.ts',
			implements: ['IUIKitInteractionHandler'],
		});
		expect(Object.keys(files)).toEqual(
			expect.arrayContaining(['FixtureApp.js', 'LICENSES.txt', 'i18n/de.json', 'i18n/en.json', 'icon.png']),
		);
		expect((await runScript('scripts/check-sandbox.mjs', [zipFile])).output).toContain('The sandbox loads FixtureApp');
	});

	it('deploys to a workspace with a password from the environment, and leaves no trace of it', async () => {
		const server = await startServer();
		const args = ['--app', copyFixtureApp(), '--url', server.url, '--username', 'admin'];
		const { exitCode, output } = await runScript('scripts/deploy.mjs', args, { ROCKETCHAT_PASSWORD: 'open sesame' });
		await server.stop();
		expect(exitCode).toBe(0);
		const login = server.received.find(({ line }) => line === 'POST /api/v1/login');
		expect(JSON.parse(login!.body.toString())).toEqual({ username: 'admin', password: 'open sesame' });
		const upload = server.received.find(({ line }) => line === 'POST /api/apps');
		expect(upload!.body.includes(readFileSync(zipFile))).toBe(true);
		expect(upload!.body.toString('latin1')).toContain('[{"name":"slashcommand"}]');
		expect(output).not.toContain('open sesame');
		expect(Object.values(readZip(readFileSync(zipFile))).join()).not.toContain('open sesame');
		expect(existsSync(loginFile)).toBe(false);
	});

	it('fails when the workspace cannot be reached, and leaves no trace of the password', async () => {
		const args = ['--app', copyFixtureApp(), '--url', 'http://127.0.0.1:9', '--username', 'admin'];
		const { exitCode, output } = await runScript('scripts/deploy.mjs', args, { ROCKETCHAT_PASSWORD: 'open sesame' });
		expect(output).toContain('http://127.0.0.1:9');
		expect(exitCode).not.toBe(0);
		expect(existsSync(loginFile)).toBe(false);
	});

	const refusals: [missing: string, args: string[], sentence: string][] = [
		['a place', ['--username', 'admin'], 'Say where to deploy'],
		['a person', ['--url', 'https://chat.example.org'], 'Say who deploys'],
		['a password', ['--url', 'https://chat.example.org', '--username', 'admin'], 'Set ROCKETCHAT_PASSWORD'],
		['a token', ['--url', 'https://chat.example.org', '--user-id', 'abc'], 'Set ROCKETCHAT_TOKEN'],
	];

	it.each(refusals)('asks for %s that is not given', async (_missing, args, sentence) => {
		const { exitCode, output } = await runScript('scripts/deploy.mjs', args);
		expect(output).toContain(sentence);
		expect(exitCode).toBe(1);
	});
});
