import type { LayoutBlock } from '@rocket.chat/ui-kit';

import { readFields } from './fields';
import type { Form, Forms } from '../platform/forms';

/** A person's kept words are told apart by what their form is about. */
const ABOUT = ['userId', 'caseId', 'holdId', 'requestId', 'letterId', 'messageId', 'key'];

/** An element of a form as the builders in `ui.ts` make it. */
interface Element {
	type: string;
	options?: { value: string }[];
	initialValue?: unknown;
	initialDate?: unknown;
}

/** Under which name a person's words are kept that did not go through. */
export function nameDraft({ kind, data }: Pick<Form, 'kind' | 'data'>): string {
	return [kind, ...ABOUT.map((name) => data[name])].filter((part) => typeof part === 'string' && part !== '').join(':');
}

/**
 * Keeps what a person typed into a form.
 *
 * @param secrets fields that are left out
 */
export async function keepTyped(forms: Forms, form: Form, values: object, secrets: readonly string[]): Promise<void> {
	const kept = Object.fromEntries(Object.entries(values).filter(([name]) => !secrets.includes(name)));
	if (Object.keys(kept).length > 0) {
		await forms.keepDraft(form.userId, nameDraft(form), kept);
	}
}

/**
 * Fills a form with what its person typed before. A choice that is no longer offered is left out.
 *
 * @returns the blocks; and whether anything in them is not as the form would have been
 */
export function fillIn(
	blocks: readonly LayoutBlock[],
	draft: Record<string, unknown>,
): { blocks: LayoutBlock[]; changed: boolean } {
	let changed = false;
	const filled = blocks.map((block) => {
		const { type, blockId, element } = block as unknown as { type: string; blockId?: string; element?: Element };
		const value = type === 'input' && blockId ? draft[blockId] : undefined;
		if (!element || value === undefined || isSame(readInitial(element), value)) {
			return block;
		}
		const initial = toInitial(element, value);
		changed ||= initial !== undefined;
		return initial ? ({ ...block, element: { ...element, ...initial } } as unknown as LayoutBlock) : block;
	});
	return { blocks: filled, changed };
}

/** More blocks than this no form has. */
const MAX_BLOCKS = 100;

/** Whether a view as its client sends it back still says what it said when it was opened. Nothing in it is trusted. */
export function isUntouched(view: { blocks?: unknown; state?: unknown }): boolean {
	const initial = new Map<unknown, unknown>();
	for (const block of Array.isArray(view.blocks) ? view.blocks.slice(0, MAX_BLOCKS) : []) {
		const { blockId, element } = (block ?? {}) as { blockId?: unknown; element?: Element | null };
		initial.set(blockId, element ? readInitial(element) : undefined);
	}
	return Object.entries(readFields(view.state)).every(([name, value]) => isSame(initial.get(name), value));
}

function toInitial({ type, options = [] }: Element, value: unknown): Partial<Element> | undefined {
	const isOffered = (choice: unknown) => options.some((option) => option.value === choice);
	switch (type) {
		case 'plain_text_input':
			return typeof value === 'string' ? { initialValue: value || undefined } : undefined;
		case 'static_select':
			return isOffered(value) ? { initialValue: value } : undefined;
		case 'multi_static_select':
			return Array.isArray(value) ? { initialValue: value.filter(isOffered) } : undefined;
		case 'datepicker':
			return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? { initialDate: value } : undefined;
		default:
			return undefined;
	}
}

function readInitial({ initialValue, initialDate }: Element): unknown {
	return initialValue ?? initialDate;
}

/** An empty field is sent as an empty text, as an empty list or not at all. */
function isSame(left: unknown, right: unknown): boolean {
	const isEmpty = (value: unknown) => value === undefined || value === null || (value as { length?: number }).length === 0;
	return (isEmpty(left) && isEmpty(right)) || JSON.stringify(left) === JSON.stringify(right);
}
