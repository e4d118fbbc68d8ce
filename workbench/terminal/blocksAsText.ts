/** Draws UIKit blocks as plain text. One renderer for modals, contextual bars and messages. */
import { indent, readText } from './plainText';
import type { View } from '../testing/contract';

type Block = Record<string, any>;

/** A choice of a select, checkbox or radio element. */
export interface Choice {
	value: string;
	label: string;
}

/** A field that a person can fill in, numbered from 1 in the order of the page. */
export interface Field {
	number: number;
	actionId: string;
	label: string;
	hint: string;
	optional: boolean;
	type: string;
	choices: Choice[];
	takesSeveral: boolean;
	initial?: string | number | string[];
}

const severalKinds = ['multi_static_select', 'multi_users_select', 'multi_channels_select', 'checkbox', 'toggle_switch'];

const describeChoice = (option: Block): Choice => {
	const note = option.description ? ` (${readText(option.description)})` : '';
	return { value: String(option.value), label: readText(option.text) + note };
};

export const listChoices = (element: Block): Choice[] =>
	[...(element.options ?? []), ...(element.optionGroups ?? []).flatMap((group: Block) => group.options ?? [])].map(
		describeChoice,
	);

const readInitial = (element: Block): Field['initial'] =>
	element.initialValue ??
	element.initialDate ??
	element.initialTime ??
	element.initialOption?.value ??
	element.initialOptions?.map((option: Block) => option.value);

export function listFields(blocks: Block[]): Field[] {
	const inputs = blocks.filter((block) => block.type === 'input' && block.element?.actionId);
	return inputs.map((block, index) => ({
		number: index + 1,
		actionId: block.element.actionId,
		label: readText(block.label),
		hint: [block.hint, block.element.placeholder].map(readText).filter(Boolean).join(' – '),
		optional: block.optional === true,
		type: block.element.type,
		choices: listChoices(block.element),
		takesSeveral: severalKinds.includes(block.element.type),
		initial: readInitial(block.element),
	}));
}

const showValue = (value: Field['initial'] = ''): string => (Array.isArray(value) ? value.join(', ') : String(value));

const formats: Record<string, string> = { datepicker: ' (YYYY-MM-DD)', time_picker: ' (HH:mm)' };

export const drawField = (field: Field): string => {
	const format = formats[field.type] ?? '';
	const lines = [`${field.number}. ${field.label}${field.optional ? ' (optional)' : ''}${format}  <${field.actionId}>`];
	if (field.hint) lines.push(`     ${field.hint}`);
	lines.push(...field.choices.map((choice) => `     - ${choice.value}: ${choice.label}`));
	const initial = showValue(field.initial);
	if (initial) lines.push(`     now: ${initial}`);
	return lines.join('\n');
};

const drawElement = (element: Block): string => {
	if (element.type === 'image') return `[image: ${readText(element.altText)}]`;
	if (element.type === 'button') {
		const target = element.url
			? ` ${readText(element.url)}`
			: `  <${element.actionId}${element.value ? `=${readText(element.value)}` : ''}>`;
		return `[ ${readText(element.text)} ]${target}`;
	}
	if (!element.actionId) return readText(element);
	const choices = listChoices(element).map((choice) => `${choice.value}: ${choice.label}`);
	return `[ ${readText(element.placeholder) || element.type} ]  <${element.actionId}> ${choices.join(' | ')}`.trimEnd();
};

const drawings: Record<string, (block: Block) => string> = {
	section: (block) =>
		[block.text && readText(block.text), ...(block.fields ?? []).map(readText), block.accessory && drawElement(block.accessory)]
			.filter(Boolean)
			.join('\n'),
	context: (block) =>
		(block.elements ?? [])
			.map((element: Block) => (element.type === 'image' ? drawElement(element) : readText(element)))
			.join(' · '),
	actions: (block) => (block.elements ?? []).map(drawElement).join('\n'),
	divider: () => '----------------------------------------',
	image: (block) => `[image: ${readText(block.title) || readText(block.altText)}] ${readText(block.imageUrl)}`,
	callout: (block) => indent([block.title && readText(block.title), readText(block.text)].filter(Boolean).join('\n'), '! '),
	preview: (block) => [...(block.title ?? []), ...(block.description ?? [])].map(readText).join('\n'),
};

/** One paragraph a block. A kind of block that no client knows is named, not hidden. */
export function drawBlocks(blocks: Block[]): string {
	const fields = listFields(blocks);
	const drawBlock = (block: Block): string => {
		const field = block.type === 'input' && fields.find(({ actionId }) => actionId === block.element?.actionId);
		if (field) return drawField(field);
		return drawings[block.type]?.(block) ?? `[a block of the kind "${readText(String(block.type))}" is not drawn here]`;
	};
	return blocks.map(drawBlock).join('\n');
}

export function drawView(view: View): string {
	const bars = [view.submit && `[ ${readText(view.submit.text)} ]  --submit`, view.close && `[ ${readText(view.close.text)} ]`];
	return [`=== ${readText(view.title)} ===`, drawBlocks(view.blocks), bars.filter(Boolean).join('   ')]
		.filter(Boolean)
		.join('\n');
}
