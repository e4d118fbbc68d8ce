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

export const DatePicker = (props: BlockProps): ReactElement => <Picker {...props} type="date" />;

export const TimePicker = (props: BlockProps): ReactElement => <Picker {...props} type="time" />;
