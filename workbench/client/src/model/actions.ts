import { RequestRefused, type Rest } from './rest';
import { applyInteraction, disposeView, openViews, readState, setBusy, type OpenView } from './surfaces';
import { sayFailure, showToast } from './toasts';
import { createTriggers, triggerLifetimeMs } from './triggers';
import type { ActionButton, Block, Message } from './types';

export interface BlockAction {
	appId: string;
	actionId: string;
	blockId?: string;
	value?: unknown;
}

/** What a person does that an app hears of. */
export interface Actions {
	runCommand(call: { command: string; params: string; roomId: string; threadId?: string }): Promise<void>;
	actInView(viewId: string, action: BlockAction): Promise<void>;
	actInMessage(message: Message, action: BlockAction): Promise<void>;
	submit(open: OpenView): Promise<void>;
	/** @param isCleared by Escape, the cross or the backdrop, rather than by the view's own button */
	cancel(open: OpenView, isCleared: boolean): Promise<void>;
	pressButton(button: ActionButton, place: { roomId: string; messageId?: string; threadId?: string }): Promise<void>;
	/** A server interaction that was pushed. */
	receive(interaction: Block): void;
}

/** Answers after which a submitted view stays. An empty 200 (undefined) also leaves it, with no word: the app's handler failed. */
const leavesOpen = (answer: Block | undefined): boolean =>
	!answer || ['errors', 'modal.update', 'contextual_bar.update'].includes(answer.type);

const timeoutText = 'App has failed to respond. Please try again or contact your admin';

class TriggerTimeout extends Error {}

async function withinLifetime<T>(work: Promise<T>): Promise<T> {
	let timer: ReturnType<typeof setTimeout> | undefined;
	const timeout = new Promise<never>((_, reject) => {
		timer = setTimeout(() => reject(new TriggerTimeout()), triggerLifetimeMs);
	});
	try {
		return await Promise.race([work, timeout]);
	} finally {
		clearTimeout(timer);
	}
}

const describeView = (open: OpenView): Block => ({ ...open.view, state: readState(open) });

export function createActions(rest: Rest): Actions {
	const triggers = createTriggers();

	const receive = (interaction: Block): void => {
		if (triggers.take(interaction.triggerId)) applyInteraction(interaction);
	};

	/** @returns the answer; undefined for an empty one and for a late one */
	const emit = async (appId: string, payload: Block, viewId?: string): Promise<Block | undefined> => {
		const triggerId = triggers.make();
		const ask = async (): Promise<Block | undefined> => {
			const answer = (await rest.post(`/api/apps/ui.interaction/${appId}`, { ...payload, triggerId })) as Block | undefined;
			if (answer?.type) receive(answer);
			return answer;
		};
		try {
			return await withinLifetime(ask());
		} catch (error) {
			if (!(error instanceof TriggerTimeout)) throw error;
			showToast('error', timeoutText);
			if (viewId) disposeView(viewId);
			return undefined;
		}
	};

	const emitQuietly = async (appId: string, payload: Block): Promise<void> => {
		try {
			await emit(appId, payload);
		} catch (error) {
			sayFailure(error);
		}
	};

	const submit = async (open: OpenView): Promise<void> => {
		const { view } = open;
		if (openViews.get().find((other) => other.view.id === view.id)?.busy) return;
		setBusy(view.id, true);
		try {
			const answer = await emit(
				view.appId,
				{ type: 'viewSubmit', viewId: view.id, payload: { view: describeView(open) } },
				view.id,
			);
			if (!leavesOpen(answer)) disposeView(view.id);
		} catch (error) {
			sayFailure(error);
		} finally {
			setBusy(view.id, false);
		}
	};

	return {
		receive,
		submit,
		runCommand: async ({ command, params, roomId, threadId: tmid }) => {
			try {
				await rest.post('/api/v1/commands.run', { command, params, roomId, tmid, triggerId: triggers.make() });
			} catch (error) {
				const isApps = error instanceof RequestRefused;
				showToast('error', isApps ? `Something went wrong while executing command: ${error.message}` : String(error));
			}
		},
		actInView: (id, { appId, actionId, blockId, value }) =>
			emitQuietly(appId, { type: 'blockAction', actionId, payload: { blockId, value }, container: { type: 'view', id } }),
		actInMessage: ({ _id: mid, rid, tmid }, { appId, actionId, blockId, value }) =>
			emitQuietly(appId, {
				...{ type: 'blockAction', actionId, payload: { blockId, value }, container: { type: 'message', id: mid } },
				...{ mid, rid, tmid },
			}),
		cancel: async (open, isCleared) => {
			const payload = { viewId: open.view.id, view: describeView(open), isCleared };
			await emitQuietly(open.view.appId, { type: 'viewClosed', payload });
			disposeView(open.view.id);
		},
		pressButton: ({ appId, actionId, context }, { roomId: rid, messageId: mid, threadId: tmid }) =>
			emitQuietly(appId, { type: 'actionButton', actionId, rid, mid, tmid, payload: { context } }),
	};
}
