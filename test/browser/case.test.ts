import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';

import { findBarriers } from './axe';
import { openClient, type Client } from './client';
import { approve, askForProduction, describeRequest, locate, markRequest, REQUEST, say, setUp } from './story';
import { checkView, startWorkbench, type Workbench } from '../../workbench/testing';
import { findZip } from '../engine/support/desk';

/** Three people in three browsers, one case, in the order in which it happens. */
describe('a case in the browser', () => {
	let bench: Workbench;
	let admin: Client;
	let officer: Client;
	let counsel: Client;
	const barriers: string[] = [];

	/** Gathers what axe finds on a surface, under its name. */
	const inspect =
		(client: Client) =>
		async (name: string): Promise<void> => {
			barriers.push(...(await findBarriers(client.page)).map((barrier) => `${name}: ${barrier}`));
		};

	beforeAll(async () => {
		execFileSync(process.execPath, [path.join(__dirname, '../../workbench/client/build.mjs')]);
		bench = await startWorkbench({ zip: findZip(), seed: 'small', startAt: '2026-11-02T09:00:00Z' });
		[admin, officer, counsel] = (await Promise.all(
			['Piet van Loon', 'Ines Calloway', 'Adaeze Thornbury'].map((name) => openClient(bench.url, name)),
		)) as [Client, Client, Client];
	});

	afterAll(async () => {
		await Promise.all([admin, officer, counsel].map((client) => client?.close()));
		await bench?.stop();
	});

	test('the composer offers the app’s commands with their parameters and descriptions', async () => {
		await officer.openRoom('legal');
		await officer.page.getByRole('combobox').first().fill('/legal-lo');
		const offered = officer.page.getByRole('listbox', { name: 'Commands' });
		await expect(offered.innerText()).resolves.toContain(say('command.locate'));
		await expect(offered.innerText()).resolves.toContain(say('command.locate.params'));
		await inspect(officer)('composer');
		await officer.page.getByRole('combobox').first().fill('');
	});

	test('the administrator sets the desk up', async () => {
		await setUp(admin, inspect(admin));
		expect(await admin.page.getByRole('dialog').count()).toBe(0);
	});

	test('the officer finds the account and opens the preservation form', async () => {
		await locate(officer, 'maria.silva', inspect(officer));
		await inspect(officer)('preserve');
		expect(await officer.page.getByRole('dialog').innerText()).toContain('@maria.silva');
	});

	test('a refused form says at the field what is missing and keeps what was typed', async () => {
		await describeRequest(officer);
		await officer.press(say('button.preserve-now'));
		const dialog = await officer.dialog(say('preserve.title'));
		await dialog.getByText(say('error.marks')).waitFor();
		await expect(dialog.getByLabel(say('preserve.agency'), { exact: true }).inputValue()).resolves.toBe(REQUEST.agency);
		await inspect(officer)('preserve with an error');
	});

	test('the mended form opens a case, whose card appears for everybody in the channel', async () => {
		await markRequest(officer);
		await officer.press(say('button.preserve-now'));
		await officer.sees(/LE-2026-0001/);
		await counsel.openRoom('legal');
		const card = await counsel.sees(/LE-2026-0001/);
		// Notifications carry a card's words on, so they do not name whom it is about.
		expect(await card.innerText()).not.toContain('maria');
		await inspect(counsel)('case card');
	});

	test('the list of holds names the case; Escape closes it', async () => {
		await officer.type('/legal-hold');
		const dialog = await officer.dialog(say('holds.title'));
		await dialog
			.getByText(/LE-2026-0001/)
			.first()
			.waitFor();
		await inspect(officer)('holds');
		await officer.page.keyboard.press('Escape');
		await dialog.waitFor({ state: 'detached' });
		expect(await officer.page.getByRole('dialog').count()).toBe(0);
	});

	test('the officer asks for a production, counsel approves it, and the file can be downloaded', async () => {
		await askForProduction(officer, inspect(officer));
		const download = await approve(counsel, inspect(counsel));
		expect(download.suggestedFilename()).toMatch(/^LE-2026-0001-P1.*\.zip$/);
		const content = readFileSync(await download.path());
		expect(content.subarray(0, 4)).toEqual(Buffer.from('PK\u0003\u0004'));
		await inspect(counsel)('channel with the file');
	});

	test('every view and card that was shown is one that clients draw whole', () => {
		const drawn = [admin, officer, counsel].flatMap(({ views }) => views);
		expect(drawn.map(({ surface }) => surface)).toEqual(expect.arrayContaining(['modal', 'message']));
		expect(drawn.flatMap(({ surface, view }) => checkView(view, surface))).toEqual([]);
	});

	test('axe finds no grave barrier on any surface', () => {
		expect(barriers).toEqual([]);
	});

	test('no browser complained of anything', () => {
		expect([admin, officer, counsel].flatMap(({ complaints }) => complaints)).toEqual([]);
	});
});
