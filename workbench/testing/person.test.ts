import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { RequestRefused, startWorkbench, type Person, type View, type Workbench } from './index';
import { packProbe, probeAppId } from './probe/packProbe';

jest.setTimeout(120_000);

const folder = mkdtempSync(path.join(tmpdir(), 'workbench-test-'));
const zip = packProbe(folder);
const startAt = '2026-11-02T09:00:00.000Z';
let workbench: Workbench;
let maria: Person;
let joao: Person;

beforeAll(async () => {
	workbench = await startWorkbench({ zip, startAt });
	maria = await workbench.as('maria.silva');
	joao = await workbench.as('joao.prado');
});

afterAll(async () => {
	await workbench?.stop();
	rmSync(folder, { recursive: true });
});

const lastSubmit = async (): Promise<any> => {
	const records = await workbench.operator.persistence(probeAppId);
	return records
		.map((record) => record.data)
		.filter((data) => data.kind === 'submit')
		.at(-1);
};

const openForm = async (person = maria) => {
	const { view } = await person.type('/probe-form', { room: 'general' });
	if (!view) throw new Error('no form opened');
	return view;
};

describe('typing a command', () => {
	test('gives the view that it opens', async () => {
		expect(await openForm()).toMatchObject({ id: 'form', appId: probeAppId, type: 'modal' });
		expect(maria.openViews.map((view) => view.id)).toContain('form');
	});

	test('gives the ephemerals that came before the answer, to this person alone', async () => {
		const before = joao.ephemerals.length;
		const { ephemerals } = await maria.type('/probe-whisper only for "you  two"', { room: 'general' });
		expect(ephemerals).toEqual(['only for you  two']);
		expect(joao.ephemerals).toHaveLength(before);
	});

	test('at the same time as others loses nothing', async () => {
		const words = Array.from({ length: 12 }, (_, index) => `whisper ${index}`);
		const answers = await Promise.all(words.map((text) => maria.type(`/probe-whisper ${text}`, { room: 'general' })));
		expect(answers.flatMap(({ ephemerals }) => ephemerals).sort()).toEqual([...words].sort());
		const forms = await Promise.all([1, 2, 3].map(() => maria.type('/probe-form', { room: 'general' })));
		expect(forms.map(({ view }) => view?.id)).toEqual(['form', 'form', 'form']);
	});

	test('without a trigger opens nothing', async () => {
		const { view } = await maria.type('/probe-form', { room: 'general', triggerId: null });
		expect(view).toBeUndefined();
	});

	test('lets one view in, whatever the app opens with the same trigger', async () => {
		const { view } = await maria.type('/probe-form-twice', { room: 'general' });
		expect(view?.id).toBe('form');
		expect(maria.openViews.map(({ id }) => id)).not.toContain('second-form');
	});

	test('that throws is refused with what the server says', async () => {
		await expect(maria.type('/probe-throw', { room: 'general' })).rejects.toThrow(RequestRefused);
	});

	test('that does not exist is refused, and nothing is posted', async () => {
		const before = (await maria.messages('general')).length;
		await expect(maria.type('/no-such-thing secret', { room: 'general' })).rejects.toThrow('does not exist');
		expect(await maria.messages('general')).toHaveLength(before);
	});

	test('longer than a message is refused, since the web client would upload it into the room', async () => {
		await expect(maria.type(`/probe-say ${'x'.repeat(5000)}`, { room: 'general' })).rejects.toThrow('offer to upload');
	});

	test('of plain text posts a message', async () => {
		await maria.type('just words', { room: 'allotment' });
		expect((await joao.messages('allotment')).at(-1)).toMatchObject({ msg: 'just words', u: { username: 'maria.silva' } });
	});
});

describe('what comes later', () => {
	test('an ephemeral from the background is waited for by next', async () => {
		await maria.type('/probe-whisper-later afterwards', { room: 'general' });
		const event = await maria.next('ephemeral', ({ message }) => message.msg === 'afterwards');
		expect(event).toMatchObject({ kind: 'ephemeral', userId: maria.userId });
	});

	test('a modal from the background shows up among the open views', async () => {
		await maria.type('/probe-form-later', { room: 'general' });
		await maria.next('interaction', ({ interaction }) => interaction.view.id === 'late-form');
		expect(maria.openViews.at(-1)?.id).toBe('late-form');
	});

	test('each event is returned once, and what never comes is reported with what did', async () => {
		await maria.type('/probe-say told once', { room: 'general' });
		const isTold = ({ message }: any) => message.msg === 'told once';
		await maria.next('message', isTold);
		await expect(maria.next('message', isTold, 30)).rejects.toThrow(/no message that matches within 30 ms.*told once/);
	});

	test('messages of rooms that the person is not in do not come', async () => {
		const heard: string[] = [];
		const stop = joao.on((event) => event.kind === 'message' && heard.push(String(event.message.msg)));
		await maria.send('@noor.haddad', 'for Noor');
		await maria.send('allotment', 'for the plot');
		await joao.next('message', ({ message }) => message.msg === 'for the plot');
		stop();
		expect(heard).toEqual(['for the plot']);
	});
});

