import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { startWorkbench, type Workbench } from '../testing';
import { listRunningServers } from './registry';
import { packProbe, probeAppId } from '../testing/probe/packProbe';

jest.setTimeout(120_000);

const folder = mkdtempSync(path.join(tmpdir(), 'workbench-test-'));
let workbench: Workbench;

interface Reply {
	status: number;
	headers: Headers;
	body: any;
}

type Login = { userId: string; authToken: string };

const ask = async (
	method: string,
	where: string,
	{ login, body, headers = {} }: { login?: Login; body?: unknown; headers?: Record<string, string> } = {},
): Promise<Reply> => {
	const auth: Record<string, string> = login ? { 'x-user-id': login.userId, 'x-auth-token': login.authToken } : {};
	const isForm = body instanceof FormData;
	const type: Record<string, string> = body === undefined || isForm ? {} : { 'content-type': 'application/json' };
	const content = body === undefined || isForm ? body : JSON.stringify(body);
	const response = await fetch(`${workbench.url}${where}`, { method, headers: { ...auth, ...type, ...headers }, body: content });
	const text = await response.text();
	return {
		status: response.status,
		headers: response.headers,
		body: text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : text,
	};
};

const logIn = async (user: string, password = user): Promise<Login> =>
	(await ask('POST', '/api/v1/login', { body: { user, password } })).body.data;

beforeAll(async () => {
	workbench = await startWorkbench();
});

afterAll(async () => {
	await workbench?.stop();
	rmSync(folder, { recursive: true });
});

describe('login', () => {
	test('gives a token for the right password, in the shape of the real server', async () => {
		const { status, body } = await ask('POST', '/api/v1/login', { body: { user: 'maria.silva', password: 'maria.silva' } });
		expect(status).toBe(200);
		expect(body).toMatchObject({
			status: 'success',
			data: { userId: expect.any(String), authToken: expect.any(String), me: { username: 'maria.silva' } },
		});
		expect(JSON.stringify(body)).not.toContain('"services"');
	});

	test.each([
		['a wrong password', 'maria.silva', 'wrong'],
		['an unknown name', 'nobody', 'nobody'],
		['other capitals', 'Maria.Silva', 'maria.silva'],
		['a deactivated account', 'otto.brandt', 'otto.brandt'],
		['a deleted account', 'gone.person', 'gone.person'],
	])('is refused for %s', async (_, user, password) => {
		expect(await ask('POST', '/api/v1/login', { body: { user, password } })).toMatchObject({
			status: 401,
			body: { status: 'error' },
		});
	});

	test.each(['/api/v1/me', '/api/v1/rooms.get', '/api/v1/channels.messages?roomName=general', '/api/apps', '/file-upload/x/y'])(
		'is asked for at %s',
		async (where) => {
			expect((await ask('GET', where)).status).toBe(401);
		},
	);

	test('cannot be borrowed: a token holds for its own person only', async () => {
		const [maria, joao] = [await logIn('maria.silva'), await logIn('joao.prado')];
		expect((await ask('GET', '/api/v1/me', { login: { ...joao, authToken: maria.authToken } })).status).toBe(401);
		expect((await ask('GET', '/api/v1/me', { login: maria })).body).toMatchObject({ username: 'maria.silva', success: true });
	});
});

