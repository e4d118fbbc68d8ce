import type { View } from './contract';
import type { TriggerBook } from './triggers';
import { readInitialValues, type ViewValues } from './views';

/** What a server interaction did to the person's screen. */
export interface Outcome {
	/** The view that opened or changed. */
	view?: View;
	errors?: Record<string, string>;
}

/** The views that a client shows, and what their fields hold. */
export interface Surfaces {
	/** Handles a server interaction as the web client does; one without a living trigger does nothing and gives undefined. */
	receive(interaction: Record<string, any>): Outcome | undefined;
	/** What the fields of a view hold now; for a view that is not open, its initial values. */
	valuesOf(view: View): ViewValues;
	keepValues(view: View, values: ViewValues): void;
	isOpen(viewId: string): boolean;
	/** Newest last. */
	list(): View[];
	close(viewId: string): void;
}

/** The engine's typings have `{field: text}`, ui-kit's have `[{field: text}]`; clients take both. */
const mergeErrors = (errors: unknown): Record<string, string> =>
	Object.assign({}, ...(Array.isArray(errors) ? errors : [errors]));

export function createSurfaces(triggers: TriggerBook): Surfaces {
	const open = new Map<string, { view: View; values: ViewValues }>();

	const show = (view: View): Outcome => {
		open.delete(view.id);
		open.set(view.id, { view, values: readInitialValues(view.blocks) });
		return { view };
	};
	/** The client keeps what the fields held and reads no initial value of new blocks; a view that it does not show stays away. */
	const update = (view: View): Outcome => {
		const shown = open.get(view.id);
		if (!shown) return {};
		open.set(view.id, { view, values: shown.values });
		return { view };
	};
	return {
		receive: (interaction) => {
			const { type, appId, triggerId } = interaction;
			if (!triggers.take(triggerId)) return undefined;
			const view: View | undefined = interaction.view && { appId, ...interaction.view, triggerId };
			if (type === 'errors') return { errors: mergeErrors(interaction.errors) };
			if (type === 'modal.close') {
				open.clear();
				return {};
			}
			if (!view) return {};
			return String(type).endsWith('.update') ? update(view) : show(view);
		},
		valuesOf: (view) => open.get(view.id)?.values ?? readInitialValues(view.blocks),
		keepValues: (view, values) => void open.set(view.id, { view, values }),
		isOpen: (viewId) => open.has(viewId),
		list: () => Array.from(open.values(), ({ view }) => view),
		close: (viewId) => void open.delete(viewId),
	};
}
