import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface, type Interface } from 'node:readline/promises';

import type { Step } from './arguments';
import { askFields, readGivenValue } from './askFields';
import { drawView, listFields } from './blocksAsText';
import { drawMessage } from './messagesAsText';
import type { Person, SubmitResult, View } from '../testing/contract';

/** One person's look at one room, with what is open on the screen. */
export class ChatSession {
	private given: Record<string, unknown> = {};

	private view: View | undefined;

	constructor(
		private readonly person: Person,
		private readonly room: string,
		private readonly print: (text: string) => void,
	) {}

	/** Shows messages and ephemerals as they come. */
	listen(): void {
		this.person.on((event) => {
			if (event.kind === 'message' || event.kind === 'messageUpdated') this.print(drawMessage(event.message));
			if (event.kind === 'ephemeral') this.print(`(only you see this) ${drawMessage(event.message)}`);
		});
	}

	async type(line: string): Promise<void> {
		const { view } = await this.person.type(line, { room: this.room });
		this.show(view);
	}

	async perform(step: Step): Promise<void> {
		if (step.kind === 'download') return this.download(step.name);
		if (step.kind === 'press') return this.press(step.actionId, step.value);
		const view = this.demandView();
		if (step.kind === 'set') this.given[step.actionId] = readGivenValue(view, step.actionId, step.value);
		else this.report(await this.person.submit(view, this.takeGiven()));
	}

	/** Asks for the fields of whatever is open, until nothing is or the person leaves it. */
	async converse(input: NodeJS.ReadableStream, output: NodeJS.WritableStream): Promise<void> {
		const terminal = createInterface({ input, output });
		try {
			let errors: Record<string, string> | undefined;
			while (this.view) errors = await this.converseOnce(terminal, this.view, errors);
		} finally {
			terminal.close();
		}
	}

	get hasView(): boolean {
		return this.view !== undefined;
	}

	private async converseOnce(
		terminal: Interface,
		view: View,
		errors?: Record<string, string>,
	): Promise<Record<string, string> | undefined> {
		const values = await askFields(terminal, view, errors);
		const canSubmit = view.submit !== undefined || listFields(view.blocks).length > 0;
		const choice = await terminal.question(
			`${canSubmit ? 'Enter submits; ' : ''}ACTION or ACTION=VALUE presses; "leave" closes: `,
		);
		if (choice.trim() === 'leave' || (choice.trim() === '' && !canSubmit)) {
			this.view = undefined;
			return undefined;
		}
		if (choice.trim() === '') return this.report(await this.person.submit(view, values));
		const [actionId = '', value] = choice.trim().split('=');
		await this.press(actionId, value);
		return undefined;
	}

	private async press(actionId: string, value?: string): Promise<void> {
		if (this.view) {
			const { view } = await this.person.press({ view: this.view }, actionId, value);
			return this.show(view);
		}
		const messages = (await this.person.messages(this.room)).reverse();
		const message = messages.find(({ blocks }) =>
			JSON.stringify(blocks ?? []).includes(`"actionId":${JSON.stringify(actionId)}`),
		);
		if (!message) throw new Error(`No view is open, and no message of ${this.room} has a button "${actionId}"`);
		const { view } = await this.person.press({ messageId: message._id, roomId: message.rid }, actionId, value);
		this.show(view);
	}

	private async download(name: string): Promise<void> {
		const messages = (await this.person.messages(this.room)).reverse();
		const files: Record<string, any>[] = messages.flatMap((message) => message.files ?? []);
		const file = files.find((candidate) => name === 'last' || candidate.name === name);
		if (!file) throw new Error(`No message of ${this.room} has a file called "${name}"`);
		const content = await this.person.download(`/file-upload/${file._id}/${encodeURIComponent(file.name)}`);
		const target = path.basename(String(file.name));
		writeFileSync(target, content, { flag: 'wx' });
		this.print(`${target}: ${content.length} bytes`);
	}

	private report(result: SubmitResult): Record<string, string> | undefined {
		if (result.timedOut) this.print('The app took more than 5 seconds: a web client closes the modal and says so.');
		else if (result.body === undefined) this.print('The app gave no answer: a web client shows the modal on, without a word.');
		for (const [actionId, reason] of Object.entries(result.errors ?? {})) this.print(`! ${actionId}: ${reason}`);
		if (result.view) this.show(result.view);
		else if (result.closed) {
			this.view = undefined;
			this.print('(the modal closed)');
		}
		return result.errors;
	}

	private show(view: View | undefined): void {
		if (!view) return;
		this.view = view;
		this.print(drawView(view));
	}

	private takeGiven(): Record<string, unknown> {
		const { given } = this;
		this.given = {};
		return given;
	}

	private demandView(): View {
		if (!this.view) throw new Error('No view is open');
		return this.view;
	}
}
