import type { Page } from 'playwright-core';

import type { Client } from './client';
import type { Workbench } from '../../workbench/testing';

type Block = Record<string, any>;
type View = Block & { id: string; blocks: Block[] };

/** What was done with an app in browsers: the buttons that were pressed and the forms that were accepted. */
export interface Done {
	actions: Set<string>;
	forms: Set<string>;
}

/** Which button of several: by its value, on the card of a case, or the first one below these words. */
export interface At {
	value?: string;
	card?: string;
	below?: string;
}

/** Somebody who finds fields and buttons by their names in the app, and does with them what a person does with their words. */
export interface Hands {
	client: Client;
	/** The words of a view that is open. */
	read(): Promise<string>;
	/** Types a command that opens a view. */
	command(line: string): Promise<void>;
	/** Presses a button of the open view, or of a card; what it opens stands there when this is done. */
	open(actionId: string, at?: At): Promise<void>;
	/** Presses a button that opens nothing. */
	press(actionId: string): Promise<void>;
	/** Presses an app's own button on the newest message with these words. */
	pressOnMessage(words: string | RegExp, button: string): Promise<void>;
	fill(values: Record<string, string | string[]>): Promise<void>;
	/** Fills the open form and submits it. @throws when the app refuses it */
	submit(values?: Record<string, string | string[]>): Promise<void>;
	/** The value of the option of a list that begins with these words. */
	findOption(field: string, words: string): Promise<string>;
	leave(): Promise<void>;
}

const listButtons = ({ elements, accessory }: Block): Block[] => [
	...((elements ?? []) as Block[]),
	...(accessory ? [accessory as Block] : []),
];

const exactly = (words: string): RegExp => new RegExp(`^\\s*${words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*$`);

/** Notes every button press that leaves the page for an app. */
function watchPresses(page: Page, actions: Set<string>): void {
	page.on('request', (request) => {
		if (!request.url().includes('/ui.interaction/')) return;
		const { type, actionId } = request.postDataJSON() as Record<string, string>;
		if (actionId && ['blockAction', 'actionButton'].includes(type ?? '')) actions.add(actionId);
	});
}

/** The kind under which the app has opened a form, by its view's id. */
async function findKind(bench: Workbench, viewId: string): Promise<string | undefined> {
	const record = (await bench.operator.persistence()).find(({ associations }) =>
		(associations as { id: string }[]).some(({ id }) => id === `form:${viewId}`),
	);
	return record && (JSON.parse((record.data as { json: string }).json) as { kind: string }).kind;
}

