import type { Client } from './client';

/** What a press led to. */
export interface Reached {
	/** From the command to the button, by the words on them. */
	way: string[];
	/** The title of the view that stood there then; empty when none did. */
	title: string;
}

const actions = '.wb-actions .rcx-button, .wb-section .rcx-button';

const surface = ({ page }: Client) => page.locator('[data-view]').last();

/** The buttons of the view that is open, without the one that submits it and the one that leaves it. */
async function listButtons(client: Client): Promise<string[]> {
	if ((await surface(client).count()) === 0) return [];
	const more = surface(client).getByRole('button', { name: 'Show more…' });
	while ((await more.count()) > 0) await more.first().click();
	return [...new Set(await surface(client).locator(actions).allInnerTexts())];
}

const nameView = async (client: Client): Promise<string> => {
	if ((await surface(client).count()) === 0) return '';
	return surface(client).locator('.rcx-modal__title, .rcx-vertical-bar__title, h5, h3').first().innerText();
};

async function leaveAll({ page }: Client): Promise<void> {
	const views = page.locator('[data-view]');
	while ((await views.count()) > 0) {
		const left = page.locator(`[data-view="${await views.last().getAttribute('data-view')}"]`);
		await left.getByRole('button', { name: 'Close', exact: true }).first().click();
		await left.waitFor({ state: 'detached' });
	}
}

/** Types a command and waits for the view that it opens. */
async function give(client: Client, line: string): Promise<void> {
	await client.type(line);
	await surface(client).waitFor();
}

async function press(client: Client, name: string): Promise<void> {
	const { page } = client;
	const button = surface(client).locator(actions).filter({ hasText: name }).first();
	await Promise.all([page.waitForResponse(/ui\.interaction/), button.click()]);
}

/**
 * Gives a command, and presses every button of the view that it opens, each time from the command on, since a press may change
 * what is there.
 *
 * @param look sees each place that is reached, by its way
 */
export async function crawl(client: Client, line: string, look: (way: string) => Promise<void>): Promise<Reached[]> {
	await give(client, line);
	const buttons = await listButtons(client);
	const reached: Reached[] = [{ way: [line], title: await nameView(client) }];
	await look(line);
	await leaveAll(client);
	for (const button of buttons) {
		await give(client, line);
		if (!(await listButtons(client)).includes(button)) {
			await leaveAll(client);
			continue;
		}
		await press(client, button);
		reached.push({ way: [line, button], title: await nameView(client) });
		await look(`${line} › ${button}`);
		await leaveAll(client);
	}
	return reached;
}
