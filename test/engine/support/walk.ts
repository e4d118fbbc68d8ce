import type { TestDesk } from './desk';
import type { Stage } from './everyForm';
import { COMMANDS } from '../../../src/surfaces/registry';
import type { Person, View } from '../../../workbench/testing';

/** A button with the value that the desk gave it. */
export interface Button {
	actionId: string;
	value: string;
}

/** The buttons of a message on which they stand in its menu. */
export const FILE_BUTTONS = ['attachDocument', 'useSignature', 'importExport'] as const;

export const listButtons = (blocks: unknown): Button[] =>
	Array.isArray(blocks)
		? blocks.flatMap(({ elements = [], accessory }: { elements?: Partial<Button>[]; accessory?: Partial<Button> }) =>
				[...elements, accessory].flatMap((one) =>
					one?.actionId ? [{ actionId: one.actionId, value: String(one.value ?? '') }] : [],
				),
			)
		: [];

/** A view that has one button, so that it can be pressed wherever it was seen. */
const holdButton = (appId: string, { actionId, value }: Button): View => ({
	...{ id: 'x', type: 'modal', appId, title: '' },
	blocks: [{ type: 'actions', elements: [{ type: 'button', actionId, value, appId }] }],
});

async function openFirst(person: Person, { references, paperId, signatureId, exportId }: Stage): Promise<View[]> {
	const lines = COMMANDS.flatMap(({ name }) =>
		['', ...references.map((reference) => ` ${reference}`)].map((rest) => `/${name}${rest}`),
	);
	const opened: View[] = [];
	for (const line of [...lines, '/legal-hold @Maria.Silva2', '/legal-locate @maria.silva']) {
		opened.push(...[(await person.type(line, { room: 'legal' })).view].flatMap((view) => view ?? []));
	}
	for (const actionId of FILE_BUTTONS) {
		for (const messageId of [paperId, signatureId, exportId]) {
			const { view } = await person.pressActionButton(actionId, { roomId: 'legal', messageId });
			opened.push(...(view ? [view] : []));
		}
	}
	return opened;
}

/**
 * Opens all that a person can open, from the commands and the channel on.
 *
 * @param visit is given each view
 * @param most so many values of one button are pressed
 * @returns every button that was seen, with each of its values
 */
export async function walk(
	desk: Pick<TestDesk, 'appId'>,
	person: Person,
	stage: Stage,
	visit: (view: View) => Promise<void>,
	most = 4,
): Promise<Button[]> {
	const opened = await openFirst(person, stage);
	const seen = new Map<string, Button>();
	const counts = new Map<string, number>();
	const presses = (await person.messages('legal')).flatMap(({ blocks }) => listButtons(blocks));
	for (let view = opened.shift(); view ?? presses.length > 0; view = opened.shift()) {
		if (view) {
			presses.push(...listButtons(view.blocks));
			await visit(view);
		}
		for (const button of presses.splice(0)) {
			const key = `${button.actionId} ${button.value}`;
			const count = counts.get(button.actionId) ?? 0;
			if (!seen.has(key) && count < most) {
				counts.set(button.actionId, count + 1);
				const next = (await person.press({ view: holdButton(desk.appId, button) }, button.actionId)).view;
				opened.push(...(next ? [next] : []));
			}
			seen.set(key, button);
		}
	}
	return [...seen.values()];
}

/** What the desk remembers of the forms that are open. */
export async function listForms({ bench, appId }: Pick<TestDesk, 'bench' | 'appId'>): Promise<Map<string, string>> {
	const stored = (await bench.operator.persistence(appId)).map(
		({ data }) => JSON.parse((data as { json: string }).json) as { formId?: string; kind?: string },
	);
	return new Map(stored.flatMap(({ formId, kind }) => (formId && kind ? [[formId, kind]] : [])));
}
