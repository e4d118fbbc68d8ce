import type { HostEvent } from '../engine/contract';
import type { Person, SubmitResult, View } from './contract';
import { createInbox, readEphemeral, type EventInbox } from './eventInbox';
import { connectEvents, type PushedEvents } from './pushedEvents';
import { createRestClient, RequestRefused, type RestAnswer, type RestClient } from './restClient';
import { createSurfaces, type Outcome, type Surfaces } from './surfaces';
import { createTriggerBook, makeTriggerId, triggerLifetimeMs, type TriggerBook } from './triggers';
import { buildState, fillFields, findPressable } from './views';

/** Rocket.Chat's default of `Message_MaxAllowedSize`. */
const longestLine = 5000;
const defaultPatienceMs = 10_000;
const pageSize = 100;

interface Deed {
	answer: RestAnswer;
	outcome: Outcome;
	ephemerals: string[];
	tookMs: number;
}

/** Signs in and connects one client. @throws RequestRefused when the password is wrong. */
export async function signIn(url: string, username: string, password = username): Promise<Person> {
	const anonymous = createRestClient(url, () => ({}));
	const { data } = await anonymous.post('/api/v1/login', { user: username, password });
	const triggers = createTriggerBook();
	const surfaces = createSurfaces(triggers);
	const person = new ConnectedPerson(data.userId, data.me.username, triggers, surfaces);
	await person.connect(url, data);
	return person;
}

class ConnectedPerson implements Person {
	readonly ephemerals: string[] = [];
	private readonly listeners = new Set<(event: HostEvent) => void>();
	private rest!: RestClient;
	private events!: PushedEvents;
	private inbox!: EventInbox;
	/** What pushed interactions did, by the trigger that let them in. */
	private readonly outcomes = new Map<string, Outcome>();

	constructor(
		readonly userId: string,
		readonly username: string,
		private readonly triggers: TriggerBook,
		private readonly surfaces: Surfaces,
	) {}

	async connect(url: string, login: { userId: string; authToken: string }): Promise<void> {
		this.events = await connectEvents(url, login, (event) => this.receive(event));
		this.inbox = createInbox(this.events);
		const headers = { 'x-user-id': login.userId, 'x-auth-token': login.authToken, 'x-workbench-client': this.events.clientId };
		// An answer counts as there when everything that the server pushed before it is there as well.
		const afterPushed = (answer: Headers): Promise<void> =>
			this.events.waitForSequence(Number(answer.get('x-workbench-sequence') ?? 0));
		this.rest = createRestClient(url, () => headers, afterPushed);
	}

	async type(line: string, { room, triggerId = makeTriggerId() }: { room: string; triggerId?: string | null }) {
		if (line.length > longestLine)
			throw new Error(`The web client would offer to upload a line of ${line.length} characters as a file`);
		const roomId = await this.resolveRoom(room);
		const [, command, params = ''] = /^\/(\S+)\s*([\s\S]*)$/.exec(line) ?? [];
		if (!command) {
			await this.send(roomId, line);
			return { ephemerals: [] };
		}
		const call = { command, params, roomId, ...(triggerId === null ? {} : { triggerId }) };
		const { answer, outcome, ephemerals } = await this.perform('/api/v1/commands.run', call, triggerId);
		if (answer.status >= 400) throw new RequestRefused(`/${command}`, answer.status, answer.body);
		return { view: outcome.view, ephemerals };
	}

