import * as z from 'zod/v4';

import { canonicalise } from '../evidence';
import type { Pseudonymise } from './pseudonyms';
import { isProducibleKind, RECORD_FIELDS, type FieldRule, type ProducibleKind } from './recordFields';
import { isInScope, WHOLE_SCOPE, type ResolvedScope } from './scope';
import type { UnknownRecord } from './source';
import type { RecordCategory } from '../policy/entitlement';
import { findRecordCategory } from '../policy/recordCategories';
import { accept, refuse, type Result } from '../policy/refusal';

/** What may leave, and whose it must be. */
export interface Grant {
	/** `decideEntitlement(…).produced`: entitled and requested. */
	readonly produced: readonly RecordCategory[];
	/** The account that the process names. */
	readonly userId: string;
	/** What the process is narrowed to; without it nothing is. */
	readonly scope?: ResolvedScope;
	/** Applied to all that passes. */
	readonly pseudonymise?: Pseudonymise;
}

export interface WithheldRecords {
	/** A kind that is known here, or `unknown`. */
	kind: ProducibleKind | 'unknown';
	/** `field-outside-grant` and `unknown-field` count records that were produced without some field. */
	reason: 'outside-grant' | 'outside-scope' | 'unknown-kind' | 'field-outside-grant' | 'unknown-field';
	records: number;
}

export type GateRefusal = 'other-account' | 'unreadable-record';

/** The disclosure gate, at the place where records are read: record by record and field by field. */
export interface Gate {
	/**
	 * @returns the record with only what the grant covers, or undefined: it does not leave.
	 * Refusals: `other-account` (the snapshot is not of the account that the process names), `unreadable-record` (params.kind:
	 * a known kind of record without the form it must have; nothing may be lost, so nothing is produced).
	 */
	pass(record: UnknownRecord): Result<UnknownRecord | undefined, GateRefusal>;
	/** How many records were held back so far, for the desk: how many there are is itself a fact outside the entitlement. */
	listWithheld(): WithheldRecords[];
}

/** Deny by default: unknown kinds and unknown fields are in no grant. */
export function createGate(grant: Grant): Gate {
	const { produced, userId, scope = WHOLE_SCOPE, pseudonymise = (record) => record } = grant;
	const counts = new Map<string, WithheldRecords>();
	const withhold = (kind: WithheldRecords['kind'], reason: WithheldRecords['reason']): undefined => {
		const entry = counts.get(`${kind} ${reason}`) ?? { kind, reason, records: 0 };
		entry.records += 1;
		counts.set(`${kind} ${reason}`, entry);
	};
	const shapes = new Map<ProducibleKind, Shape>();
	const findShape = (kind: ProducibleKind): Shape => {
		const shape = shapes.get(kind) ?? createShape(kind, produced);
		shapes.set(kind, shape);
		return shape;
	};
	return {
		pass(record) {
			if (record.kind === 'account' && record.id !== userId) {
				return refuse('other-account');
			}
			const { kind } = record;
			const category = findCategory(record);
			if (!isProducibleKind(kind) || category === undefined) {
				return accept(withhold('unknown', 'unknown-kind'));
			}
			if (!produced.includes(category)) {
				return accept(withhold(kind, 'outside-grant'));
			}
			if (!isInScope(record, scope)) {
				return accept(withhold(kind, 'outside-scope'));
			}
			const projected = projectRecord(findShape(kind), record);
			if (!projected) {
				return refuse('unreadable-record', { kind });
			}
			projected.left.forEach((reason) => withhold(kind, reason));
			return accept(pseudonymise(projected.record));
		},
		listWithheld: () =>
			[...counts.values()]
				.map((entry) => ({ ...entry }))
				.sort((left, right) => (`${left.kind} ${left.reason}` < `${right.kind} ${right.reason}` ? -1 : 1)),
	};
}

/** An exception about one field of an account belongs to the category of that field. */
function findCategory(record: UnknownRecord): RecordCategory | undefined {
	const what = typeof record.what === 'string' ? record.what : undefined;
	if (record.kind === 'exception' && what === 'account field') {
		return findField('account', String(record.where))?.category ?? 'content';
	}
	return findRecordCategory({ kind: record.kind, what });
}

/** Which fields of a kind a grant reaches, and how they must look. Made once a production, not once a record. */
interface Shape {
	known: ReadonlySet<string>;
	granted: ReadonlySet<string>;
	schema: z.ZodType<Record<string, unknown>>;
}

function createShape(kind: ProducibleKind, produced: readonly RecordCategory[]): Shape {
	const rules = Object.entries<FieldRule>(RECORD_FIELDS[kind]);
	const granted = rules.filter(([, { category }]) => kind === 'exception' || produced.includes(category));
	return {
		known: new Set(rules.map(([name]) => name)),
		granted: new Set(granted.map(([name]) => name)),
		schema: z.object(Object.fromEntries(granted.map(([name, { schema }]) => [name, schema]))),
	};
}

/** The record with only the fields that are known and granted, and only their known parts; undefined if it is malformed. */
function projectRecord(
	{ known, granted, schema }: Shape,
	record: UnknownRecord,
): { record: UnknownRecord; left: ('field-outside-grant' | 'unknown-field')[] } | undefined {
	const present = Object.entries(record).filter(([, value]) => value !== undefined && value !== null);
	const recognised = present.filter(([name]) => known.has(name));
	const kept = Object.fromEntries(recognised.filter(([name]) => granted.has(name)));
	const parsed = schema.safeParse(kept);
	if (!parsed.success) {
		return undefined;
	}
	const hasUnknownParts = recognised.length < present.length || canonicalise(parsed.data) !== canonicalise(kept);
	return {
		record: parsed.data as UnknownRecord,
		left: [
			...(Object.keys(kept).length < recognised.length ? ['field-outside-grant' as const] : []),
			...(hasUnknownParts ? ['unknown-field' as const] : []),
		],
	};
}

function findField(kind: ProducibleKind, name: string): FieldRule | undefined {
	const rules: Readonly<Record<string, FieldRule>> = RECORD_FIELDS[kind];
	return Object.hasOwn(rules, name) ? rules[name] : undefined;
}
