import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { findBarriers } from './axe';
import { openClient, type Client } from './client';
import { playOperatorPanel } from './page/operatorPanel';
import { startWorkbench, takeDrawn, type Workbench } from '../../workbench/testing';
import { packProbe, probeAppId } from '../../workbench/testing/probe/packProbe';

/** The page behaves as Rocket.Chat's client does, shown with an app whose every answer is known. */
describe('the page', () => {
	const folder = mkdtempSync(path.join(tmpdir(), 'page-'));
	let bench: Workbench;
	let maria: Client;

	const dialog = () => maria.page.getByRole('dialog');
	const note = (words: string) => dialog().getByText(words, { exact: true });
	const gone = () => dialog().waitFor({ state: 'detached' });
	const keptByApp = async () => (await bench.operator.persistence(probeAppId)).map(({ data }) => data as Record<string, any>);

	const openForm = async () => {
		await maria.type('/probe-form');
		await maria.dialog('Probe');
	};

	const save = async (name: string) => {
		await maria.fill('name', name);
		await maria.press('Save');
	};

	beforeAll(async () => {
		execFileSync(process.execPath, [path.join(__dirname, '../../workbench/client/build.mjs')]);
		bench = await startWorkbench({ zip: packProbe(folder), seed: 'small', startAt: '2026-11-02T09:00:00Z' });
		maria = await openClient(bench.url, 'maria.silva');
		await maria.openRoom('general');
	});

	afterAll(async () => {
		// The probe's views are made to be odd.
		takeDrawn();
		await maria?.close();
		await bench?.stop();
		rmSync(folder, { recursive: true, force: true });
	});

	/** So that one failure is not many. */
	afterEach(async () => {
		if ((await dialog().count()) > 0) await maria.page.reload();
	});

	test('a modal has the focus in its first field and keeps it inside', async () => {
		await openForm();
		const isInside = 'document.querySelector("[role=dialog]").contains(document.activeElement)';
		expect(await maria.page.evaluate('document.activeElement.getAttribute("aria-label")')).toBe('name');
		await maria.page.waitForFunction('document.querySelector("[role=dialog] header img")?.naturalWidth > 0');
		for (let step = 0; step < 12; step++) {
			await maria.page.keyboard.press('Tab');
			expect(await maria.page.evaluate(isInside)).toBe(true);
		}
		await maria.page.keyboard.press('Escape');
		await gone();
	});

	test('a submit sends values by block and action, initial values among them', async () => {
		await openForm();
		await save('Maria');
		await gone();
		expect((await keptByApp()).at(-1)).toMatchObject({
			viewId: 'form',
			state: { 'block-name': { name: 'Maria' }, 'block-colour': { colour: 'red' } },
		});
	});

	test('an error stands at its field until the next answer', async () => {
		await openForm();
		await maria.press('Save');
		await note('A name is needed').waitFor();
		expect(await maria.page.evaluate('document.activeElement.getAttribute("aria-label")')).toBe('name');
		await save('Maria');
		await gone();
	});

	test('an updated view keeps what was typed', async () => {
		await openForm();
		await save('update');
		await note('updated').waitFor();
		expect(await dialog().getByLabel('name', { exact: true }).inputValue()).toBe('update');
		await maria.press('Leave');
		await gone();
	});

	test('a handler that fails leaves the modal open without a word', async () => {
		await openForm();
		await Promise.all([maria.page.waitForResponse(/ui\.interaction/), save('throw')]);
		expect(await note('first').isVisible()).toBe(true);
		await maria.page.keyboard.press('Escape');
		await gone();
	});

	test('an app that takes over five seconds gets its modal closed, and the person is told', async () => {
		await openForm();
		await save('slow');
		await maria.page.getByText('App has failed to respond').waitFor();
		await gone();
		expect((await keptByApp()).at(-1)).toMatchObject({ state: { 'block-name': { name: 'slow' } } });
	});

	test('a view that is left tells its app: by its own button, or cleared by Escape, the cross or the backdrop', async () => {
		const leave = async (how: () => Promise<void>) => {
			await openForm();
			await Promise.all([maria.page.waitForResponse(/ui\.interaction/), how()]);
			await gone();
			return (await keptByApp()).at(-1);
		};
		const closed = (isCleared: boolean) => ({ kind: 'closed', viewId: 'form', username: 'maria.silva', isCleared });
		expect(await leave(() => maria.press('Leave'))).toEqual(closed(false));
		expect(await leave(() => maria.page.keyboard.press('Escape'))).toEqual(closed(true));
		expect(await leave(() => maria.press('Close'))).toEqual(closed(true));
		expect(await leave(() => maria.page.mouse.click(5, 400))).toEqual(closed(true));
	});

	test('a button of a modal opens another in its place', async () => {
		await openForm();
		await maria.press('open-other');
		await note('opened by x').waitFor();
		expect(await dialog().count()).toBe(1);
		await maria.page.keyboard.press('Escape');
		await gone();
	});

	test('a contextual bar stands beside the room and closes when it is submitted', async () => {
		await maria.type('/probe-bar');
		const bar = maria.page.getByRole('complementary', { name: 'Probe' });
		await bar.getByText('a bar', { exact: true }).waitFor();
		expect(await findBarriers(maria.page)).toEqual([]);
		await bar.getByRole('button', { name: 'Save' }).click();
		await bar.waitFor({ state: 'detached' });
	});

	test('a button on a message and a message’s own button answer for the person’s eyes only', async () => {
		await maria.type('/probe-card');
		await maria.sees('a card');
		await maria.pressInRoom('whisper');
		await maria.sees('from the card');
		await maria.type('words to act on');
		const message = maria.page.locator('.wb-message', { hasText: 'words to act on' });
		await message.hover();
		await message.getByRole('button', { name: 'Probe', exact: true }).click();
		await maria.sees('button on words to act on');
		expect(await maria.page.getByText('Only you can see this message').count()).toBe(2);
	});

	test('what is pressed is done: as in Rocket.Chat’s client, a “confirm” is not asked', async () => {
		await Promise.all([maria.page.waitForResponse(/ui\.interaction/), maria.pressInRoom('confirm')]);
		expect((await keptByApp()).at(-1)).toMatchObject({ kind: 'press', actionId: 'confirm', value: 'z' });
		expect(await maria.page.getByText('It cannot be undone').count()).toBe(0);
	});

	test('shortcodes are drawn as the emoji that they stand for; what is none stays a word', async () => {
		await maria.type('done :+1: on :nowhere: at 10:30:15');
		expect(await (await maria.sees(/^done/)).innerText()).toBe('done 👍 on :nowhere: at 10:30:15');
	});

	test('a command that needs a permission is offered to those who have it alone, and refused by the client', async () => {
		const composer = maria.page.getByRole('main').getByRole('combobox').first();
		await composer.fill('/probe-p');
		await maria.page.getByRole('listbox').waitFor({ state: 'detached' });
		await composer.fill('/probe-prune ');
		await maria.page.keyboard.press('Enter');
		await maria.sees(/You do not have enough permissions.*probe-prune/);
		await composer.fill('/probe-nothing ');
		await maria.page.keyboard.press('Enter');
		expect(await (await maria.sees(/No such command.*probe-nothing/)).isVisible()).toBe(true);
		const admin = await openClient(bench.url, 'Piet van Loon');
		try {
			await admin.openRoom('general');
			await admin.type('/probe-prune');
			await admin.sees('pruned');
		} finally {
			await admin.close();
		}
	});

	test('a reply goes into its thread and is counted at the message', async () => {
		await maria.type('how are things');
		const message = maria.page.locator('.wb-message', { hasText: 'how are things' });
		await message.hover();
		await message.getByRole('button', { name: 'Reply in thread' }).click();
		await maria.page.getByRole('combobox', { name: 'Reply in thread' }).fill('well');
		await maria.page.keyboard.press('Enter');
		await maria.page.getByRole('log', { name: 'Thread messages' }).getByText('well', { exact: true }).waitFor();
		await message.getByRole('button', { name: '1 reply' }).waitFor();
		expect(await maria.page.getByRole('log', { name: 'Messages', exact: true }).getByText('well', { exact: true }).count()).toBe(
			0,
		);
		await maria.page.getByRole('button', { name: 'Close thread' }).click();
	});

	test('a file goes up, and comes down again by its name', async () => {
		const file = path.join(folder, 'notes.txt');
		writeFileSync(file, 'words in a file');
		await maria.page.getByLabel('File to upload').setInputFiles(file);
		const download = await maria.download(/notes\.txt/);
		expect(download.suggestedFilename()).toBe('notes.txt');
	});

	test('another person’s message comes by itself', async () => {
		const joao = await bench.as('joao.prado');
		await joao.send('general', 'good morning from somewhere else');
		expect(await (await maria.sees('good morning from somewhere else')).isVisible()).toBe(true);
	});

	describe('the operator’s panel', () => {
		playOperatorPanel(
			() => maria,
			() => bench,
			folder,
		);
	});

	test('everything is done by keyboard alone: who opens a room can type at once', async () => {
		const { keyboard } = maria.page;
		await maria.openRoom('allotment');
		await maria.page.getByRole('heading', { level: 1, name: 'allotment' }).waitFor();
		await keyboard.type('/probe-fo');
		await maria.page.getByRole('listbox', { name: 'Commands' }).waitFor();
		await keyboard.press('ArrowDown');
		await keyboard.press('ArrowUp');
		await keyboard.press('Enter');
		await keyboard.press('Enter');
		await dialog().waitFor();
		await keyboard.type('typed blind');
		await keyboard.press('Enter');
		await gone();
		expect((await keptByApp()).at(-1)).toMatchObject({ state: { 'block-name': { name: 'typed blind' } } });
	});

	test('a narrow window shows the room, and the rooms behind a button', async () => {
		await maria.page.setViewportSize({ width: 390, height: 780 });
		await maria.openRoom('allotment');
		expect(await maria.page.getByRole('heading', { level: 1 }).innerText()).toBe('allotment');
		expect(await maria.page.evaluate('document.documentElement.scrollWidth')).toBe(390);
		await maria.page.setViewportSize({ width: 1280, height: 800 });
	});

	test('the dark theme has no grave barrier either', async () => {
		await maria.page.getByRole('button', { name: 'Dark theme' }).click();
		await openForm();
		expect(await findBarriers(maria.page)).toEqual([]);
		await maria.page.keyboard.press('Escape');
		await gone();
	});
});