	async submit(view: View, values: Record<string, unknown>): Promise<SubmitResult> {
		const filled = fillFields(view, this.surfaces.valuesOf(view), values);
		this.surfaces.keepValues(view, filled);
		const { triggerId: _opened, ...shown } = view;
		const triggerId = makeTriggerId();
		const payload = { view: { ...shown, state: buildState(filled) } };
		const { answer, outcome, tookMs } = await this.interactAs(view.appId, {
			type: 'viewSubmit',
			viewId: view.id,
			triggerId,
			payload,
		});
		if (tookMs > triggerLifetimeMs) {
			this.surfaces.close(view.id);
			return { closed: true, timedOut: true, body: answer.body };
		}
		const staysOpen = answer.body === undefined || ['errors', 'modal.update', 'contextual_bar.update'].includes(answer.body.type);
		if (!staysOpen && outcome.view?.id !== view.id) this.surfaces.close(view.id);
		const closed = !staysOpen && !outcome.view && !outcome.errors;
		return { errors: outcome.errors, view: outcome.view, closed, body: answer.body };
	}

	async press(on: { view: View } | { messageId: string; roomId: string }, actionId: string, value?: unknown) {
		const triggerId = makeTriggerId();
		if ('view' in on) {
			const { view } = on;
			const { element, blockId } = findPressable(view.blocks, `view "${view.id}"`, actionId, value);
			const chosen = value ?? element.value;
			if (element.type !== 'button')
				this.surfaces.keepValues(view, fillFields(view, this.surfaces.valuesOf(view), { [actionId]: chosen }));
			const container = { type: 'view', id: view.id };
			return this.report(
				await this.interactAs(view.appId, {
					type: 'blockAction',
					actionId,
					triggerId,
					payload: { blockId, value: chosen },
					container,
				}),
			);
		}
		const { message } = await this.rest.get(`/api/v1/chat.getMessage?msgId=${encodeURIComponent(on.messageId)}`);
		const blocks = [...(message.blocks ?? []), ...(message.attachments ?? []).flatMap((part: any) => part.blocks ?? [])];
		const { element, blockId } = findPressable(blocks, `message "${on.messageId}"`, actionId, value);
		const payload = { blockId, value: value ?? element.value };
		const container = { type: 'message', id: on.messageId };
		const place = { mid: on.messageId, rid: message.rid, tmid: message.tmid };
		return this.report(
			await this.interactAs(element.appId, { type: 'blockAction', actionId, triggerId, payload, container, ...place }),
		);
	}

	async pressActionButton(actionId: string, on: { roomId: string; messageId?: string }) {
		const buttons: Record<string, any>[] = await this.rest.get('/api/apps/actionButtons');
		const button = buttons.find((candidate) => candidate.actionId === actionId);
		if (!button)
			throw new Error(`no action button "${actionId}"; there is ${buttons.map((each) => each.actionId).join(', ') || 'none'}`);
		const place = { rid: await this.resolveRoom(on.roomId), mid: on.messageId };
		const payload = { context: button.context };
		const { view, ephemerals } = this.report(
			await this.interactAs(button.appId, { type: 'actionButton', actionId, triggerId: makeTriggerId(), ...place, payload }),
		);
		return { view, ephemerals };
	}

	async interact(appId: string, payload: object): Promise<{ status: number; body: unknown }> {
		const { status, body } = await this.rest.ask('POST', `/api/apps/ui.interaction/${appId}`, payload);
		return { status, body };
	}

	async forgeCommand({
		command,
		params,
		roomId,
		triggerId,
	}: {
		command: string;
		params: string;
		roomId: string;
		triggerId?: string;
	}) {
		const method = {
			msg: 'method',
			id: '1',
			method: 'slashCommand',
			params: [{ cmd: command, params, msg: { rid: roomId }, triggerId }],
		};
		const { answer, outcome, ephemerals } = await this.perform(
			'/api/v1/method.call/slashCommand',
			{ message: JSON.stringify(method) },
			triggerId ?? null,
		);
		return { status: answer.status, ephemerals, view: outcome.view };
	}

