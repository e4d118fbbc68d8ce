import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import type { SeedMessage } from '../engine/contract';
import { buildSmall } from '../seed';
import { startWorkbench, type Person, type View, type Workbench } from './index';
import { isRunning } from '../server/registry';
import { packProbe, probeAppId } from './probe/packProbe';
import { packExport, smallExport } from './slackExport';

jest.setTimeout(120_000);

const folder = mkdtempSync(path.join(tmpdir(), 'workbench-test-'));
const zip = packProbe(folder);
const startAt = '2026-11-02T09:00:00.000Z';
let workbench: Workbench;
let maria: Person;

beforeAll(async () => {
	workbench = await startWorkbench({ zip, startAt });
	maria = await workbench.as('maria.silva');
});

afterAll(async () => {
	await workbench?.stop();
	rmSync(folder, { recursive: true });
});

describe('the operator', () => {
	test('moves the clock, and what fell due has been done', async () => {
		const before = await workbench.operator.now();
		await maria.type(`/probe-schedule ${30 * 86_400_000}`, { room: 'general' });
		await workbench.operator.advance({ days: 29 });
		expect((await maria.messages('general')).at(-1)?.msg).not.toBe('said later');
		await workbench.operator.advance({ days: 1, minutes: 1 }, { hours: 12 });
		expect((await maria.messages('general')).at(-1)?.msg).toBe('said later');
		const movedDays = ((await workbench.operator.now()).getTime() - before.getTime()) / 86_400_000;
		expect(Math.floor(movedDays)).toBe(30);
	});

	test('sees jobs and persistence, and can change what is stored', async () => {
		await maria.type(`/probe-schedule ${86_400_000}`, { room: 'general' });
		expect(await workbench.operator.jobs()).toHaveLength(1);
		const { view } = await maria.type('/probe-form', { room: 'general' });
		await maria.press({ view: view as View }, 'whisper');
		const [record] = await workbench.operator.persistence(probeAppId);
		await workbench.operator.tamper(record?._id, { set: { forged: true } });
		expect((await workbench.operator.persistence(probeAppId)).find(({ _id }) => _id === record?._id)?.data).toEqual({
			forged: true,
		});
		await workbench.operator.tamper(record?._id, { remove: true });
		expect((await workbench.operator.persistence(probeAppId)).some(({ _id }) => _id === record?._id)).toBe(false);
		await expect(workbench.operator.tamper('no such id', { remove: true })).rejects.toThrow('no such id');
	});

	test('lets the next calls of a bridge method fail', async () => {
		await workbench.operator.fail('messages.create', 1, 'the database is away');
		await expect(maria.type('/probe-say lost', { room: 'general' })).rejects.toThrow();
		await maria.type('/probe-say found', { room: 'general' });
		expect((await maria.messages('general')).at(-1)?.msg).toBe('found');
	});

	test('cuts the power of one server at a call, and what was written before it is there', async () => {
		const second = await workbench.another();
		const there = await second.as('maria.silva');
		await second.operator.inject('messages.create', { effect: 'power-cut-after' });
		await expect(there.type('/probe-say last words', { room: 'general' })).rejects.toThrow('no answer');
		expect((await maria.messages('general')).at(-1)?.msg).toBe('last words');
		await second.kill();
	});

	test('goes to what is due next, and it is done', async () => {
		for (const job of await workbench.operator.jobs()) expect(job.nextRunAt).not.toBeNull();
		await maria.type(`/probe-schedule ${3 * 3_600_000}`, { room: 'general' });
		const before = (await workbench.operator.now()).getTime();
		const reached = (await workbench.operator.advanceToNextDue()).getTime();
		expect((reached - before) / 3_600_000).toBeCloseTo(3, 1);
		expect((await maria.messages('general')).at(-1)?.msg).toBe('said later');
	});

	test('restarts the app, which answers again', async () => {
		expect(await workbench.operator.restartApp(probeAppId)).toMatchObject({ enabled: true });
		expect((await maria.type('/probe-whisper anew', { room: 'general' })).ephemerals).toEqual(['anew']);
	});

	test('imports a Slack export: its people sign in and read what they wrote; a second time nothing is doubled', async () => {
		const zip = packExport(smallExport());
		const first = await workbench.operator.importSlack(zip);
		expect(first.added).toEqual({ users: 4, rooms: 4, messages: 12, files: 1 });
		const ada = await workbench.as('ada');
		expect((await ada.messages('plans')).map(({ msg }) => msg)).toContain('final wording');
		const withFile = (await ada.messages('plans')).find(({ file }) => file);
		expect((await ada.download(withFile?.attachments[0].title_link)).toString()).toBe('1. We met.\n');
		expect((await maria.messages('@ada')).at(-1)?.msg).toBe('see you at the allotment, Ada');
		await expect(workbench.as('bert')).rejects.toMatchObject({ status: 401 });
		expect(await workbench.operator.importSlack(zip)).toMatchObject({
			added: { users: 0, rooms: 0, messages: 0 },
			alreadyHere: 12,
		});
		expect(await ada.messages('plans')).toHaveLength(9);
	});

	test('is told in a sentence what is wrong with an export, of which nothing is kept', async () => {
		const before = await workbench.operator.users();
		const broken = packExport({ ...smallExport(), 'users.json': [{ id: 'U9', name: 'half' }], 'dms.json': 'no list' });
		await expect(workbench.operator.importSlack(broken)).rejects.toThrow('dms.json is not JSON');
		expect(await workbench.operator.users()).toHaveLength(before.length);
	});

	test('crashes the app, which comes back', async () => {
		await workbench.operator.crashApp(probeAppId);
		expect((await maria.type('/probe-whisper back', { room: 'general' })).ephemerals).toEqual(['back']);
	});

	test('deactivates, deletes and removes people', async () => {
		const yuki = await workbench.as('yuki.mori');
		await workbench.operator.removeMember('general', 'yuki.mori');
		expect((await workbench.operator.users()).some((user) => user.services)).toBe(false);
		await workbench.operator.setUserActive('yuki.mori', false);
		await expect(yuki.messages('general')).rejects.toMatchObject({ status: 401 });
		await workbench.operator.deleteUser('noor.haddad', { by: 'workspace.admin' });
		await expect(workbench.as('noor.haddad')).rejects.toMatchObject({ status: 401 });
		await expect(workbench.operator.deleteUser('nobody.here')).rejects.toThrow('Nobody is called "nobody.here"');
	});

	test('sees the mail that was queued', async () => {
		await maria.type('/probe-mail court@court.example', { room: 'general' });
		expect((await workbench.operator.mail()).at(-1)).toMatchObject({ subject: 'probe', to: 'court@court.example' });
	});

	test('loses mail, of which the app hears nothing', async () => {
		await workbench.operator.loseMail();
		await maria.type('/probe-mail lost@court.example', { room: 'general' });
		await maria.type('/probe-mail found@court.example', { room: 'general' });
		const latest = (await workbench.operator.mail()).slice(-2);
		expect(latest.map(({ to, lost }) => [to, lost])).toEqual([
			['lost@court.example', true],
			['found@court.example', undefined],
		]);
	});
});

