import * as z from 'zod/v4';

import type { AccountRecord, ExceptionRecord, MembershipRecord } from '../cases/records';
import { canonicalise } from '../evidence';
import { isProducibleKind, RECORD_FIELDS, type FieldRule, type ProducibleKind } from './recordFields';
import type { RecordCategory } from '../policy/entitlement';
import { findRecordCategory } from '../policy/recordCategories';
import { accept, refuse, type Result } from '../policy/refusal';

/** What may leave, and whose it must be. */
export interface Grant {
	/** `decideEntitlement(…).produced`: entitled and requested. */
	readonly produced: readonly RecordCategory[];
	/** The account that the process names. */
	readonly userId: string;
}

/** A record as it lies in a snapshot: whatever was written there, perhaps by a later version of the app. */
export interface UnknownRecord {
	readonly kind: string;
	readonly [field: string]: unknown;
}

/** An account record without the fields that the process does not reach. */
export type ProducedAccount = Partial<AccountRecord> & Pick<AccountRecord, 'kind' | 'capturedAt' | 'id' | 'username'>;

export interface Selection {
	accounts: ProducedAccount[];
	memberships: MembershipRecord[];
	exceptions: ExceptionRecord[];
	/** For the desk, not for the package: how many records of a kind there are is itself a fact outside the entitlement. */
	withheld: WithheldRecords[];
}

export interface WithheldRecords {
	/** A kind that is known here, or `unknown`. */
	kind: ProducibleKind | 'unknown';
	/** `field-outside-grant` and `unknown-field` count records that were produced without some field. */
	reason: 'outside-grant' | 'unknown-kind' | 'field-outside-grant' | 'unknown-field';
	records: number;
}

/**
 * The disclosure gate, at the place where records are read: keeps what the grant covers, record by record and field by
 * field, and drops everything else. Deny by default: unknown kinds and unknown fields are not in any grant.
 *
 * @returns the records in an order of their own, whatever order they come in, and how many of which kind were held back
 * Refusals: `other-account` (the snapshot is not of the account that the process names), `unreadable-record` (params.kind:
 * a known kind of record without the form it must have; nothing may be lost, so nothing is produced).
 */
export function selectRecords(
	records: Iterable<UnknownRecord>,
	grant: Grant,
): Result<Selection, 'other-account' | 'unreadable-record'> {
	const counter = createCounter();
	const selected: Record<ProducibleKind, UnknownRecord[]> = { account: [], membership: [], exception: [] };
	for (const record of records) {
		if (record.kind === 'account' && record.id !== grant.userId) {
			return refuse('other-account');
		}
		const { kind } = record;
		const category = findCategory(record);
		if (!isProducibleKind(kind) || category === undefined) {
			counter.add('unknown', 'unknown-kind');
		} else if (!grant.produced.includes(category)) {
			counter.add(kind, 'outside-grant');
		} else {
			const projected = projectRecord(kind, record, grant.produced, counter);
			if (!projected) {
				return refuse('unreadable-record', { kind });
			}
			selected[kind].push(projected);
		}
	}
	return accept({
		accounts: sortBy(selected.account, 'id') as unknown as ProducedAccount[],
		memberships: sortBy(selected.membership, 'roomKind', 'name', 'roomId') as unknown as MembershipRecord[],
		exceptions: sortBy(selected.exception, 'what', 'where', 'code', 'at') as unknown as ExceptionRecord[],
		withheld: counter.list(),
	});
}

/** An exception about one field of an account belongs to the category of that field. */
function findCategory(record: UnknownRecord): RecordCategory | undefined {
	const what = typeof record.what === 'string' ? record.what : undefined;
	if (record.kind === 'exception' && what === 'account field') {
		return findField('account', String(record.where))?.category ?? 'content';
	}
	return findRecordCategory({ kind: record.kind, what });
}

/** The record with only the fields that are known and granted, and only their known parts; undefined if it is malformed. */
function projectRecord(
	kind: ProducibleKind,
	record: UnknownRecord,
	granted: readonly RecordCategory[],
	counter: Counter,
): UnknownRecord | undefined {
	const present = Object.entries(record).filter(([, value]) => value !== undefined && value !== null);
	const known = present.filter(([name]) => findField(kind, name) !== undefined);
	const isGranted = ([name]: [string, unknown]) =>
		kind === 'exception' || granted.includes(findField(kind, name)?.category ?? 'content');
	const kept = known.filter(isGranted);
	counter.add(kind, 'field-outside-grant', kept.length < known.length);
	const shape = Object.entries<FieldRule>(RECORD_FIELDS[kind])
		.filter(([name]) => isGranted([name, undefined]))
		.map(([name, { schema }]) => [name, schema] as const);
	const parsed = z.object(Object.fromEntries(shape)).safeParse(Object.fromEntries(kept));
	if (!parsed.success) {
		return undefined;
	}
	const hasUnknownParts = canonicalise(parsed.data) !== canonicalise(Object.fromEntries(kept));
	counter.add(kind, 'unknown-field', known.length < present.length || hasUnknownParts);
	return parsed.data as UnknownRecord;
}

function findField(kind: ProducibleKind, name: string): FieldRule | undefined {
	const rules: Readonly<Record<string, FieldRule>> = RECORD_FIELDS[kind];
	return Object.hasOwn(rules, name) ? rules[name] : undefined;
}

/** By the named fields in turn, then by all that a record holds: equal records in any order give one output. */
function sortBy(records: readonly UnknownRecord[], ...fields: string[]): UnknownRecord[] {
	return records
		.map((record) => ({ record, key: [...fields.map((name) => canonicalise(record[name] ?? '')), canonicalise(record)] }))
		.sort((left, right) => compareKeys(left.key, right.key))
		.map(({ record }) => record);
}

function compareKeys(left: readonly string[], right: readonly string[]): number {
	const at = left.findIndex((part, index) => part !== right[index]);
	if (at < 0) {
		return 0;
	}
	return (left[at] ?? '') < (right[at] ?? '') ? -1 : 1;
}

interface Counter {
	add(kind: WithheldRecords['kind'], reason: WithheldRecords['reason'], happened?: boolean): void;
	list(): WithheldRecords[];
}

function createCounter(): Counter {
	const counts: WithheldRecords[] = [];
	return {
		add(kind, reason, happened = true) {
			if (!happened) {
				return;
			}
			const entry = counts.find((known) => known.kind === kind && known.reason === reason);
			if (entry) {
				entry.records += 1;
			} else {
				counts.push({ kind, reason, records: 1 });
			}
		},
		list: () => counts.sort((left, right) => (`${left.kind} ${left.reason}` < `${right.kind} ${right.reason}` ? -1 : 1)),
	};
}