/** @param look sees each view once it is open, by the way to it */
export function useHands(client: Client, bench: Workbench, done: Done, look: (name: string) => Promise<void>): Hands {
	const { page } = client;
	const surface = page.locator('[data-view]').last();
	watchPresses(page, done.actions);

	const findView = async (): Promise<View> => {
		const id = await surface.getAttribute('data-view');
		const shown = client.views.findLast(({ view }) => view.id === id)?.view as View | undefined;
		if (!shown) throw new Error('no view is open');
		return shown;
	};

	/** Waits for another view than the one that stood there, and for the words of it. */
	const opens = async (name: string, deed: () => Promise<unknown>): Promise<void> => {
		const before = (await surface.count()) > 0 ? await surface.getAttribute('data-view') : null;
		await deed();
		await page
			.locator(`[data-view]${before ? `:not([data-view="${before}"])` : ''}`)
			.last()
			.waitFor();
		await look(name);
	};

	const answered = (deed: () => Promise<void>) => Promise.all([page.waitForResponse(/ui\.interaction/), deed()]);

	const showAll = async (): Promise<void> => {
		const more = surface.getByRole('button', { name: 'Show more…' });
		while ((await more.count()) > 0) await more.first().click();
	};

	const findButton = async (actionId: string, { value, card, below }: At = {}) => {
		const isCard = ({ surface: kind, view }: (typeof client.views)[number]) =>
			kind === 'message' && [`"${actionId}"`, String(card)].every((words) => JSON.stringify(view).includes(words));
		const blocks = card ? (client.views.findLast(isCard)?.view.blocks ?? []) : (await findView()).blocks;
		const from = below ? blocks.findIndex((block) => JSON.stringify(block).includes(below)) : 0;
		const all = blocks.flatMap(listButtons);
		const buttons = blocks.slice(from).flatMap(listButtons);
		const button = buttons.find((one) => one.actionId === actionId && (!value || String(one.value).includes(value)));
		if (!button) throw new Error(`no button ${actionId} among ${buttons.map((one) => String(one.actionId)).join(', ')}`);
		const alike = all.filter(({ text }) => text?.text === button.text.text);
		if (!card) await showAll();
		const place = card
			? page
					.locator('.wb-message', { hasText: `${card}:` })
					.filter({ has: page.locator('.wb-actions') })
					.last()
			: surface;
		const found = place.locator('.wb-actions, .wb-section').getByRole('button', { name: exactly(button.text.text) });
		return card ? found.last() : found.nth(alike.indexOf(button));
	};

	const fillOne = async (view: View, field: string, value: string | string[]): Promise<void> => {
		const block = view.blocks.find(({ element }) => element?.actionId === field);
		if (!block) throw new Error(`no field ${field} in “${view.title?.text}”`);
		const { element, label } = block;
		const id = await surface
			.locator('label', { hasText: exactly(label.text) })
			.first()
			.getAttribute('for');
		const widget = surface.locator(`[id="${id}"]`);
		if (element.type === 'plain_text_input' || element.type === 'datepicker') return widget.fill(String(value));
		await widget.click();
		for (const choice of [value].flat()) {
			const option = (element.options as Block[]).find((one) => one.value === choice);
			if (!option) throw new Error(`${choice} is not offered in ${field}`);
			await page
				.getByRole('option', { name: exactly(option.text.text) })
				.first()
				.click();
		}
		// A list of several things stays open until the focus leaves it.
		if (element.type === 'multi_static_select') await surface.locator('.rcx-modal__title').click();
		await page.getByRole('listbox').waitFor({ state: 'detached' });
	};

	const fill = async (values: Record<string, string | string[]>): Promise<void> => {
		const view = await findView();
		for (const [field, value] of Object.entries(values)) await fillOne(view, field, value);
	};

	return {
		client,
		read: () => surface.innerText(),
		command: (line) => opens(line, () => client.type(line)),
		open: async (actionId, at) => {
			const button = await findButton(actionId, at);
			await opens(actionId, () => button.click());
		},
		press: async (actionId) => {
			const button = await findButton(actionId);
			await answered(() => button.click());
		},
		pressOnMessage: async (words, button) => {
			const message = page.getByRole('log', { name: 'Messages' }).locator('.wb-message', { hasText: words }).last();
			await message.hover();
			await opens(button, () => message.getByRole('button', { name: button, exact: true }).click());
		},
		fill,
		submit: async (values = {}) => {
			await fill(values);
			const view = await findView();
			const kind = await findKind(bench, view.id);
			const [response] = await answered(() =>
				page
					.locator(`[data-view="${view.id}"]`)
					.getByRole('button', { name: exactly(view.submit?.text.text) })
					.click(),
			);
			const answer = (await response.text()) || '{}';
			const errors = answer.includes('"errors":{') && (JSON.parse(answer) as { errors: Record<string, string> }).errors;
			if (errors && Object.keys(errors).length > 0)
				throw new Error(`“${view.title?.text}” was refused: ${JSON.stringify(errors)}`);
			await page.locator(`[data-view="${view.id}"]`).waitFor({ state: 'detached' });
			if (kind) done.forms.add(kind);
			if ((await surface.count()) > 0) await look(`after ${kind}`);
		},
		findOption: async (field, words) => {
			const block = (await findView()).blocks.find(({ element }) => element?.actionId === field);
			return (block?.element.options as Block[]).find(({ text }) => String(text.text).startsWith(words))?.value as string;
		},
		leave: async () => {
			while ((await surface.count()) > 0) {
				const left = page.locator(`[data-view="${await surface.getAttribute('data-view')}"]`);
				await left.getByRole('button', { name: 'Close', exact: true }).first().click();
				await left.waitFor({ state: 'detached' });
			}
		},
	};
}