describe('processes', () => {
	test('a restart keeps the workspace, its clock, its app and its sessions; a kill as well', async () => {
		let bench = await startWorkbench({ zip, startAt });
		try {
			const marker = `kept ${Date.now()}`;
			await (await bench.as('maria.silva')).send('general', marker);
			await bench.operator.advance({ days: 10 });
			for (const how of ['stop', 'kill'] as const) {
				const { pid } = bench;
				bench = await bench.restart(how);
				expect(bench.pid).not.toBe(pid);
				expect(isRunning(pid)).toBe(false);
				expect((await bench.operator.now()).toISOString().slice(0, 10)).toBe('2026-11-12');
				const again = await bench.as('maria.silva');
				expect((await again.messages('general')).at(-1)?.msg).toBe(marker);
				expect((await again.type('/probe-form', { room: 'general' })).view?.id).toBe('form');
			}
		} finally {
			await bench.stop();
		}
		expect(existsSync(bench.dataDir)).toBe(false);
	});

	test('a second process serves the same workspace: people see what is said through either', async () => {
		const first = await startWorkbench({ zip });
		try {
			const second = await first.another();
			const [one, two] = [await first.as('maria.silva'), await second.as('joao.prado')];
			expect(second.url).not.toBe(first.url);
			await one.type('/probe-say through the first', { room: 'general' });
			expect(await two.next('message', ({ message }) => message.msg === 'through the first')).toBeDefined();
			expect((await two.messages('general')).at(-1)?.msg).toBe('through the first');
			expect((await two.type('/probe-form', { room: 'general' })).view?.id).toBe('form');
			await second.stop();
			expect(existsSync(first.dataDir)).toBe(true);
		} finally {
			await first.stop();
		}
		expect(existsSync(first.dataDir)).toBe(false);
	});

	test("a workspace of a test's own is loaded, files included", async () => {
		const seed = buildSmall();
		const note = { id: 'noteFileOfTheTest', name: 'note.txt', type: 'text/plain', content: Buffer.from('from the seed') };
		const [first] = seed.messages;
		const own = {
			...seed,
			messages: [{ ...(first as SeedMessage), id: 'messageOfTheTest', text: 'my own', type: undefined, files: [note] }],
		};
		const bench = await startWorkbench({ seed: own });
		try {
			const person = await bench.as('maria.silva');
			const messages = await person.messages((first as SeedMessage).roomId);
			expect(messages.map((message) => message.msg)).toEqual(['my own']);
			expect((await person.download('/file-upload/noteFileOfTheTest/note.txt')).toString()).toBe('from the seed');
		} finally {
			await bench.stop();
		}
	});

	test('a process that cannot start says why and leaves nothing behind', async () => {
		await expect(startWorkbench({ zip: path.join(folder, 'missing.zip') })).rejects.toThrow(
			/before it was ready:[\s\S]*missing\.zip/,
		);
	});
});
