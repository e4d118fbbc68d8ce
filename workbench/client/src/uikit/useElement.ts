import { BlockContext } from '@rocket.chat/ui-kit';
import { useEffect, useRef } from 'react';

import { useSurface } from './context';
import { readInitialValues } from '../../../testing/views';
import type { Block } from '../model/types';

/** Rocket.Chat waits this long after a keystroke before it tells the app. */
const typingPauseMs = 700;

export interface ElementState {
	value: any;
	error?: string;
	/** The person's change: kept, and told to the app at once where the element asks for it. */
	change(value: unknown): void;
}

const readInitial = (element: Block): unknown => readInitialValues([{ type: 'input', element }]).get(element.actionId)?.value;

/** An element's value, and what happens when a person changes it, as Rocket.Chat's client groups and dispatches it. */
export function useElement(element: Block, context: BlockContext): ElementState {
	const surface = useSurface();
	const { actionId, blockId, dispatchActionConfig: dispatch = [] } = element;
	const pause = useRef<ReturnType<typeof setTimeout>>(undefined);
	useEffect(() => () => clearTimeout(pause.current), []);
	const held = surface.values.get(actionId);
	const tell = (value: unknown): void => void surface.act({ appId: element.appId || surface.appId, actionId, blockId, value });
	return {
		value: held ? held.value : readInitial(element),
		error: surface.errors[actionId],
		change: (value) => {
			surface.setValue(actionId, value, blockId);
			if (element.type === 'plain_text_input' && dispatch.includes('on_character_entered')) {
				clearTimeout(pause.current);
				pause.current = setTimeout(() => tell(value), typingPauseMs);
			} else if ([BlockContext.SECTION, BlockContext.ACTION].includes(context) || dispatch.includes('on_item_selected')) {
				tell(value);
			}
		},
	};
}
