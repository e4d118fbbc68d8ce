import { createContext, useContext } from 'react';

import type { BlockAction } from '../model/actions';
import type { Account, Block, Room } from '../model/types';

/** What the elements of one surface share. */
export interface Surface {
	appId: string;
	/** By actionId. */
	values: ReadonlyMap<string, { value: unknown; blockId?: string }>;
	errors: Record<string, string>;
	setValue(actionId: string, value: unknown, blockId?: string): void;
	act(action: BlockAction): Promise<void>;
	people: Account[];
	rooms: Room[];
}

export const SurfaceContext = createContext<Surface>({
	appId: '',
	values: new Map(),
	errors: {},
	setValue: () => undefined,
	act: async () => undefined,
	people: [],
	rooms: [],
});

export const useSurface = (): Surface => useContext(SurfaceContext);

/** The field in which an element stands, for its label and error. */
export interface FieldPlace {
	id: string;
	label: string;
	describedBy?: string;
	error?: string;
}

export const FieldContext = createContext<FieldPlace | undefined>(undefined);

/** Properties that tie a widget to its label, hint and error. */
export function useFieldProps(element: Block): Record<string, unknown> {
	const place = useContext(FieldContext);
	if (!place) return { 'aria-label': textOf(element.placeholder) ?? element.actionId };
	return {
		'id': place.id,
		'aria-label': place.label,
		'aria-describedby': place.describedBy,
		'aria-invalid': place.error ? true : undefined,
		'error': place.error,
	};
}

/** The words of a text object. A client of this workspace has no app translations, so `i18n` falls back to the text. */
export const textOf = (text: Block | undefined): string | undefined => text?.text;
