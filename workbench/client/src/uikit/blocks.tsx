import {
	Box,
	Button,
	Callout as FuselageCallout,
	Divider as FuselageDivider,
	Field,
	FieldError,
	FieldHint,
	FieldLabel,
	FieldRow,
	Grid,
	GridItem,
} from '@rocket.chat/fuselage';
import { BlockContext } from '@rocket.chat/ui-kit';
import { useId, useMemo, useState, type ReactElement } from 'react';

import type { BlockProps } from './BlockProps';
import { FieldContext, textOf, useSurface } from './context';
import type { Block } from '../model/types';

/** Elements know the block and the app that they belong to. */
const place = (block: Block, element: Block): Block => ({
	...element,
	appId: element.appId ?? block.appId,
	blockId: element.blockId ?? block.blockId,
});

const shownActions = 5;

export function Section({ block, renderer }: BlockProps): ReactElement {
	const { text, fields, accessory } = block;
	return (
		<div className="wb-section">
			<div className="wb-section__text">
				{text && (
					<Box is="span" fontScale="p2" color="default">
						{renderer.renderTextObject(text, 0, BlockContext.NONE)}
					</Box>
				)}
				{fields && (
					<Grid>
						{(fields as Block[]).map((field, index) => (
							<GridItem key={index} xs={4} sm={4} md={4} lg={6} xl={6}>
								<Box fontScale="p2" color="default">
									{renderer.renderTextObject(field as any, 0, BlockContext.NONE)}
								</Box>
							</GridItem>
						))}
					</Grid>
				)}
			</div>
			{accessory && <div>{renderer.renderSectionAccessoryBlockElement(place(block, accessory) as any, 0)}</div>}
		</div>
	);
}

export function Actions({ block, renderer }: BlockProps): ReactElement {
	const [all, setAll] = useState(false);
	const elements = (block.elements ?? []) as Block[];
	const shown = all ? elements : elements.slice(0, shownActions);
	return (
		<div className="wb-actions">
			{shown.map((element, index) => renderer.renderActionsBlockElement(place(block, element) as any, index))}
			{shown.length < elements.length && (
				<Button small onClick={() => setAll(true)}>
					Show more…
				</Button>
			)}
		</div>
	);
}

export function Context({ block, renderer }: BlockProps): ReactElement {
	return (
		<div className="wb-context">
			{((block.elements ?? []) as Block[]).map((element, index) => (
				<Box key={index} is="span" fontScale="c1" color="hint">
					{renderer.renderContextBlockElement(place(block, element) as any, index)}
				</Box>
			))}
		</div>
	);
}

export const Divider = (): ReactElement => <FuselageDivider />;

export function Callout({ block, renderer }: BlockProps): ReactElement {
	const { variant, title, text, accessory } = block;
	return (
		<FuselageCallout
			type={variant}
			title={title && renderer.renderTextObject(title, 0, BlockContext.NONE)}
			actions={accessory && renderer.renderSectionAccessoryBlockElement(place(block, accessory) as any, 0)}
		>
			{text && renderer.renderTextObject(text, 0, BlockContext.NONE)}
		</FuselageCallout>
	);
}

export function ImageBlock({ block }: BlockProps): ReactElement {
	return (
		<figure className="wb-figure">
			{block.title && (
				<Box is="figcaption" fontScale="c1" color="hint">
					{textOf(block.title)}
				</Box>
			)}
			<img src={block.imageUrl} alt={block.altText ?? ''} />
		</figure>
	);
}

export function Preview({ block, renderer }: BlockProps): ReactElement {
	const line = (text: Block, index: number) => renderer.renderTextObject(text as any, index, BlockContext.NONE);
	return (
		<Box borderInlineStart="2px solid" borderColor="stroke-light" paddingInlineStart={12}>
			{block.preview?.url && <img className="wb-figure__image" src={block.preview.url} alt="" />}
			<Box fontScale="p2m">{((block.title ?? []) as Block[]).map(line)}</Box>
			<Box fontScale="c1" color="hint">
				{((block.description ?? []) as Block[]).map(line)}
			</Box>
			{block.footer && renderer.render([block.footer])}
		</Box>
	);
}

/** A block that Rocket.Chat draws from data that this workspace does not have. */
export const Unsupported = ({ block }: BlockProps): ReactElement => (
	<Box fontScale="c1" color="hint">
		[{block.type}]
	</Box>
);

export function Input({ block, renderer }: BlockProps): ReactElement {
	const { errors } = useSurface();
	const element = place(block, block.element ?? {});
	const error = errors[element.actionId];
	const hint = textOf(block.hint);
	const id = useId();
	const label = textOf(block.label) ?? '';
	const describedBy = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ') || undefined;
	const field = useMemo(() => ({ id, label, describedBy, error }), [id, label, describedBy, error]);
	return (
		<Field>
			{block.label && <FieldLabel htmlFor={id}>{renderer.renderTextObject(block.label, 0, BlockContext.NONE)}</FieldLabel>}
			<FieldContext.Provider value={field}>
				<FieldRow>{renderer.renderInputBlockElement(element as any, 0)}</FieldRow>
			</FieldContext.Provider>
			{error && (
				<FieldError id={`${id}-error`} role="alert">
					{error}
				</FieldError>
			)}
			{hint && <FieldHint id={`${id}-hint`}>{hint}</FieldHint>}
		</Field>
	);
}