describe('reading rooms', () => {
	const list = async (login: Login): Promise<any[]> => (await ask('GET', '/api/v1/rooms.get', { login })).body.update;

	test('lists the rooms that a person is in', async () => {
		const names = (await list(await logIn('legal.counsel'))).map((room) => room.name);
		expect(names.sort()).toEqual(['general', 'legal']);
	});

	test('shows private messages to members alone, and tells outsiders nothing of the room', async () => {
		const officer = await logIn('legal.officer');
		const legal = (await list(officer)).find((room) => room.name === 'legal');
		expect((await ask('GET', `/api/v1/groups.messages?roomId=${legal._id}`, { login: officer })).status).toBe(200);
		const maria = await logIn('maria.silva');
		const refused = await ask('GET', `/api/v1/groups.messages?roomId=${legal._id}`, { login: maria });
		const unknown = await ask('GET', '/api/v1/groups.messages?roomId=nowhere', { login: maria });
		expect(refused).toMatchObject({ status: 400, body: { success: false } });
		expect(refused.body).toEqual(unknown.body);
	});

	test('pages newest first and leaves hidden messages out', async () => {
		const login = await logIn('maria.silva');
		const page = async (offset: number, count: number): Promise<any[]> =>
			(await ask('GET', `/api/v1/groups.messages?roomName=allotment&count=${count}&offset=${offset}`, { login })).body.messages;
		const [first, second, whole] = [await page(0, 3), await page(3, 3), await page(0, 100)];
		expect([...first, ...second].map((message) => message._id)).toEqual(whole.slice(0, 6).map((message) => message._id));
		expect(whole.map((message) => message.ts)).toEqual(
			whole
				.map((message) => message.ts)
				.sort()
				.reverse(),
		);
		expect(whole.some((message) => message.msg === 'old wording of the plan')).toBe(false);
	});
});

describe('messages', () => {
	test('are changed and deleted by their author, not by others', async () => {
		const [maria, joao] = [await logIn('maria.silva'), await logIn('joao.prado')];
		const rid = (await ask('GET', '/api/v1/rooms.info?roomName=general', { login: maria })).body.room._id;
		const { message } = (await ask('POST', '/api/v1/chat.sendMessage', { login: maria, body: { message: { rid, msg: 'mine' } } }))
			.body;
		const change = { roomId: rid, msgId: message._id, text: 'changed' };
		expect((await ask('POST', '/api/v1/chat.update', { login: joao, body: change })).status).toBe(400);
		expect((await ask('POST', '/api/v1/chat.update', { login: maria, body: change })).body.message).toMatchObject({
			msg: 'changed',
			editedAt: expect.any(String),
		});
		expect((await ask('POST', '/api/v1/chat.delete', { login: joao, body: change })).status).toBe(400);
		expect((await ask('POST', '/api/v1/chat.delete', { login: maria, body: change })).status).toBe(200);
		expect((await ask('GET', `/api/v1/chat.getMessage?msgId=${message._id}`, { login: maria })).status).toBe(400);
	});

	test('of private rooms cannot be fetched, sent, changed or answered from outside', async () => {
		const [joao, yuki] = [await logIn('joao.prado'), await logIn('yuki.mori')];
		const { room } = (await ask('GET', '/api/v1/rooms.info?roomName=allotment', { login: joao })).body;
		const [message] = (await ask('GET', `/api/v1/groups.messages?roomId=${room._id}&count=1`, { login: joao })).body.messages;
		expect((await ask('GET', `/api/v1/chat.getMessage?msgId=${message._id}`, { login: yuki })).status).toBe(400);
		expect(
			(await ask('POST', '/api/v1/chat.sendMessage', { login: yuki, body: { message: { rid: room._id, msg: 'hi' } } })).status,
		).toBe(400);
		expect((await ask('POST', '/api/v1/chat.update', { login: yuki, body: { msgId: message._id, text: 'x' } })).status).toBe(400);
	});
});

