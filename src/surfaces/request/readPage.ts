import * as z from 'zod/v4';

import type { Field } from './fields';
import { optionValuesOf } from './options';
import { formatDay } from '../../policy/instants';
import { readOfficialEmail } from '../../policy/officialEmail';
import type { RequestKind } from '../../policy/requestKinds';
import { readAccountName } from '../../policy/username';
import { parseFields } from '../fields';
import { findCase } from '../findCase';
import type { Session } from '../session';
import type { Values } from '../surface';
import { sayRefusal, type TextKey } from '../texts';

/**
 * Reads one page of intake. What a paper lacks is no error here: it is recorded as missing. An error is what cannot be what
 * the paper says, or without which no case can be opened.
 *
 * @returns the values of the page, or a sentence with an example at each field that is wrong
 */
export async function readPage(
	session: Session,
	kind: RequestKind,
	fields: readonly Field[],
	values: Values,
): Promise<{ ok: true; values: Values } | { ok: false; errors: Record<string, string> }> {
	const shape = Object.fromEntries(fields.map((field) => [field.name, schemaOf(field, kind)]));
	const parsed = parseFields(z.object(shape), values, session.say);
	const read = parsed.ok
		? (Object.fromEntries(Object.entries(parsed.value).filter(([, value]) => value !== undefined)) as Values)
		: values;
	// All errors of a page are told at once.
	const errors = {
		...checkFields(session, read),
		...(await checkReferences(session, read)),
		...(await checkNamedPeople(session, read)),
		...(parsed.ok ? {} : parsed.errors),
	};
	return Object.keys(errors).length > 0 ? { ok: false, errors } : { ok: true, values: read };
}

function schemaOf({ name, type, maxLength = 2000, required }: Field, kind: RequestKind): z.ZodType {
	const error: TextKey = required ? (`error.${name === 'receivedOn' ? 'date' : name}` as TextKey) : 'error.choice';
	if (type === 'date') {
		return required ? z.iso.date({ error: 'error.date' }) : emptyAsAbsent(z.iso.date({ error: 'error.date' }).optional());
	}
	if (type === 'choice' || type === 'choices') {
		const option = z.enum(optionValuesOf(name, kind) as [string, ...string[]], { error });
		if (type === 'choices') {
			return emptyAsAbsent(z.array(option, { error }).optional());
		}
		return required ? option : emptyAsAbsent(option.optional());
	}
	const tidy = (text: string) => (type === 'line' ? text.replace(/\s+/g, ' ').trim() : text.trim());
	const words = z.string({ error }).transform(tidy);
	const bounded = z.string().max(maxLength, { error: 'error.too-long' });
	return required ? words.pipe(bounded.min(1, { error })) : emptyAsAbsent(words.pipe(bounded).optional());
}

/** A client sends a field that was cleared as an empty text. */
function emptyAsAbsent(schema: z.ZodType): z.ZodType {
	return z.preprocess((value) => (value === '' || value === null ? undefined : value), schema);
}

/** Each is looked up while the person waits; a paper that names more becomes several requests of one case. */
const MOST_ACCOUNTS = 25;

function checkFields({ say, desk }: Session, values: Values): Record<string, string> {
	const text = (name: string) => (typeof values[name] === 'string' ? values[name] : undefined);
	const today = formatDay(desk.clock());
	const errors: Record<string, string> = {};
	const mark = (name: string, wrong: boolean, key: TextKey) => {
		if (wrong) {
			errors[name] ??= say(key);
		}
	};
	const isAfter = (earlier: string, later: string) => (text(earlier) ?? '') > (text(later) ?? '9');
	mark('officialEmail', Boolean(text('officialEmail')) && !readOfficialEmail(text('officialEmail')).ok, 'error.email');
	mark('receivedOn', (text('receivedOn') ?? '') > today, 'error.date-future');
	mark('issuedOn', (text('issuedOn') ?? '') > today, 'error.date-future');
	mark('issuer', isProcess(text('process')) && !text('issuer'), 'error.issuer');
	// Everybody who knows of the case would learn of the letter.
	mark(
		'caseReference',
		text('process') === 'national-security-letter' && Boolean(text('caseReference')),
		'error.case-of-its-own',
	);
	mark('periodTo', isAfter('periodFrom', 'periodTo'), 'error.period');
	mark('orderEnd', isAfter('orderStart', 'orderEnd'), 'error.order-period');
	const accounts = splitAccounts(text('accounts'));
	mark('accounts', accounts.length > MOST_ACCOUNTS, 'error.too-many-accounts');
	for (const account of accounts.slice(0, MOST_ACCOUNTS)) {
		const named = readAccountName(account);
		if (!named.ok) {
			errors.accounts ??= sayRefusal(say, named);
		}
	}
	return errors;
}

function isProcess(process: string | undefined): boolean {
	return process !== undefined && process !== 'none' && process !== 'consent';
}

async function checkReferences({ say, desk }: Session, values: Values): Promise<Record<string, string>> {
	const errors: Record<string, string> = {};
	for (const name of ['caseReference', 'extendedReference']) {
		const typed = values[name];
		const found = typeof typed === 'string' ? await findCase(desk, typed) : undefined;
		if (found?.ok === false) {
			errors[name] = found.code === 'reference-missing' ? say('error.case-reference') : sayRefusal(say, found);
		}
	}
	return errors;
}

/** Of a national security letter only named people may know, and each of them has to be one of the legal team. */
async function checkNamedPeople({ desk, say }: Session, values: Values): Promise<Record<string, string>> {
	if (values.process !== 'national-security-letter') {
		return {};
	}
	const legal = [desk.config?.officerRole, desk.config?.approverRole];
	for (const name of splitAccounts(typeof values.namedPeople === 'string' ? values.namedPeople : '')) {
		const user = await desk.people.findByUsername(name.replace(/^@/, ''));
		if (!user?.roles?.some((role) => legal.includes(role))) {
			return { namedPeople: say('error.named-people', { name }) };
		}
	}
	return values.namedPeople ? {} : { namedPeople: say('error.named-people-needed') };
}

/** Several accounts are separated by commas, semicolons, spaces or lines. */
export function splitAccounts(text: string | undefined): string[] {
	return [...new Set((text ?? '').split(/[\s,;]+/).filter(Boolean))];
}
