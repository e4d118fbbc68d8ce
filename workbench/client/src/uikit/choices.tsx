import { Button, ButtonGroup, CheckBox, FieldLabel, RadioButton, ToggleSwitch } from '@rocket.chat/fuselage';
import { useId, type ReactElement, type ReactNode } from 'react';

import type { BlockProps } from './BlockProps';
import { textOf, useFieldProps } from './context';
import { useElement } from './useElement';
import type { Block } from '../model/types';

const toggle = (values: string[], value: string): string[] =>
	values.includes(value) ? values.filter((other) => other !== value) : [...values, value];

/** A choice with its words beside it. */
const Choice = ({ option, children, id }: { option: Block; children: ReactNode; id: string }): ReactElement => (
	<div className="wb-choice">
		{children}
		<FieldLabel htmlFor={id} fontScale="p2">
			{textOf(option.text)}
		</FieldLabel>
	</div>
);

const Group = ({ block, role, children }: { block: Block; role: string; children: ReactNode }): ReactElement => {
	const { error: _error, ...field } = useFieldProps(block);
	return (
		<div className="wb-choices" role={role} {...field}>
			{children}
		</div>
	);
};

/** In Rocket.Chat's client a checkbox of an input block may hold one string; here it holds all that are ticked, as apps expect. */
const Several = ({ block, context, ...props }: BlockProps & { widget: typeof CheckBox | typeof ToggleSwitch }) => {
	const { value, change } = useElement(block, context);
	const Widget = props.widget;
	const base = useId();
	const chosen: string[] = Array.isArray(value) ? value : [];
	return (
		<Group block={block} role="group">
			{((block.options ?? []) as Block[]).map((option, index) => (
				<Choice key={option.value} option={option} id={`${base}-${index}`}>
					<Widget
						id={`${base}-${index}`}
						checked={chosen.includes(option.value)}
						onChange={() => change(toggle(chosen, option.value))}
					/>
				</Choice>
			))}
		</Group>
	);
};

export const CheckBoxes = (props: BlockProps): ReactElement => <Several {...props} widget={CheckBox} />;

export const ToggleSwitches = (props: BlockProps): ReactElement => <Several {...props} widget={ToggleSwitch} />;

export function RadioButtons({ block, context }: BlockProps): ReactElement {
	const { value, change } = useElement(block, context);
	const base = useId();
	return (
		<Group block={block} role="radiogroup">
			{((block.options ?? []) as Block[]).map((option, index) => (
				<Choice key={option.value} option={option} id={`${base}-${index}`}>
					<RadioButton
						id={`${base}-${index}`}
						name={base}
						checked={value === option.value}
						onChange={() => change(option.value)}
					/>
				</Choice>
			))}
		</Group>
	);
}

export function LinearScale({ block, context }: BlockProps): ReactElement {
	const { value, change } = useElement(block, context);
	const { minValue = 0, maxValue = 10, preLabel, postLabel } = block;
	const points = Array.from({ length: Math.max(0, maxValue - minValue + 1) }, (_, index) => String(minValue + index));
	return (
		<div className="wb-scale">
			{textOf(preLabel)}
			<ButtonGroup>
				{points.map((point) => (
					<Button
						key={point}
						tiny
						type="button"
						aria-pressed={value === point}
						primary={value === point}
						onClick={() => change(point)}
					>
						{point}
					</Button>
				))}
			</ButtonGroup>
			{textOf(postLabel)}
		</div>
	);
}