	async send(
		room: string,
		text: string,
		{ threadId, files }: { threadId?: string; files?: { name: string; content: Buffer }[] } = {},
	) {
		this.inbox.begin();
		const roomId = await this.resolveRoom(room);
		if (!files?.length) {
			const { message } = await this.rest.post('/api/v1/chat.sendMessage', {
				message: { rid: roomId, msg: text, tmid: threadId },
			});
			return message._id as string;
		}
		const form = new FormData();
		form.set('msg', text);
		if (threadId) form.set('tmid', threadId);
		for (const { name, content } of files) form.append('file', new Blob([new Uint8Array(content)]), name);
		const { message } = await this.rest.post(`/api/v1/rooms.upload/${encodeURIComponent(roomId)}`, form);
		return message._id as string;
	}

	async messages(room: string): Promise<Record<string, any>[]> {
		const roomId = encodeURIComponent(await this.resolveRoom(room));
		const newestFirst: Record<string, any>[] = [];
		for (;;) {
			const page = `roomId=${roomId}&count=${pageSize}&offset=${newestFirst.length}`;
			const { messages } = await this.rest.get(`/api/v1/channels.messages?${page}`);
			newestFirst.push(...messages);
			if (messages.length < pageSize) return newestFirst.reverse();
		}
	}

	async download(fileUrl: string): Promise<Buffer> {
		return this.rest.readBytes(fileUrl);
	}

	async commands() {
		return (await this.rest.get('/api/v1/commands.list')).commands;
	}

	next(kind: HostEvent['kind'], match?: (event: any) => boolean, timeoutMs = defaultPatienceMs): Promise<any> {
		return this.inbox.next(kind, match, timeoutMs);
	}

	get openViews(): View[] {
		return this.surfaces.list();
	}

	on(listener: (event: HostEvent) => void): () => void {
		this.listeners.add(listener);
		return () => void this.listeners.delete(listener);
	}

	close(): void {
		this.events.close();
	}

	private receive(event: HostEvent): void {
		if (event.kind === 'ephemeral') this.ephemerals.push(readEphemeral(event));
		if (event.kind === 'interaction') this.note(event.interaction);
		for (const listener of this.listeners) listener(event);
	}

	private note(interaction: Record<string, any>): void {
		const outcome = this.surfaces.receive(interaction);
		if (outcome) this.outcomes.set(interaction.triggerId, outcome);
	}

	private interactAs(appId: string, payload: { triggerId: string } & Record<string, unknown>): Promise<Deed> {
		return this.perform(`/api/apps/ui.interaction/${appId}`, payload, payload.triggerId);
	}

	/** Sends one deed and gathers what the server said to it, by the answer and by what it pushed before. */
	private async perform(path: string, body: object, triggerId: string | null): Promise<Deed> {
		this.inbox.begin();
		if (triggerId !== null) {
			this.outcomes.delete(triggerId);
			this.triggers.add(triggerId);
		}
		const startedAt = performance.now();
		const answer = await this.rest.ask('POST', path, body);
		const tookMs = performance.now() - startedAt;
		if (answer.status < 400 && answer.body?.type) this.note(answer.body);
		const outcome = (triggerId !== null && this.outcomes.get(triggerId)) || {};
		return { answer, outcome, ephemerals: this.inbox.takeEphemerals(), tookMs };
	}

	private report({ answer, outcome, ephemerals }: Deed): { view?: View; ephemerals: string[]; body: unknown } {
		if (answer.status >= 400) throw new RequestRefused('ui.interaction', answer.status, answer.body);
		return { view: outcome.view, ephemerals, body: answer.body };
	}

	/** A room's id from its id, its name, or `@username` of a direct room; anything else is left for the server to refuse. */
	private async resolveRoom(room: string): Promise<string> {
		const { update } = await this.rest.get('/api/v1/rooms.get');
		const own = update as Record<string, any>[];
		const isDirectWith = (candidate: Record<string, any>): boolean =>
			candidate.t === 'd' && candidate.usernames?.length === 2 && candidate.usernames.includes(room.slice(1));
		const found =
			own.find(({ _id }) => _id === room) ??
			own.find(({ name }) => name !== undefined && name === room) ??
			(room.startsWith('@') ? own.find(isDirectWith) : undefined);
		return found?._id ?? room;
	}
}
