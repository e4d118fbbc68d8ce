import { connectClient, type Client, type Deed } from './client';
import type { Person, SubmitResult, View } from './contract';
import {
	describeMethodCall,
	describePressInMessage,
	describePressInView,
	describeSubmit,
	findPressableInMessage,
	findRoomId,
} from './interactions';
import { createRestClient, RequestRefused } from './restClient';
import { makeTriggerId, triggerLifetimeMs } from './triggers';
import { fillFields, findPressable } from './views';
import type { HostEvent } from '../engine/contract';

/** Rocket.Chat's default of `Message_MaxAllowedSize`. */
const longestLine = 5000;
const defaultPatienceMs = 10_000;
const pageSize = 100;
/** Answers after which a client leaves the view open; any other closes it. */
const staysOpenAfter = ['errors', 'modal.update', 'contextual_bar.update'];

/** Signs in and connects one client. @throws RequestRefused when the password is wrong. */
export async function signIn(url: string, username: string, password = username): Promise<Person> {
	const { data } = await createRestClient(url, () => ({})).post('/api/v1/login', { user: username, password });
	return new ConnectedPerson(data.userId, data.me.username, await connectClient(url, data));
}

class ConnectedPerson implements Person {
	constructor(
		readonly userId: string,
		readonly username: string,
		private readonly client: Client,
	) {}

	get ephemerals(): string[] {
		return this.client.ephemerals;
	}

	get openViews(): View[] {
		return this.client.surfaces.list();
	}

	async type(line: string, { room, triggerId = makeTriggerId() }: { room: string; triggerId?: string | null }) {
		if (line.length > longestLine) throw new Error(`The web client would offer to upload ${line.length} characters as a file`);
		const roomId = await this.resolveRoom(room);
		const [, command, params = ''] = /^\/(\S+)\s*([\s\S]*)$/.exec(line) ?? [];
		if (!command) {
			await this.send(roomId, line);
			return { ephemerals: [] };
		}
		const call = { command, params, roomId, ...(triggerId === null ? {} : { triggerId }) };
		const { answer, outcome, ephemerals } = await this.client.perform('/api/v1/commands.run', call, triggerId);
		if (answer.status >= 400) throw new RequestRefused(`/${command}`, answer.status, answer.body);
		return { view: outcome.view, ephemerals };
	}

	async submit(view: View, values: Record<string, unknown>): Promise<SubmitResult> {
		const { surfaces } = this.client;
		const filled = fillFields(view, surfaces.valuesOf(view), values);
		surfaces.keepValues(view, filled);
		// A contextual bar closes before the answer is there, and is shown no errors.
		const isBar = view.type === 'contextualBar';
		if (isBar) surfaces.close(view.id);
		const { answer, outcome, tookMs } = await this.emit(view.appId, describeSubmit(view, filled));
		if (tookMs > triggerLifetimeMs) {
			surfaces.close(view.id);
			return { closed: true, timedOut: true, body: answer.body };
		}
		const staysOpen = !isBar && (answer.body === undefined || staysOpenAfter.includes(answer.body.type));
		// The client disposes of a submitted modal by closing whichever one is on the screen, be it one that has just opened.
		const disposes = !staysOpen && !isBar && outcome.view?.type === 'modal';
		if (disposes && outcome.view) surfaces.close(outcome.view.id);
		const opened = disposes ? undefined : outcome.view;
		if (!staysOpen || (opened?.type === 'modal' && opened.id !== view.id)) surfaces.close(view.id);
		const errors = isBar || Object.keys(outcome.errors ?? {}).length === 0 ? undefined : outcome.errors;
		return { errors, view: opened, closed: !staysOpen && !opened, body: answer.body };
	}

	async press(on: { view: View } | { messageId: string; roomId: string }, actionId: string, value?: unknown) {
		if ('messageId' in on) {
			const { message } = await this.client.rest.get(`/api/v1/chat.getMessage?msgId=${encodeURIComponent(on.messageId)}`);
			const pressed = findPressableInMessage(message, actionId, value);
			return this.report(await this.emit(pressed.element.appId, describePressInMessage(message, pressed, value)));
		}
		const { view } = on;
		const pressed = findPressable(view.blocks, `view "${view.id}"`, actionId, value);
		if (pressed.element.type !== 'button') {
			const { surfaces } = this.client;
			surfaces.keepValues(view, fillFields(view, surfaces.valuesOf(view), { [actionId]: value }));
		}
		return this.report(await this.emit(view.appId, describePressInView(view, pressed, value)));
	}

