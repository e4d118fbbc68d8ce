import { Button as FuselageButton, Menu, TextAreaInput, TextInput } from '@rocket.chat/fuselage';
import { useState, type ReactElement } from 'react';
import { Item } from 'react-stately';

import type { BlockProps } from './BlockProps';
import { textOf, useFieldProps, useSurface } from './context';
import { typedIn } from './typed';
import { useElement } from './useElement';
import type { Block } from '../model/types';

type Variant =
	| 'primary'
	| 'secondary'
	| 'danger'
	| 'warning'
	| 'success'
	| 'secondary-danger'
	| 'secondary-warning'
	| 'secondary-success';

/** A button's style as Fuselage names it. */
export function variantOf({ style, secondary }: Block): Variant {
	if (!style) return 'secondary';
	if (style === 'primary' || style === 'secondary') return secondary ? 'secondary' : style;
	return (secondary ? `secondary-${style}` : style) as Variant;
}

export function Button({ block }: BlockProps): ReactElement {
	const surface = useSurface();
	const [busy, setBusy] = useState(false);
	const { appId, actionId, blockId, value, url } = block;
	const press = async (): Promise<void> => {
		if (busy) return;
		if (url) window.open(url, '_blank', 'noopener');
		setBusy(true);
		await surface.act({ appId: appId || surface.appId, actionId, blockId, value });
		setBusy(false);
	};
	return (
		<FuselageButton small type="button" variant={variantOf(block)} aria-busy={busy} onClick={() => void press()}>
			{textOf(block.text)}
		</FuselageButton>
	);
}

export function TextField({ block, context }: BlockProps): ReactElement {
	const { value, change } = useElement(block, context);
	const field = useFieldProps(block);
	const common = {
		...field,
		value: value ?? '',
		placeholder: textOf(block.placeholder),
		minLength: block.minLength,
		maxLength: block.maxLength,
		onChange: (event: { target: EventTarget }) => change(typedIn(event)),
	};
	return block.multiline ? <TextAreaInput rows={6} {...common} /> : <TextInput autoComplete="off" {...common} />;
}

export function Image({ block }: BlockProps): ReactElement {
	return <img className="wb-image" src={block.imageUrl} alt={block.altText ?? ''} />;
}

export function Overflow({ block }: BlockProps): ReactElement {
	const surface = useSurface();
	const { appId, actionId, blockId, options = [] } = block;
	const choose = (value: unknown): void => void surface.act({ appId: appId || surface.appId, actionId, blockId, value });
	return (
		<Menu small title="More" aria-label="More" placement="bottom-start" onAction={choose}>
			{(options as Block[]).map((option) => (
				<Item key={option.value} textValue={textOf(option.text) ?? ''}>
					{textOf(option.text)}
				</Item>
			))}
		</Menu>
	);
}
