import type { View } from './contract';

/** An interactive element of a view or message, with where it stands. */
export interface PlacedElement {
	element: Record<string, any>;
	/** Absent when the block has no id. */
	blockId?: string;
	/** A field only fills the view's state; any other element acts at once. */
	isField: boolean;
}

/** A field's value as the client holds it, with the block that it belongs to. */
export type ViewValues = Map<string, { value: unknown; blockId?: string }>;

const actingBlockKinds = ['section', 'callout', 'info_card'];

/** All interactive elements in the order of the page. */
export function listElements(blocks: Record<string, any>[]): PlacedElement[] {
	return blocks.flatMap((block): PlacedElement[] => {
		const place = (element: Record<string, any> | undefined, isField: boolean): PlacedElement[] =>
			element?.actionId ? [{ element, blockId: block.blockId, isField }] : [];
		if (block.type === 'input') return place(block.element, !block.element?.dispatchActionConfig?.length);
		if (block.type === 'actions') return (block.elements ?? []).flatMap((element: Record<string, any>) => place(element, false));
		if (block.type === 'conditional') return listElements(block.render ?? []);
		return actingBlockKinds.includes(block.type) ? place(block.accessory, false) : [];
	});
}

/** What an element is set to before anybody touches it; empty means nothing, as in the client. */
const readInitialValue = (element: Record<string, any>): unknown =>
	element.initialValue ||
	element.initialTime ||
	element.initialDate ||
	element.initialOption?.value ||
	element.initialOptions?.map((option: Record<string, unknown>) => option.value) ||
	undefined;

export function readInitialValues(blocks: Record<string, any>[]): ViewValues {
	const values: ViewValues = new Map();
	for (const { element, blockId } of listElements(blocks)) {
		const value = readInitialValue(element);
		if (value !== undefined) values.set(element.actionId, { value, blockId });
	}
	return values;
}

/** `state[blockId][actionId]`, as the client submits it: fields without a value are absent. */
export function buildState(values: ViewValues): Record<string, Record<string, unknown>> {
	const state: Record<string, Record<string, unknown>> = {};
	for (const [actionId, { value, blockId = 'default' }] of values) {
		if (value !== undefined) (state[blockId] ??= {})[actionId] = value;
	}
	return state;
}

const nameView = (view: View): string => `view "${view.id}"`;

const listOptionValues = (element: Record<string, any>): string[] | undefined => {
	const options = [
		...(element.options ?? []),
		...(element.optionGroups ?? []).flatMap((group: Record<string, any>) => group.options ?? []),
	];
	return options.length > 0 ? options.map((option: Record<string, any>) => option.value as string) : undefined;
};

/** A person can choose only what the page offers; anything else is a test's mistake, or work for `interact`. */
const refuseUnofferedChoice = (element: Record<string, any>, value: unknown): void => {
	const offered = listOptionValues(element);
	const chosen = Array.isArray(value) ? value : [value];
	const missing = offered && value !== undefined ? chosen.find((choice) => !offered.includes(choice)) : undefined;
	if (missing !== undefined)
		throw new Error(`"${String(missing)}" is not an option of "${element.actionId}"; options are ${offered?.join(', ')}`);
};

/**
 * Fills fields by actionId on top of what the view holds.
 * @throws Error that lists the view's fields when there is none of that name, or the options when one is not offered.
 */
export function fillFields(view: View, held: ViewValues, given: Record<string, unknown>): ViewValues {
	const elements = listElements(view.blocks);
	const filled = new Map(held);
	for (const [actionId, value] of Object.entries(given)) {
		const found = elements.find(({ element }) => element.actionId === actionId && element.type !== 'button');
		if (!found) {
			const names = elements.filter(({ element }) => element.type !== 'button').map(({ element }) => element.actionId);
			throw new Error(`no field "${actionId}" in ${nameView(view)}; fields are ${names.join(', ') || 'none'}`);
		}
		refuseUnofferedChoice(found.element, value);
		filled.set(actionId, { value, blockId: found.blockId });
	}
	return filled;
}

/**
 * The element that a person presses: a button, or a choice that acts at once. When several share the actionId, `value` tells which.
 * @throws Error that lists what can be pressed.
 */
export function findPressable(blocks: Record<string, any>[], where: string, actionId: string, value?: unknown): PlacedElement {
	const pressable = listElements(blocks).filter(({ isField }) => !isField);
	const named = pressable.filter(({ element }) => element.actionId === actionId);
	const found = named.find(({ element }) => element.value === value) ?? named[0];
	if (!found) {
		const names = pressable.map(({ element }) => element.actionId);
		throw new Error(`nothing to press called "${actionId}" in ${where}; there is ${names.join(', ') || 'nothing'}`);
	}
	return found;
}
