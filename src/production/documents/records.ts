import { CLAUSES } from '../../policy/clauses';
import type { RecordCategory } from '../../policy/entitlement';
import type { ProductionFacts } from '../facts';
import type { Numbering } from '../numbering';
import type { Selection } from '../selectRecords';
import { renderFields } from './fieldLines';
import { renderHeader } from './header';
import { field, prose, quotation } from '../text/layout';

/** Kinds of which a snapshot holds few: they stand in files of their own, before the messages. */
export type FewKind = 'account' | 'membership' | 'exception';

/** What the files of records are made from. */
export interface RecordsContext {
	facts: ProductionFacts;
	granted: readonly RecordCategory[];
	/** Of this file. */
	records: readonly object[];
	/** Of the first of them among all of their kind, from 0. */
	first: number;
	numbering: Numbering;
	/** Where the exact data stand, below `data/`. */
	dataPath: string;
	/** `LE-2026-0001-P1-D0002` */
	documentId: string;
}

/** How the files of a kind are named, below `data/`. */
export const RECORD_FILES = {
	account: { stem: 'account', of: 'accounts', holds: 'the account' },
	membership: { stem: 'memberships', of: 'memberships', holds: 'the rooms that the account belonged to' },
	exception: { stem: 'exceptions', of: 'exceptions', holds: 'what could not be seen or copied' },
} as const satisfies Record<FewKind, { stem: string; of: keyof Selection; holds: string }>;

export function renderRecordFile(kind: FewKind, context: RecordsContext): string[] {
	return { account: renderAccount, membership: renderMemberships, exception: renderExceptions }[kind](context);
}

/** account.txt: the account as the server held it when it was copied. */
function renderAccount(context: RecordsContext): string[] {
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
function renderMemberships(context: RecordsContext): string[] {
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
function renderExceptions(context: RecordsContext): string[] {
	return [
		...renderHeader('EXCEPTIONS', context.documentId, context.facts),
		...prose`This file lists what could not be seen or copied when the snapshot was taken, one record for each, with the reason.
			Exceptions that concern records outside the legal process, or outside the rooms and the period to which the production is
			narrowed, are not listed. What the platform never shows is in
			not-held.txt.`,
		...renderRecords('exception', context),
	];
}

function renderRecords(kind: FewKind, { granted, records, first, numbering, dataPath }: RecordsContext): string[] {
	if (records.length === 0) {
		return prose`This production holds no such record.`;
	}
	return [
		...prose`Number of records in this file: ${records.length}.`,
		...records.flatMap((record, index) => [
			...field('Record', numbering[kind](first + index)),
			...field('Exact data', `data/${dataPath}, line ${index + 1}`),
			...renderFields(kind, record, granted),
			'',
		]),
		...prose`End of the records of this file.`,
	];
}
