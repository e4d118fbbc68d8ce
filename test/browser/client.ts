import type { Download, Locator, Page } from 'playwright-core';

import { openWindow, type WindowOptions } from './chromium';
import { watchViews } from './watch';
import type { Drawn } from '../../workbench/testing';

/** One person before the page, doing what a person does: by the words on the screen. */
export interface Client {
	page: Page;
	/** What the browser complained of so far. */
	complaints: string[];
	/** The views and the messages with blocks that reached the page. */
	views: Drawn[];
	openRoom(name: string): Promise<void>;
	/** Types a line and sends it; a command is completed from the popup first, as people do. */
	type(line: string): Promise<void>;
	/** The dialog with this title; waits for it. */
	dialog(title: string | RegExp): Promise<Locator>;
	fill(label: string, text: string): Promise<void>;
	choose(label: string, option: string | RegExp): Promise<void>;
	chooseAll(label: string, options: (string | RegExp)[]): Promise<void>;
	press(name: string | RegExp): Promise<void>;
	/** Presses a button of the newest message that has it. */
	pressInRoom(name: string | RegExp): Promise<void>;
	/** Waits until the room shows these words. */
	sees(words: string | RegExp): Promise<Locator>;
	download(fileName: RegExp): Promise<Download>;
	close(): Promise<void>;
}

/** Opens a browser of its own and signs in from the list of people. */
export async function openClient(url: string, name: string, options?: WindowOptions): Promise<Client> {
	const window = await openWindow(options);
	const page = window.context.pages()[0] ?? (await window.context.newPage());
	page.setDefaultTimeout(15_000);
	const complaints: string[] = [];
	page.on('pageerror', (error) => complaints.push(error.message));
	page.on('console', (message) => {
		if (message.type() === 'error') complaints.push(message.text());
	});
	const views = watchViews(page);
	await page.goto(url);
	await page.getByRole('button', { name: new RegExp(name) }).click();
	await page
		.getByRole('navigation', { name: 'Rooms' })
		.or(page.getByRole('button', { name: 'Rooms' }))
		.first()
		.waitFor();
	return describeClient(page, { complaints, views }, () => window.close());
}

function describeClient(page: Page, seen: Pick<Client, 'complaints' | 'views'>, close: () => Promise<void>): Client {
	const composer = page.getByRole('main').getByRole('combobox').first();
	const modal = page.getByRole('dialog');
	const field = (label: string): Locator => modal.getByLabel(label, { exact: true });
	const open = (label: string): Promise<void> => field(label).first().click();
	const option = (name: string | RegExp): Locator => page.getByRole('option', { name });
	return {
		page,
		...seen,
		close,
		openRoom: async (name) => {
			const menu = page.getByRole('button', { name: 'Rooms' });
			if (await menu.first().isVisible()) await menu.first().click();
			await page
				.getByRole('navigation')
				.getByRole('button', { name: new RegExp(`^${name}( unread)?$`) })
				.click();
			await composer.waitFor();
		},
		type: async (line) => {
			const [, command, rest = ''] = /^(\/\S+)\s*(.*)$/.exec(line) ?? [];
			await composer.click();
			if (command) {
				await page.keyboard.type(command);
				await page.getByRole('listbox', { name: 'Commands' }).waitFor();
				await page.keyboard.press('Tab');
				await page.keyboard.type(rest);
			} else {
				await page.keyboard.type(line);
			}
			await page.keyboard.press('Enter');
		},
		dialog: async (title) => {
			const dialog = page.getByRole('dialog', { name: title });
			await dialog.waitFor();
			return dialog;
		},
		fill: (label, text) => field(label).fill(text),
		choose: async (label, name) => {
			await open(label);
			await option(name).first().click();
		},
		chooseAll: async (label, names) => {
			await open(label);
			for (const name of names) await option(name).first().click();
			// A Fuselage list stays open until the focus leaves it.
			await modal.locator('.rcx-modal__title').click();
			for (const name of names) await option(name).first().waitFor({ state: 'hidden' });
		},
		press: (name) => modal.getByRole('button', { name }).click(),
		pressInRoom: (name) => page.getByRole('log', { name: 'Messages' }).getByRole('button', { name }).last().click(),
		sees: async (words) => {
			const found = page.getByRole('log', { name: 'Messages' }).getByText(words).last();
			await found.waitFor();
			return found;
		},
		download: async (fileName) => {
			const button = page.getByRole('button', { name: new RegExp(`^Download .*${fileName.source}`) }).last();
			await button.waitFor();
			const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
			return download;
		},
	};
}
