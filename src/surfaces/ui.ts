import type { LayoutBlock, TextObject } from '@rocket.chat/ui-kit';

/** A choice in a list. */
export interface Option {
	value: string;
	text: string;
}

interface FieldText {
	label: string;
	hint?: string;
	placeholder?: string;
}

/**
 * The blocks of which every surface of the desk is made. All text is plain: names and other words that people outside
 * chose are shown as they are, and never become links, mentions or formatting. A field's block has the field's own name,
 * so that errors and values find it.
 *
 * The mobile client draws fewer elements than the web's: only text, selects and dates are used for input.
 */
export function createUi(appId: string) {
	const plain = (text: string): TextObject => ({ type: 'plain_text', text: text === '' ? ' ' : text });
	const label = (text: string) => ({ type: 'plain_text' as const, text });
	const element = (actionId: string) => ({ appId, blockId: actionId, actionId });
	const toOption = ({ value, text }: Option) => ({ value, text: label(shorten(text, 75)) });
	const input = (actionId: string, text: FieldText, body: object, optional: boolean): LayoutBlock =>
		({
			type: 'input',
			blockId: actionId,
			appId,
			label: label(text.label),
			...(text.hint ? { hint: label(text.hint) } : {}),
			optional,
			element: body,
		}) as LayoutBlock;
	return {
		text: (text: string): LayoutBlock => ({ type: 'section', text: plain(text) }) as LayoutBlock,
		/** Facts in rows, each with its name; those that are not known are left out. */
		facts: (facts: [string, string | undefined][]): LayoutBlock => {
			const known = facts.filter((fact): fact is [string, string] => fact[1] !== undefined && fact[1] !== '');
			return { type: 'section', fields: known.map(([name, value]) => plain(`${name}: ${value}`)) } as LayoutBlock;
		},
		note: (text: string): LayoutBlock => ({ type: 'context', elements: [plain(text)] }) as LayoutBlock,
		/** Marked by a sign in the text, since the mobile client draws no callouts. */
		warning: (text: string): LayoutBlock => ({ type: 'section', text: plain(`⚠ ${text}`) }) as LayoutBlock,
		divider: (): LayoutBlock => ({ type: 'divider' }) as LayoutBlock,
		textField(
			actionId: string,
			text: FieldText,
			options: { initial?: string; multiline?: boolean; maxLength?: number; optional?: boolean } = {},
		) {
			const { initial, multiline, maxLength, optional = false } = options;
			const body = {
				type: 'plain_text_input',
				...element(actionId),
				...(text.placeholder ? { placeholder: label(text.placeholder) } : {}),
				...(initial ? { initialValue: initial } : {}),
				...(multiline ? { multiline } : {}),
				...(maxLength ? { maxLength } : {}),
			};
			return input(actionId, text, body, optional);
		},
		/** @param initial is left out when it is not offered (any more) */
		select(actionId: string, text: FieldText, options: Option[], initial?: string) {
			const body = {
				type: 'static_select',
				...element(actionId),
				placeholder: label(text.placeholder ?? text.label),
				options: options.map(toOption),
				...(options.some(({ value }) => value === initial) ? { initialValue: initial } : {}),
			};
			return input(actionId, text, body, false);
		},
		/** @param initial what of it is not offered (any more) is left out */
		multiSelect(actionId: string, text: FieldText, options: Option[], initial: string[] = [], optional = false) {
			const offered = initial.filter((choice) => options.some(({ value }) => value === choice));
			const body = {
				type: 'multi_static_select',
				...element(actionId),
				placeholder: label(text.placeholder ?? text.label),
				options: options.map(toOption),
				...(offered.length > 0 ? { initialValue: offered } : {}),
			};
			return input(actionId, text, body, optional);
		},
		dateField(actionId: string, text: FieldText, initial?: string, optional = false) {
			const body = {
				type: 'datepicker',
				...element(actionId),
				placeholder: label(text.placeholder ?? text.label),
				...(initial ? { initialDate: initial } : {}),
			};
			return input(actionId, text, body, optional);
		},
		button: (actionId: string, text: string, options: { value?: string; style?: 'primary' | 'danger' } = {}) => ({
			type: 'button' as const,
			...element(actionId),
			text: label(text),
			...(options.value ? { value: options.value } : {}),
			...(options.style ? { style: options.style } : {}),
		}),
		actions: (blockId: string, ...elements: object[]): LayoutBlock =>
			({ type: 'actions', blockId, appId, elements }) as LayoutBlock,
	};
}

/** More buttons than this in one block are not shown by every client. */
const BUTTONS_PER_BLOCK = 5;

/** Buttons in rows that every client shows. */
export function splitButtons<Button>(buttons: readonly Button[]): Button[][] {
	const count = Math.ceil(buttons.length / BUTTONS_PER_BLOCK);
	return Array.from({ length: count }, (_, row) => buttons.slice(row * BUTTONS_PER_BLOCK, (row + 1) * BUTTONS_PER_BLOCK));
}

export type Ui = ReturnType<typeof createUi>;

/** Cuts a text for a place with little room, and shows that it was cut. */
export function shorten(text: string, length: number): string {
	const letters = [...text];
	return letters.length <= length ? text : `${letters.slice(0, length - 1).join('')}…`;
}

/** The accounts of a case in a channel post. */
export function maskSubjects(subjects: readonly { username: string }[]): string {
	return subjects.map(({ username }) => maskUsername(username)).join(', ');
}

/** A username in a channel post, where notifications and mail previews carry it on: the first letter only. */
export function maskUsername(username: string): string {
	return `@${[...username][0] ?? ''}•••`;
}
