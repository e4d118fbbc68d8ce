import { createStore } from './store';
import type { Block, SurfaceKind, View } from './types';
import { buildState, readInitialValues, type ViewValues } from '../../../testing/views';

/** A view on the screen, and what its fields hold. */
export interface OpenView {
	kind: SurfaceKind;
	view: View;
	values: ViewValues;
	/** By actionId. They stay until the server says something else, as in Rocket.Chat. */
	errors: Record<string, string>;
	/** A submit is under way. */
	busy: boolean;
}

/** The views that the client shows. */
export const openViews = createStore<OpenView[]>([]);

/** The engine's typings have `{field: text}`, ui-kit's have `[{field: text}]`; clients take both. */
const mergeErrors = (errors: unknown): Record<string, string> =>
	Object.assign({}, ...(Array.isArray(errors) ? errors : [errors]));

const readView = (interaction: Block): View => {
	const { view = interaction } = interaction;
	return { ...view, appId: view.appId ?? interaction.appId, id: view.id ?? view.viewId, blocks: view.blocks ?? [] };
};

const change = (viewId: string, patch: (open: OpenView) => Partial<OpenView>): void =>
	openViews.set((views) => views.map((open) => (open.view.id === viewId ? { ...open, ...patch(open) } : open)));

/** Modals that were opened and not disposed of, also those that another has pushed off the screen. */
const knownModals = new Set<string>();

/** A modal or a contextual bar takes the place of the one before; banners lie below each other. */
function open(kind: SurfaceKind, view: View): void {
	const shown: OpenView = { kind, view, values: readInitialValues(view.blocks), errors: {}, busy: false };
	if (kind === 'modal') knownModals.add(view.id);
	const isReplaced = (other: OpenView): boolean => other.view.id === view.id || (kind !== 'banner' && kind === other.kind);
	openViews.set((views) => [...views.filter((other) => !isReplaced(other)), shown]);
}

/**
 * Rocket.Chat's `disposeView`. Its modal store closes the modal that is on the screen, not the one that was meant: a modal that
 * an app opened while it handled the submit of another goes as soon as that submit is answered.
 */
export function disposeView(viewId: string): void {
	const isModal = knownModals.delete(viewId);
	openViews.set((views) => views.filter((shown) => (isModal ? shown.kind !== 'modal' : shown.view.id !== viewId)));
}

export const setBusy = (viewId: string, busy: boolean): void => change(viewId, () => ({ busy }));

export const setValue = (viewId: string, actionId: string, value: unknown, blockId?: string): void =>
	change(viewId, ({ values }) => ({ values: new Map(values).set(actionId, { value, blockId }) }));

/** `state[blockId][actionId]`. */
export const readState = ({ values }: OpenView): Record<string, Record<string, unknown>> => buildState(values);

/**
 * What Rocket.Chat's client does with a server interaction. A view that is updated keeps what its fields hold: initial values of
 * new blocks are not read. `modal.close` alone does nothing there: a modal closes by the answer to its submit.
 */
export function applyInteraction(interaction: Block): void {
	switch (interaction.type) {
		case 'errors':
			return change(interaction.viewId, () => ({ errors: mergeErrors(interaction.errors) }));
		case 'modal.open':
			return open('modal', readView(interaction));
		case 'contextual_bar.open':
			return open('contextual_bar', readView(interaction));
		case 'banner.open':
			return open('banner', readView(interaction));
		case 'modal.update':
		case 'contextual_bar.update':
		case 'banner.update': {
			const view = readView(interaction);
			return change(view.id, (shown) => ({ view: { ...shown.view, ...view } }));
		}
		case 'contextual_bar.close':
			return disposeView(interaction.view?.id);
		case 'banner.close':
			return disposeView(interaction.viewId);
	}
}
