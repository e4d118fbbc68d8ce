import { InputBox, MultiSelect, Select, type SelectOption } from '@rocket.chat/fuselage';
import type { ReactElement } from 'react';

import type { BlockProps } from './BlockProps';
import { textOf, useFieldProps } from './context';
import { typedIn } from './typed';
import { useElement } from './useElement';
import type { Block } from '../model/types';

export const listOptions = ({ options = [], optionGroups = [] }: Block): SelectOption[] =>
	[...options, ...(optionGroups as Block[]).flatMap((group) => group.options ?? [])].map(
		(option: Block): SelectOption => [option.value, textOf(option.text) ?? option.value],
	);

type ChoiceProps = BlockProps & { options?: SelectOption[] };

export function SelectElement({ block, context, options = listOptions(block) }: ChoiceProps): ReactElement {
	const { value, change } = useElement(block, context);
	return (
		<Select
			{...useFieldProps(block)}
			width="full"
			value={value ?? null}
			placeholder={textOf(block.placeholder) ?? 'Select an option'}
			options={options}
			onChange={change}
		/>
	);
}

export function MultiSelectElement({ block, context, options = listOptions(block) }: ChoiceProps): ReactElement {
	const { value, change } = useElement(block, context);
	return (
		<MultiSelect
			{...useFieldProps(block)}
			width="full"
			value={value ?? []}
			placeholder={textOf(block.placeholder) ?? 'Select options'}
			options={options}
			onChange={change}
		/>
	);
}

const Picker = ({ block, context, type }: BlockProps & { type: 'date' | 'time' }): ReactElement => {
	const { value, change } = useElement(block, context);
	const field = useFieldProps(block);
	return <InputBox {...field} type={type} value={value ?? ''} onChange={(event) => change(typedIn(event))} />;
};

/**
 * As in Rocket.Chat's client the browser's own field, which writes days in the browser's language. The day beside it is the
 * workbench's: 02/03/2027 is in two months, and people here compare what they see with what an app was sent.
 */
export function DatePicker(props: BlockProps): ReactElement {
	const { value } = useElement(props.block, props.context);
	return (
		<div className="wb-date">
			<Picker {...props} type="date" />
			{value && <span aria-hidden="true">{String(value)}</span>}
		</div>
	);
}

export const TimePicker = (props: BlockProps): ReactElement => <Picker {...props} type="time" />;
