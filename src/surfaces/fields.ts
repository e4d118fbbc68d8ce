import * as z from 'zod/v4';

import { hasText, type Say, type TextKey } from './texts';

/** What is longer than a field allows must come through to be refused at the field, with its text kept; this is only a bound for a record. */
const MAX_TEXT = 20_000;
const MAX_FIELDS = 60;
/** As many as a list of rooms shows: a choice that did not come through would be none, and none means all. */
const MAX_CHOSEN = 300;

/**
 * Takes the values out of what a client sent as the state of a view. Nothing in it is trusted: only texts and lists of
 * texts of bounded length under bounded names come through.
 */
export function readFields(state: unknown): Record<string, string | string[]> {
	const values: Record<string, string | string[]> = Object.create(null) as Record<string, string | string[]>;
	for (const block of ownValues(state)) {
		for (const [name, value] of Object.entries(isObject(block) ? block : {}).slice(0, MAX_FIELDS)) {
			const read = readValue(value);
			if (/^[a-z][A-Za-z]{0,40}$/.test(name) && read !== undefined) {
				values[name] = read;
			}
		}
	}
	return values;
}

function readValue(value: unknown): string | string[] | undefined {
	if (typeof value === 'string') {
		return value.length <= MAX_TEXT ? value : undefined;
	}
	if (
		Array.isArray(value) &&
		value.length <= MAX_CHOSEN &&
		value.every((item) => typeof item === 'string' && item.length <= MAX_TEXT)
	) {
		return value as string[];
	}
	return undefined;
}

function ownValues(value: unknown): unknown[] {
	return isObject(value) ? Object.values(value).slice(0, MAX_FIELDS) : [];
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** One line of text that must be filled in. Its error is the text with this key. */
export function requiredLine(error: TextKey, maxLength = 200) {
	return z
		.string({ error })
		.transform((text) => text.replace(/\s+/g, ' ').trim())
		.pipe(z.string().min(1, { error }).max(maxLength, { error: 'error.too-long' }));
}

/** @returns the values, or an error sentence for each field that is wrong, in the person's language */
export function parseFields<T extends z.ZodType>(
	schema: T,
	values: Record<string, unknown>,
	say: Say,
): { ok: true; value: z.output<T> } | { ok: false; errors: Record<string, string> } {
	const parsed = schema.safeParse({ ...values });
	if (parsed.success) {
		return { ok: true, value: parsed.data };
	}
	const errors: Record<string, string> = {};
	for (const issue of parsed.error.issues) {
		// Not every wrong value is one that a form can send: for those the schema has no words of ours.
		errors[String(issue.path[0])] ??= say(hasText(issue.message) ? issue.message : 'error.unreadable');
	}
	return { ok: false, errors };
}
