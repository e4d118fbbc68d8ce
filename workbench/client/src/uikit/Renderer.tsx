import { SurfaceRenderer, BlockContext } from '@rocket.chat/ui-kit';
import { Fragment, type ReactElement } from 'react';

import type { BlockProps } from './BlockProps';
import { MrkdwnText } from './MrkdwnText';
import { Actions, Callout, Context, Divider, ImageBlock, Input, Preview, Section, Unsupported } from './blocks';
import { CheckBoxes, LinearScale, RadioButtons, ToggleSwitches } from './choices';
import { RoomsSelect, UsersSelect } from './directory';
import { Button, Image, Overflow, TextField } from './elements';
import { DatePicker, MultiSelectElement, SelectElement, TimePicker } from './selects';
import type { Block } from '../model/types';

type Drawing = (props: BlockProps) => ReactElement;

const layoutBlocks: Record<string, Drawing> = {
	actions: Actions,
	callout: Callout,
	context: Context,
	divider: Divider,
	input: Input,
	preview: Preview,
	section: Section,
	// The workspace has neither calls nor the rows of an info card to show.
	video_conf: Unsupported,
	info_card: Unsupported,
};

const elements: Record<string, Drawing> = {
	button: Button,
	checkbox: CheckBoxes,
	datepicker: DatePicker,
	linear_scale: LinearScale,
	multi_static_select: MultiSelectElement,
	overflow: Overflow,
	plain_text_input: TextField,
	radio_button: RadioButtons,
	static_select: SelectElement,
	time_picker: TimePicker,
	toggle_switch: ToggleSwitches,
	users_select: UsersSelect,
	multi_users_select: UsersSelect,
	channels_select: RoomsSelect,
	multi_channels_select: RoomsSelect,
};

/** Draws the blocks that a surface allows with Fuselage; ui-kit's own parser drops the others without a word. */
export class Renderer extends SurfaceRenderer<ReactElement, any> {
	plain_text(text: Block, _context: BlockContext, index: number): ReactElement {
		return <Fragment key={index}>{text.text}</Fragment>;
	}

	mrkdwn(text: Block, _context: BlockContext, index: number): ReactElement {
		return <MrkdwnText key={index} text={text.text} />;
	}

	image(block: Block, context: BlockContext, index: number): ReactElement {
		const Drawn = context === BlockContext.BLOCK ? ImageBlock : Image;
		return <Drawn key={index} block={block} context={context} renderer={this} />;
	}
}

for (const [type, Drawn] of Object.entries(layoutBlocks)) {
	(Renderer.prototype as any)[type] = function draw(this: Renderer, block: Block, context: BlockContext, index: number) {
		const key = type === 'input' ? (block.element?.actionId ?? index) : index;
		return context === BlockContext.BLOCK ? <Drawn key={key} block={block} context={context} renderer={this} /> : null;
	};
}

for (const [type, Drawn] of Object.entries(elements)) {
	(Renderer.prototype as any)[type] = function draw(this: Renderer, block: Block, context: BlockContext, index: number) {
		return context === BlockContext.BLOCK ? null : (
			<Drawn key={`${index} ${block.actionId ?? ''}`} block={block} context={context} renderer={this} />
		);
	};
}

/** What the web client's renderer of each surface draws. */
export const renderers = {
	modal: new Renderer(['actions', 'context', 'divider', 'image', 'input', 'section', 'callout', 'preview']),
	contextual_bar: new Renderer(['actions', 'context', 'divider', 'image', 'input', 'section', 'callout', 'preview']),
	banner: new Renderer(['actions', 'context', 'divider', 'image', 'input', 'section']),
	message: new Renderer(['actions', 'context', 'divider', 'image', 'section', 'preview', 'video_conf', 'callout']),
};
