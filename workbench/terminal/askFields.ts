import type { Interface } from 'node:readline/promises';

import { drawField, listFields, type Field } from './blocksAsText';
import type { View } from '../testing/contract';

/** Turns what a person typed into a field's value; an empty line leaves the field as it is. */
export function readFieldValue(field: Field, typed: string): unknown {
	const words = typed.trim();
	if (words === '') return undefined;
	if (!field.takesSeveral) return words;
	return words
		.split(',')
		.map((part) => part.trim())
		.filter(Boolean);
}

/** The value of a field given on the command line, by its actionId. @throws Error that lists the fields. */
export function readGivenValue(view: View, actionId: string, typed: string): unknown {
	const fields = listFields(view.blocks);
	const field = fields.find((candidate) => candidate.actionId === actionId);
	if (!field)
		throw new Error(
			`The view has no field "${actionId}"; fields are ${fields.map((each) => each.actionId).join(', ') || 'none'}`,
		);
	return readFieldValue(field, typed) ?? (field.takesSeveral ? [] : '');
}

/** Asks for fields one by one; only those with an error when there are any. Escape is Ctrl-D, which ends the session. */
export async function askFields(
	terminal: Interface,
	view: View,
	errors?: Record<string, string>,
): Promise<Record<string, unknown>> {
	const values: Record<string, unknown> = {};
	for (const field of listFields(view.blocks)) {
		if (errors && !errors[field.actionId]) continue;
		const typed = await terminal.question(`${drawField(field)}\n   > `);
		const value = readFieldValue(field, typed);
		if (value !== undefined) values[field.actionId] = value;
	}
	return values;
}
