import { noteDrawn, readEvent, readInteraction } from './drawn';
import { createInbox, readEphemeral, type EventInbox } from './eventInbox';
import { connectEvents } from './pushedEvents';
import { createRestClient, type RestAnswer, type RestClient } from './restClient';
import { createSurfaces, type Outcome, type Surfaces } from './surfaces';
import { createTriggerBook } from './triggers';
import type { HostEvent } from '../engine/contract';

/** What came of one thing that a person did. */
export interface Deed {
	answer: RestAnswer;
	/** What it did to the screen, by the answer or by what was pushed before it. */
	outcome: Outcome;
	ephemerals: string[];
	tookMs: number;
}

/** One connected client: requests, pushed events, and the screen that both act on. */
export interface Client {
	rest: RestClient;
	inbox: EventInbox;
	surfaces: Surfaces;
	/** All ephemerals so far. */
	ephemerals: string[];
	listeners: Set<(event: HostEvent) => void>;
	/** Sends one deed; done when the answer is there and everything that the server pushed before it as well. */
	perform(path: string, body: object, triggerId: string | null): Promise<Deed>;
	close(): void;
}

/** Connects with a login that the server has given. */
export async function connectClient(url: string, login: { userId: string; authToken: string }): Promise<Client> {
	const triggers = createTriggerBook();
	const surfaces = createSurfaces(triggers);
	const outcomes = new Map<string, Outcome>();
	const ephemerals: string[] = [];
	const listeners = new Set<(event: HostEvent) => void>();

	const note = (interaction: Record<string, any>): void => {
		const outcome = surfaces.receive(interaction);
		if (outcome) outcomes.set(interaction.triggerId, outcome);
	};
	const events = await connectEvents(url, login, (event) => {
		noteDrawn(readEvent(event));
		if (event.kind === 'ephemeral') ephemerals.push(readEphemeral(event));
		if (event.kind === 'interaction') note(event.interaction);
		for (const listener of listeners) listener(event);
	});
	const inbox = createInbox(events);
	const headers = { 'x-user-id': login.userId, 'x-auth-token': login.authToken, 'x-workbench-client': events.clientId };
	const afterPushed = (answer: Headers): Promise<void> => events.waitForSequence(Number(answer.get('x-workbench-sequence') ?? 0));
	const rest = createRestClient(url, () => headers, afterPushed);

	const perform = async (path: string, body: object, triggerId: string | null): Promise<Deed> => {
		const beginning = inbox.begin();
		if (triggerId !== null) {
			outcomes.delete(triggerId);
			triggers.add(triggerId);
		}
		const startedAt = performance.now();
		const answer = await rest.ask('POST', path, body);
		const tookMs = performance.now() - startedAt;
		if (answer.status < 400 && answer.body?.type) {
			noteDrawn(readInteraction(answer.body));
			note(answer.body);
		}
		const outcome = (triggerId !== null && outcomes.get(triggerId)) || {};
		return { answer, outcome, ephemerals: inbox.takeEphemerals(beginning), tookMs };
	};
	return { rest, inbox, surfaces, ephemerals, listeners, perform, close: () => events.close() };
}