	async pressActionButton(actionId: string, on: { roomId: string; messageId?: string }) {
		const buttons: Record<string, any>[] = await this.client.rest.get('/api/apps/actionButtons');
		const button = buttons.find((candidate) => candidate.actionId === actionId);
		const names = buttons.map((each) => each.actionId).join(', ');
		if (!button) throw new Error(`no action button "${actionId}"; there is ${names || 'none'}`);
		const place = { rid: await this.resolveRoom(on.roomId), mid: on.messageId };
		const pressed = { type: 'actionButton', actionId, ...place, payload: { context: button.context } };
		const { view, ephemerals } = this.report(await this.emit(button.appId, pressed));
		return { view, ephemerals };
	}

	async interact(appId: string, payload: object): Promise<{ status: number; body: unknown }> {
		const { status, body } = await this.client.rest.ask('POST', `/api/apps/ui.interaction/${appId}`, payload);
		return { status, body };
	}

	async forgeCommand(call: { command: string; params: string; roomId: string; triggerId?: string }) {
		const body = { message: describeMethodCall(call) };
		const deed = await this.client.perform('/api/v1/method.call/slashCommand', body, call.triggerId ?? null);
		return { status: deed.answer.status, ephemerals: deed.ephemerals, view: deed.outcome.view };
	}

	async send(room: string, text: string, options: { threadId?: string; files?: { name: string; content: Buffer }[] } = {}) {
		const { threadId, files = [] } = options;
		this.client.inbox.begin();
		const roomId = await this.resolveRoom(room);
		if (files.length === 0) {
			const draft = { rid: roomId, msg: text, tmid: threadId };
			return (await this.client.rest.post('/api/v1/chat.sendMessage', { message: draft })).message._id as string;
		}
		const form = new FormData();
		form.set('msg', text);
		if (threadId) form.set('tmid', threadId);
		for (const { name, content } of files) form.append('file', new Blob([new Uint8Array(content)]), name);
		return (await this.client.rest.post(`/api/v1/rooms.upload/${encodeURIComponent(roomId)}`, form)).message._id as string;
	}

	async messages(room: string): Promise<Record<string, any>[]> {
		const roomId = encodeURIComponent(await this.resolveRoom(room));
		const newestFirst: Record<string, any>[] = [];
		for (;;) {
			const page = `roomId=${roomId}&count=${pageSize}&offset=${newestFirst.length}`;
			const { messages } = await this.client.rest.get(`/api/v1/channels.messages?${page}`);
			newestFirst.push(...messages);
			if (messages.length < pageSize) return newestFirst.reverse();
		}
	}

	async download(fileUrl: string): Promise<Buffer> {
		return this.client.rest.readBytes(fileUrl);
	}

	async commands() {
		return (await this.client.rest.get('/api/v1/commands.list')).commands;
	}

	next(kind: HostEvent['kind'], match?: (event: any) => boolean, timeoutMs = defaultPatienceMs): Promise<any> {
		return this.client.inbox.next(kind, match, timeoutMs);
	}

	on(listener: (event: HostEvent) => void): () => void {
		this.client.listeners.add(listener);
		return () => void this.client.listeners.delete(listener);
	}

	close(): void {
		this.client.close();
	}

	private emit(appId: string, payload: Record<string, unknown>): Promise<Deed> {
		const triggerId = makeTriggerId();
		return this.client.perform(`/api/apps/ui.interaction/${appId}`, { ...payload, triggerId }, triggerId);
	}

	private report({ answer, outcome, ephemerals }: Deed): { view?: View; ephemerals: string[]; body: unknown } {
		if (answer.status >= 400) throw new RequestRefused('ui.interaction', answer.status, answer.body);
		return { view: outcome.view, ephemerals, body: answer.body };
	}

	private async resolveRoom(room: string): Promise<string> {
		return findRoomId((await this.client.rest.get('/api/v1/rooms.get')).update, room);
	}
}
