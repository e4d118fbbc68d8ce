import { writeFileSync } from 'node:fs';
import path from 'node:path';

import type { Workbench } from '../../../workbench/testing';
import { packExport, smallExport } from '../../../workbench/testing/slackExport';
import { findBarriers } from '../axe';
import { openClient, type Client } from '../client';

/** The operator's panel, beside the room of a person whose page is open. */
export function playOperatorPanel(maria: () => Client, bench: () => Workbench, folder: string): void {
	const panel = () => maria().page.getByRole('complementary', { name: 'Operator' });
	const press = (name: string | RegExp) => panel().getByRole('button', { name, exact: true }).click();
	const told = (words: string | RegExp) => maria().page.getByRole('status').getByText(words).last().waitFor();
	const unfold = (title: string | RegExp) => panel().locator('summary', { hasText: title }).click();
	// By its place: a Fuselage list that has a value is called by it alone.
	const lists = ['Person', 'Room', 'What goes wrong next'];
	const choose = async (label: string, option: string | RegExp) => {
		await panel().locator('.rcx-select').nth(lists.indexOf(label)).click();
		await maria().page.getByRole('option', { name: option }).first().click();
		await maria().page.getByRole('listbox').waitFor({ state: 'detached' });
	};

	beforeAll(() => maria().page.getByRole('button', { name: 'Operator', exact: true }).click());
	afterAll(() => press(/Close the operator/));

	test('moves the clock by steps or to what is due next, and what is due happens', async () => {
		await maria().type('/probe-schedule 1800000');
		await panel()
			.getByText(/Jobs \(1\)/)
			.waitFor();
		await press('+1 hour');
		await maria().sees('said later');
		await panel()
			.locator('.wb-clock', { hasText: /2026-11-02 10:0\d UTC/ })
			.waitFor();
		await maria().type(`/probe-schedule ${5 * 86_400_000}`);
		await panel()
			.getByText(/The next job is due 2026-11-07/)
			.waitFor();
		await press('To next due');
		await panel().locator('.wb-clock', { hasText: '2026-11-07' }).waitFor();
		await panel().getByText('Nothing is scheduled.').first().waitFor();
		expect(await findBarriers(maria().page)).toEqual([]);
	});

	test('shows mail, what was lost of it, logs and what the app keeps', async () => {
		await unfold('Behind the app');
		await press('Lose the next e-mail');
		await told('is lost, and nobody is told');
		await maria().type('/probe-mail court@court.example');
		await unfold('Outbox');
		await panel().getByText('to court@court.example').waitFor();
		await panel().getByText('lost on the way').waitFor();
		await unfold('App logs');
		await unfold('App persistence');
		expect(
			await panel()
				.getByText(/^\d+ records, \d/)
				.innerText(),
		).toMatch(/^[1-9]\d* records, [\d.]+ (B|kB)$/);
	});

	test('lets a call of the app fail', async () => {
		await choose('What goes wrong next', 'a message');
		await press('Let it fail');
		await told('The next one fails');
		await maria().type('/probe-say never said');
		await told(/Something went wrong while executing command/);
		await maria().type('/probe-say said after all');
		await maria().sees('said after all');
		expect(await maria().page.getByText('never said').count()).toBe(0);
	});

	test('renames, deactivates and deletes people, prunes and deletes rooms', async () => {
		await choose('Person', 'joao.prado');
		await panel().getByLabel('New username').fill('joao.costa');
		await press('Rename');
		await told('@joao.prado is @joao.costa now');
		await press('Deactivate');
		await told('@joao.costa is deactivated');
		await expect(bench().as('joao.costa')).rejects.toMatchObject({ status: 401 });
		await choose('Person', 'yuki.mori');
		await panel().getByRole('button', { name: 'Delete' }).first().click();
		await told('@yuki.mori is deleted');
		await choose('Room', '#allotment');
		await press('Prune');
		await told(/^[1-9]\d* messages before 2026-11-0\d are gone/);
		await choose('Room', '#announcements');
		await panel().getByRole('button', { name: 'Delete' }).last().click();
		await told('The room is gone');
		expect((await bench().operator.rooms()).map(({ name }): unknown => name)).not.toContain('announcements');
	});

	test('crashes, restarts, disables and enables the app, which answers again', async () => {
		await press('Crash');
		await told('was killed and came back');
		await press('Restart');
		await told('was started anew');
		await press('Disable');
		await panel().getByText('manually disabled').waitFor();
		await press('Enable');
		await panel().getByText('manually enabled').waitFor();
		await maria().type('/probe-whisper here I am');
		expect(await (await maria().sees('here I am')).isVisible()).toBe(true);
	});

	test('starts a second server over the workspace, on which the same is said, and stops it', async () => {
		await press('Start another');
		const link = panel().getByRole('link', { name: /^http:/ });
		await link.waitFor();
		const second = await openClient((await link.getAttribute('href')) as string, 'نور');
		try {
			await second.openRoom('general');
			await second.sees('said after all');
			await maria().type('heard on the other server');
			await second.sees('heard on the other server');
			expect(second.complaints).toEqual([]);
		} finally {
			await second.close();
		}
		await press('Stop');
		await told('has stopped');
		await link.waitFor({ state: 'detached' });
	});

	test('imports a Slack export, and says what of it is different; of something else it says what it lacks', async () => {
		await unfold('Import a Slack export');
		const file = path.join(folder, 'export.zip');
		writeFileSync(file, 'no ZIP');
		await panel().getByLabel('Slack export').setInputFiles(file);
		await told('The file is not a ZIP archive');
		writeFileSync(file, packExport(smallExport()));
		await panel().getByLabel('Slack export').setInputFiles(file);
		await panel().getByText('4 people, 4 rooms, 12 messages, 1 files').waitFor();
		await panel().getByText('1 × rooms whose name is taken; they are renamed, e.g. #legal').waitFor();
		await maria().openRoom('Ada');
		await maria().sees('see you at the allotment, Ada');
		await maria().openRoom('general');
		expect(await findBarriers(maria().page)).toEqual([]);
	});
}
