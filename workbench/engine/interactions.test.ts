import { PROBE_ID } from './probe/config';
import { startProbed, uniqueTrigger, type RemoteHost } from './probe/start';

jest.setTimeout(60_000);

const HANDLERS = [
	'executeBlockActionHandler',
	'executeViewSubmitHandler',
	'executeViewClosedHandler',
	'executeActionButtonHandler',
];

let host: RemoteHost;
beforeAll(async () => {
	host = await startProbed({ handlers: HANDLERS, implements: ['IUIKitInteractionHandler'], button: true });
});
afterAll(() => host.dispose());
beforeEach(() =>
	host.inApp(({ app }) => {
		app.memory = { seen: [] };
		app.hooks = {};
	}),
);

const VIEW = {
	id: 'forged',
	type: 'modal',
	title: { type: 'plain_text', text: 'x' },
	blocks: [],
	state: { block: { field: 'typed' } },
};
const submit = (triggerId?: string, view: object = VIEW) =>
	host.interact('bob', { type: 'viewSubmit', triggerId, payload: { view } });
const interactions = (triggerId: string) =>
	host.events.filter((event) => event.kind === 'interaction' && event.interaction.triggerId === triggerId);

/** Opens a modal for the trigger that a command came with, after a while. */
const openModal = (triggerId: string | undefined, { after = 0, times = 1 } = {}) =>
	host.inApp(
		async ({ modify, context, input }: any) => {
			await new Promise((resolve) => setTimeout(resolve, input.after));
			const view = { type: 'modal', title: { type: 'plain_text', text: 'Hello' }, blocks: [{ type: 'divider' }] };
			for (let n = 0; n < input.times; n++) {
				await modify
					.getUiController()
					.openSurfaceView({ ...view }, { triggerId: input.triggerId ?? context.getTriggerId() }, context.getSender());
			}
			return 'opened';
		},
		{ triggerId, input: { after, times } },
	);

describe('what an app gets of an interaction', () => {
	it('is the session’s user and the client’s view, unexamined, and no room on submit', async () => {
		await submit('t1', { ...VIEW, extra: 'anything' });
		const [call] = await host.seen('executeViewSubmitHandler');
		expect(call!.payload).toMatchObject({
			user: { id: 'bob', emails: [{ address: 'bob@example.com' }] },
			view: { id: 'forged', extra: 'anything', state: VIEW.state },
			triggerId: 't1',
		});
		expect(call!.payload.room ?? null).toBeNull();
	});

	it('is room and message by the ids that the client claims, membership or not', async () => {
		const messageId = await host.api.sendMessage({ userId: 'carol', roomId: 'secret', text: 'private' });
		await host.interact('bob', {
			type: 'blockAction',
			actionId: 'a',
			payload: { blockId: 'b', value: 'v' },
			container: { type: 'message', id: messageId },
			mid: messageId,
			rid: 'secret',
		});
		const [call] = await host.seen('executeBlockActionHandler');
		expect(call!.payload).toMatchObject({
			actionId: 'a',
			blockId: 'b',
			value: 'v',
			user: { id: 'bob' },
			room: { id: 'secret' },
			message: { text: 'private', sender: { id: 'carol' } },
		});
	});

	it('has no trigger when a view was closed', async () => {
		await host.interact('bob', { type: 'viewClosed', payload: { viewId: 'forged', view: VIEW, isCleared: true } });
		const [call] = await host.seen('executeViewClosedHandler');
		expect(call!.payload).toMatchObject({ view: { id: 'forged' }, isCleared: true, user: { id: 'bob' } });
		expect(call!.payload.triggerId ?? null).toBeNull();
	});

	it('of an action button is its context, room and message', async () => {
		expect(await host.api.buttons()).toMatchObject([{ actionId: 'probe-button', appId: PROBE_ID, context: 'messageAction' }]);
		const messageId = await host.api.sendMessage({ userId: 'bob', roomId: 'general', text: 'look' });
		await host.interact('alice', {
			type: 'actionButton',
			actionId: 'probe-button',
			rid: 'general',
			mid: messageId,
			triggerId: 't',
			payload: { context: 'messageAction' },
		});
		const [call] = await host.seen('executeActionButtonHandler');
		expect(call!.payload).toMatchObject({
			actionId: 'probe-button',
			buttonContext: 'messageAction',
			room: { id: 'general' },
			message: { text: 'look' },
			user: { id: 'alice' },
		});
	});
});

describe('what a client gets back', () => {
	it('is what the handler returned', async () => {
		await host.hook('executeViewSubmitHandler', ({ context, data }) =>
			context.getInteractionResponder().viewErrorResponse({ viewId: data.view.id, errors: { field: 'too short' } }),
		);
		expect(await submit('t2')).toMatchObject({
			success: false,
			errors: { field: 'too short' },
			viewId: 'forged',
			type: 'errors',
			triggerId: 't2',
			appId: PROBE_ID,
		});
	});

	it('is nothing at all when the handler threw', async () => {
		await host.hook('executeViewSubmitHandler', () => {
			throw new Error('broken');
		});
		expect(await submit('t3')).toBeUndefined();
	});

	it('is an error for an unknown person or action', async () => {
		await expect(host.interact('nobody', { type: 'viewSubmit', payload: { view: VIEW } })).rejects.toThrow('error-invalid-user');
		await expect(host.interact('bob', { type: 'nonsense' })).rejects.toThrow('Unknown action');
	});
});

describe('views that an app pushes', () => {
	it('reach the client whose trigger they answer, with ids filled in', async () => {
		const triggerId = uniqueTrigger();
		expect(await openModal(triggerId)).toBe('opened');
		expect(interactions(triggerId)).toMatchObject([
			{
				userId: 'alice',
				interaction: { type: 'modal.open', appId: PROBE_ID, view: { blocks: [{ blockId: expect.any(String) }] } },
			},
		]);
	});

	it('open once for a trigger: the second is ignored without a word', async () => {
		const triggerId = uniqueTrigger();
		expect(await openModal(triggerId, { times: 2 })).toBe('opened');
		expect(interactions(triggerId)).toHaveLength(1);
	});

	it('are ignored after five seconds', async () => {
		const triggerId = uniqueTrigger();
		expect(await openModal(triggerId, { after: 5_100 })).toBe('opened');
		expect(interactions(triggerId)).toEqual([]);
	});

	it('are ignored without a trigger, or with another person’s', async () => {
		const triggerId = uniqueTrigger();
		await host.interact('bob', {
			type: 'blockAction',
			actionId: 'a',
			triggerId,
			payload: {},
			container: { type: 'view', id: 'v' },
		});
		const before = host.events.filter(({ kind }) => kind === 'interaction').length;
		expect(await openModal(undefined)).toBe('opened');
		await host.inApp(
			async ({ modify, context, input }: any) =>
				modify
					.getUiController()
					.openSurfaceView(
						{ type: 'modal', title: { type: 'plain_text', text: 'x' }, blocks: [] },
						{ triggerId: input },
						context.getSender(),
					),
			{ input: triggerId },
		);
		expect(host.events.filter(({ kind }) => kind === 'interaction')).toHaveLength(before);
	});

	it('leave nothing for the answer: a trigger is taken once, pushed or answered', async () => {
		const triggerId = uniqueTrigger();
		await host.interact('bob', {
			type: 'blockAction',
			actionId: 'a',
			triggerId,
			payload: {},
			container: { type: 'view', id: 'v' },
		});
		expect(await host.api.workspace.takeTrigger('bob', triggerId)).toBe(true);
		expect(await host.api.workspace.takeTrigger('bob', triggerId)).toBe(false);
	});
});
