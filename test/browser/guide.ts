import { execFileSync } from 'node:child_process';
import path from 'node:path';

import { openClient, type Client } from './client';

/** One thing that a reader of the guide does, or sees. */
export type Deed =
	| { does: 'be'; person: string }
	| { does: 'enter'; room: string }
	| { does: 'type'; line: string }
	| { does: 'fill'; label: string; value: string }
	| { does: 'press'; button: string }
	| { does: 'see'; words: string }
	| { does: 'run'; script: string };

/**
 * The first case of the README as deeds. Its marks are its grammar: *a person*, `#room`, `@direct messages`, `/command`, **button**, “words on the
 * screen”, rows of a table with a field and its value, and a block of shell commands.
 */
export function readGuide(readme: string): Deed[] {
	const section = /\n## Your first case\n([\s\S]*?)\n## /.exec(readme)?.[1];
	if (!section) throw new Error('The README has no section “Your first case”.');
	const marks =
		/```sh\n([\s\S]*?)```|^ *\| *([^|\n]+?) *\| *([^|\n]+?) *\|$|(?<!\*)\*([^*\n]+)\*(?!\*)|`[#@]([\w -]+)`|`(\/[^`]+)`|\*\*([^*\n]+)\*\*|“([^”]+)”/gm;
	return [...section.matchAll(marks)].flatMap(([, script, label, value, person, room, line, button, words]): Deed[] => {
		if (script) return [{ does: 'run', script }];
		if (label && value) return label === 'field' || label.startsWith('--') ? [] : [{ does: 'fill', label, value }];
		if (person) return [{ does: 'be', person }];
		if (room) return [{ does: 'enter', room }];
		if (line) return [{ does: 'type', line }];
		// What ends with a full stop is the heading of a step.
		if (button) return button.endsWith('.') ? [] : [{ does: 'press', button }];
		return words ? [{ does: 'see', words }] : [];
	});
}

const escape = (words: string): string => words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Days that the guide names without a date. */
const resolveDay = (value: string): string => {
	const today = new Date().toISOString().slice(0, 10);
	if (value === 'today') return today;
	return value === 'the last day of next year' ? `${Number(today.slice(0, 4)) + 1}-12-31` : value;
};

/** Types into a text field; in a list chooses what the value names, several things apart by a semicolon. */
async function fillField({ page }: Client, label: string, value: string): Promise<void> {
	const dialog = page.getByRole('dialog');
	const field = dialog.getByLabel(label, { exact: true }).first();
	await field.waitFor();
	const kind = await field.evaluate(({ tagName }: { tagName: string }) => tagName);
	if (['INPUT', 'TEXTAREA'].includes(kind)) return field.fill(resolveDay(value));
	await field.click();
	for (const choice of value.split('; ')) {
		await page
			.getByRole('option', { name: new RegExp(`^${escape(choice)}`) })
			.first()
			.click();
	}
	// A list of several things stays open until the focus leaves it.
	await dialog.locator('.rcx-modal__title').click();
}

export interface Reader {
	/** Where downloads are put, and shell commands are run. */
	folder: string;
	/** The page's address. */
	url: string;
	onDeed?(deed: Deed): void;
	/** Hears of every person whose window was opened. */
	onClient?(client: Client): void;
}

/** Follows a guide to the letter, each person in a window of their own. @returns what the shell commands printed */
export async function followGuide(deeds: Deed[], { folder, url, onDeed, onClient }: Reader): Promise<string> {
	const windows = new Map<string, Client>();
	let printed = '';
	let client: Client | undefined;
	const here = (): Client => client ?? expectPerson();
	const press = async (button: string): Promise<void> => {
		const { page } = here();
		const found = page.getByRole('button', { name: new RegExp(`^${escape(button)}( |$)`) }).last();
		if (button !== 'Download') return found.click();
		await found.waitFor();
		const [download] = await Promise.all([page.waitForEvent('download'), found.click()]);
		await download.saveAs(path.join(folder, download.suggestedFilename()));
	};
	const doIt = async (deed: Deed): Promise<void> => {
		switch (deed.does) {
			case 'be':
				client = windows.get(deed.person) ?? (await openClient(url, deed.person, { height: 900 }));
				windows.set(deed.person, client);
				return onClient?.(client);
			case 'enter':
				return here().openRoom(deed.room);
			case 'type':
				return here().type(deed.line);
			case 'fill':
				return fillField(here(), deed.label, deed.value);
			case 'press':
				return press(deed.button);
			case 'see':
				return here().page.getByText(deed.words).last().waitFor({ timeout: 60_000 });
			case 'run':
				printed += execFileSync('bash', ['-ec', deed.script], {
					cwd: folder,
					encoding: 'utf8',
					stdio: ['ignore', 'pipe', 'pipe'],
				});
		}
	};
	try {
		for (const deed of deeds) {
			onDeed?.(deed);
			await doIt(deed);
		}
		return printed;
	} finally {
		await Promise.all([...windows.values()].map((window) => window.close()));
	}
}

function expectPerson(): never {
	throw new Error('The guide says what to do before it says who does it.');
}