describe('files', () => {
	test('follow a browser link by cookie, as an attachment that no page can run', async () => {
		const login = await logIn('maria.silva');
		const { messages } = (await ask('GET', '/api/v1/groups.messages?roomName=allotment&count=100', { login })).body;
		const file = messages.flatMap((message: any) => message.files ?? []).find((each: any) => each.name === 'receipt.txt');
		const where = `/file-upload/${file._id}/receipt.txt`;
		const cookie = `rc_uid=${login.userId}; rc_token=${login.authToken}`;
		const reply = await ask('GET', where, { headers: { cookie } });
		expect(reply).toMatchObject({ status: 200, body: 'Plot 42: 38.50 paid in cash\n' });
		expect(reply.headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''receipt.txt");
		expect(reply.headers.get('x-content-type-options')).toBe('nosniff');
		expect((await ask('GET', '/api/v1/me', { headers: { cookie } })).status).toBe(401);
		expect((await ask('GET', where, { login: await logIn('yuki.mori') })).status).toBe(403);
		expect((await ask('GET', '/file-upload/unknown/receipt.txt', { login })).status).toBe(404);
	});
});

describe('apps', () => {
	const form = (zip: string): FormData => {
		const data = new FormData();
		data.set('app', new Blob([new Uint8Array(readFileSync(zip))]), 'app.zip');
		data.set('permissions', '[]');
		return data;
	};

	test('are managed by admins alone', async () => {
		const login = await logIn('legal.officer');
		const zip = packProbe(folder);
		expect(await ask('POST', '/api/apps', { login, body: form(zip) })).toMatchObject({ status: 403, body: { success: false } });
		expect((await ask('DELETE', `/api/apps/${probeAppId}`, { login })).status).toBe(403);
		expect((await ask('POST', `/api/apps/${probeAppId}/status`, { login, body: { status: 'manually_disabled' } })).status).toBe(
			403,
		);
	});

	test('are installed, found, updated, switched off and on, and removed', async () => {
		const login = await logIn('workspace.admin');
		expect((await ask('GET', `/api/apps/${probeAppId}`, { login })).body).toMatchObject({ success: false });
		expect((await ask('POST', '/api/apps', { login, body: form(packProbe(folder)) })).body).toMatchObject({
			success: true,
			app: { version: '1.0.0' },
		});
		const updated = await ask('POST', `/api/apps/${probeAppId}`, { login, body: form(packProbe(folder, '1.0.1')) });
		expect(updated.body).toMatchObject({ success: true, app: { version: '1.0.1' } });
		const switchTo = (status: string) => ask('POST', `/api/apps/${probeAppId}/status`, { login, body: { status } });
		expect((await switchTo('manually_disabled')).body.status).toBe('manually_disabled');
		expect((await switchTo('manually_enabled')).body.status).toBe('manually_enabled');
		expect((await switchTo('anything')).status).toBe(400);
		expect((await ask('GET', '/api/v1/commands.list', { login })).body.commands.length).toBeGreaterThan(5);
		expect((await ask('DELETE', `/api/apps/${probeAppId}`, { login })).body.success).toBe(true);
		expect((await ask('GET', '/api/apps', { login })).body.apps).toEqual([]);
	});

	test('are refused when they are no app', async () => {
		const login = await logIn('workspace.admin');
		const data = new FormData();
		data.set('app', new Blob(['no zip']), 'app.zip');
		expect(await ask('POST', '/api/apps', { login, body: data })).toMatchObject({ status: 400, body: { success: false } });
		expect((await ask('POST', '/api/apps', { login, body: new FormData() })).status).toBe(400);
	});
});

describe('the door', () => {
	const askWithHost = (host: string): Promise<number> =>
		new Promise((resolve, reject) => {
			const call = request(`${workbench.url}/api/info`, { headers: { host } }, (response) => {
				response.resume();
				resolve(response.statusCode ?? 0);
			});
			call.on('error', reject).end();
		});

	test('the operator is let in by the token alone', async () => {
		expect((await ask('POST', '/_workbench/clock')).status).toBe(401);
		expect((await ask('POST', '/_workbench/clock', { login: await logIn('workspace.admin') })).status).toBe(401);
		expect((await ask('POST', '/_workbench/clock', { headers: { 'x-workbench-operator': 'guess' } })).status).toBe(401);
		const { operatorToken } = listRunningServers(workbench.dataDir)[0] ?? {};
		expect((await ask('POST', '/_workbench/clock', { headers: { 'x-workbench-operator': String(operatorToken) } })).status).toBe(
			200,
		);
	});

	test('secrets in the data folder are for its owner alone', () => {
		for (const name of ['operator-token', 'session-secret', 'servers/main.json']) {
			expect(statSync(path.join(workbench.dataDir, name)).mode & 0o077).toBe(0);
		}
	});

	test('a page of another origin does not get in under a name of its own', async () => {
		expect(await askWithHost('rebound.example')).toBe(421);
		expect(await askWithHost('localhost:1')).toBe(200);
	});

	test('what is not there is 404, what is not JSON is 400', async () => {
		expect((await ask('GET', '/nowhere')).status).toBe(404);
		const response = await fetch(`${workbench.url}/api/v1/login`, { method: 'POST', body: '{not json' });
		expect(response.status).toBe(400);
	});
});
