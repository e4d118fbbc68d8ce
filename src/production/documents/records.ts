import { CLAUSES } from '../../policy/clauses';
import type { RecordCategory } from '../../policy/entitlement';
import { recordNumber, type ProductionFacts } from '../facts';
import type { ProducibleKind } from '../recordFields';
import type { Selection } from '../selectRecords';
import { renderFields } from './fieldLines';
import { renderHeader } from './header';
import { field, prose, quotation } from '../text/layout';

/** What the files of records are made from. */
export interface RecordsContext {
	facts: ProductionFacts;
	granted: readonly RecordCategory[];
	selection: Selection;
	/** `LE-2026-0001-P1-D0002` */
	documentId: string;
}

/** Where a kind of record is found, in the bag's `data/`. The order here is the order of the record numbers. */
export const RECORD_FILES = {
	account: { text: 'account.txt', data: 'records/account.ndjson', of: 'accounts' },
	membership: { text: 'memberships.txt', data: 'records/memberships.ndjson', of: 'memberships' },
	exception: { text: 'exceptions.txt', data: 'records/exceptions.ndjson', of: 'exceptions' },
} as const satisfies Record<ProducibleKind, { text: string; data: string; of: keyof Selection }>;

/** account.txt: the account as the server held it when it was copied. */
export function renderAccount(context: RecordsContext): string[] {
	return [
		...renderHeader('ACCOUNT', context.documentId, context.facts),
		...prose`This file shows the account as the server held it when it was copied. It describes an account, not a person: it does
			not show who used the account, nor that what the account says of its holder is true. The Guidelines for Law Enforcement
			say of such information:`,
		...quotation(CLAUSES['accuracy-not-guaranteed']),
		...renderRecords('account', context),
	];
}

/** memberships.txt: the rooms of the account. */
export function renderMemberships(context: RecordsContext): string[] {
	return [
		...renderHeader('ROOM MEMBERSHIPS', context.documentId, context.facts),
		...prose`This file shows the rooms that the account belonged to when they were copied, one record for each. Rooms that it had
			left before are not shown by the platform and are not here. The name of a room is given by its members and says
			nothing certain of its purpose. "Messages" is the server's own count for the whole
			room, of all its members.`,
		...renderRecords('membership', context),
	];
}

/** exceptions.txt: what could not be seen or copied. */
export function renderExceptions(context: RecordsContext): string[] {
	return [
		...renderHeader('EXCEPTIONS', context.documentId, context.facts),
		...prose`This file lists what could not be seen or copied when the snapshot was taken, one record for each, with the reason.
			Exceptions that concern records outside the legal process are not listed. What the platform never shows is in
			not-held.txt.`,
		...renderRecords('exception', context),
	];
}

function renderRecords(kind: ProducibleKind, { facts, granted, selection }: RecordsContext): string[] {
	const records: readonly object[] = selection[RECORD_FILES[kind].of];
	const position = countBefore(kind, selection);
	if (records.length === 0) {
		return prose`This production holds no such record.`;
	}
	return [
		...prose`Number of records in this file: ${records.length}.`,
		...records.flatMap((record, index) => [
			...field('Record', recordNumber(facts, position + index + 1)),
			...field('Exact data', `data/${RECORD_FILES[kind].data}, line ${index + 1}`),
			...renderFields(kind, record, granted),
			'',
		]),
		...prose`End of the records of this file.`,
	];
}

function countBefore(kind: ProducibleKind, selection: Selection): number {
	const kinds = Object.keys(RECORD_FILES) as ProducibleKind[];
	return kinds.slice(0, kinds.indexOf(kind)).reduce((sum, before) => sum + selection[RECORD_FILES[before].of].length, 0);
}