describe('submitting a view', () => {
	test('sends initial values with what was filled in, and closes on success', async () => {
		const result = await maria.submit(await openForm(), { name: 'Ada' });
		expect(result).toMatchObject({ closed: true, errors: undefined, view: undefined });
		expect((await lastSubmit()).state).toEqual({ 'block-name': { name: 'Ada' }, 'block-colour': { colour: 'red' } });
		expect(maria.openViews.map((view) => view.id)).not.toContain('form');
	});

	test('keeps the view open with its field errors, and what was typed', async () => {
		const view = await openForm();
		expect(await maria.submit(view, { colour: 'blue' })).toMatchObject({ errors: { name: 'A name is needed' }, closed: false });
		await maria.submit(view, { name: 'Ada' });
		expect((await lastSubmit()).state).toEqual({ 'block-name': { name: 'Ada' }, 'block-colour': { colour: 'blue' } });
	});

	test('follows an update, and loses a view that opens while the answer is success', async () => {
		const view = await openForm();
		const updated = await maria.submit(view, { name: 'update' });
		expect(updated).toMatchObject({ closed: false, view: { id: 'form', blocks: [{ text: { text: 'updated' } }, {}, {}, {}] } });
		// On success the client closes the submitted modal by closing whichever is on the screen: the next one is gone with it.
		expect(await maria.submit(view, { name: 'next' })).toMatchObject({ closed: true, view: undefined });
	});

	test('of a handler that throws gives no body, and the modal stays as it is', async () => {
		const result = await maria.submit(await openForm(), { name: 'throw' });
		expect(result).toEqual({ body: undefined, closed: false, errors: undefined, view: undefined });
		expect(maria.openViews.map((view) => view.id)).toContain('form');
	});

	test('that takes more than five seconds loses the modal, though the app goes on', async () => {
		const result = await maria.submit(await openForm(), { name: 'slow' });
		expect(result).toMatchObject({ closed: true, timedOut: true });
		expect(maria.openViews.map((view) => view.id)).not.toContain('form');
		expect((await lastSubmit()).state['block-name']).toEqual({ name: 'slow' });
	});

	test('of a contextual bar closes it before the answer, so that its errors are not seen', async () => {
		const { view } = await maria.type('/probe-bar', { room: 'general' });
		const result = await maria.submit(view as View, {});
		expect(result).toMatchObject({ closed: true, errors: undefined, body: { type: 'errors' } });
		expect(maria.openViews.map(({ id }) => id)).not.toContain('bar');
	});

	test('names a field that is not there', async () => {
		await expect(maria.submit(await openForm(), { nmae: 'x' })).rejects.toThrow(
			'no field "nmae" in view "form"; fields are name, colour',
		);
	});
});

describe('pressing a button', () => {
	test('of a view can open another one', async () => {
		const view = await openForm();
		expect((await maria.press({ view }, 'open-other')).view).toMatchObject({
			id: 'other-form',
			blocks: [{ text: { text: 'opened by x' } }, {}, {}, {}],
		});
		await expect(maria.press({ view }, 'nothing')).rejects.toThrow('there is open-other, whisper');
	});

	test('of a message tells the app which, and brings its answer', async () => {
		await maria.type('/probe-card', { room: 'general' });
		const card = await joao.next('message', ({ message }) => message.msg === 'a card');
		const pressed = await joao.press({ messageId: card.message._id, roomId: card.message.rid }, 'whisper');
		expect(pressed.ephemerals).toEqual(['from the card']);
	});

	test('of the message menu tells the app the message', async () => {
		const messageId = await maria.send('general', 'press me');
		expect((await maria.pressActionButton('probe-button', { roomId: 'general', messageId })).ephemerals).toEqual([
			'button on press me',
		]);
		await expect(maria.pressActionButton('other', { roomId: 'general' })).rejects.toThrow('there is probe-button');
	});
});

describe('a hostile client', () => {
	test('reaches the app with any payload: nothing is checked on its behalf', async () => {
		const view = { id: 'never-opened', state: { anything: { goes: ['x', 1, null] } } };
		const payload = { type: 'viewSubmit', triggerId: 'made-up', viewId: 'never-opened', payload: { view } };
		expect((await joao.interact(probeAppId, payload)).status).toBe(200);
		expect(await lastSubmit()).toMatchObject({
			viewId: 'never-opened',
			username: 'joao.prado',
			state: { anything: { goes: ['x', 1, null] } },
		});
	});

	test('runs a command in a room that it is not in by the DDP way, and not by the REST way', async () => {
		const allotment = (await workbench.operator.rooms()).find((room) => room.name === 'allotment')?._id;
		const yuki = await workbench.as('yuki.mori');
		await expect(yuki.type('/probe-say I was here', { room: allotment })).rejects.toThrow('unauthorized');
		expect((await yuki.forgeCommand({ command: 'probe-say', params: 'I was here', roomId: allotment })).status).toBe(200);
		expect((await maria.messages('allotment')).at(-1)).toMatchObject({ msg: 'I was here' });
		await expect(yuki.messages(allotment)).rejects.toThrow('does not match any room');
	});
});

describe('files', () => {
	test('go up, several at once, and come down to members byte for byte', async () => {
		const files = [
			{ name: 'отчёт.txt', content: Buffer.from('one') },
			{ name: 'two.bin', content: Buffer.from([0, 255, 13, 10]) },
			{ name: 'empty.txt', content: Buffer.alloc(0) },
		];
		await maria.send('allotment', 'three files', { files });
		const messages = (await joao.messages('allotment')).slice(-3);
		expect(messages.map((message) => message.msg)).toEqual(['three files', '', '']);
		expect(messages.map((message) => message.files[0].name)).toEqual(files.map((file) => file.name));
		for (const [index, { content }] of files.entries()) {
			const { _id, name } = messages[index]!.files[0];
			expect(await joao.download(`/file-upload/${_id}/${encodeURIComponent(name)}`)).toEqual(content);
		}
	});

	test('are refused to people outside the room', async () => {
		const id = await maria.send('allotment', 'private', { files: [{ name: 'a.txt', content: Buffer.from('secret') }] });
		const message = (await maria.messages('allotment')).find(({ _id }) => _id === id);
		const yuki = await workbench.as('yuki.mori');
		await expect(yuki.download(`/file-upload/${message?.files[0]._id}/a.txt`)).rejects.toMatchObject({ status: 403 });
	});
});
