import type { Person } from '../../cases/records';
import type { RecordCategory } from '../../policy/entitlement';
import { RECORD_FIELDS, type FieldRule, type ProducibleKind } from '../recordFields';
import { content, contentField, field, quotedField } from '../text/layout';

/** Stands where the snapshot holds nothing. Names stand in quotation marks or after an @, so that none can pass for this. */
const ABSENT = '(not in the snapshot)';

/**
 * All fields of a record that the process reaches, in the order of the table, absent ones included: that something is not
 * held is an answer too.
 */
export function renderFields(kind: ProducibleKind, record: object, granted: readonly RecordCategory[]): string[] {
	const values: Readonly<Record<string, unknown>> = { ...record };
	return (
		Object.entries<FieldRule>(RECORD_FIELDS[kind])
			.filter(([name, { category }]) => name !== 'kind' && (kind === 'exception' || granted.includes(category)))
			// Where an exception belongs is only said of messages and files.
			.filter(([name]) => kind !== 'exception' || values[name] !== undefined)
			.flatMap(([name, rule]) => renderValue(rule, values[name]))
	);
}

function renderValue({ label, style }: FieldRule, value: unknown): string[] {
	switch (typeof value) {
		case 'undefined':
			return field(label, ABSENT);
		case 'boolean':
			return field(label, value ? 'yes' : 'no');
		case 'string':
			if (style === 'block') {
				return contentField(label, value);
			}
			return style === 'quoted' ? quotedField(label, value) : field(label, value);
		case 'object':
			return Array.isArray(value)
				? renderList(label, value)
				: [...field(label, 'as JSON:'), ...content(JSON.stringify(value, null, 2))];
		default:
			return field(label, String(value));
	}
}

function renderList(label: string, members: readonly unknown[]): string[] {
	return members.length === 0 ? field(label, '(none)') : members.flatMap((member) => renderMember(label, member));
}

function renderMember(label: string, member: unknown): string[] {
	if (isPerson(member)) {
		return renderPerson(label, member);
	}
	if (isEmail(member)) {
		return [...field(label, member.address), ...field('- verified', member.verified ? 'yes' : 'no')];
	}
	return field(label, String(member));
}

/** An account by username, display name and id, on lines of their own so that none can pass for another. */
export function renderPerson(label: string, { id, username, name }: Person): string[] {
	return [
		...field(label, username === undefined ? ABSENT : `@${username}`),
		...(name === undefined ? field('- name', ABSENT) : quotedField('- name', name)),
		...field('- user id', id),
	];
}

function isPerson(value: unknown): value is Person {
	return typeof value === 'object' && value !== null && 'id' in value;
}

function isEmail(value: unknown): value is { address: string; verified: boolean } {
	return typeof value === 'object' && value !== null && 'address' in value;
}
