import { addDays } from 'date-fns';

import type { DueKind } from './dueItem';
import { isOverdue, listDueLines, type DueLine } from './dueLines';
import type { CaseSummary } from './ports';
import { sha256Hex } from '../evidence';
import { UTC } from '../policy/instants';

/** What falls due within this time is counted in the digest. */
export const DIGEST_DAYS = 7;

/** What the legal channel learns once a day. */
export interface Digest {
	openCases: number;
	overdue: DueLine[];
	/** Due within `DIGEST_DAYS`, nearest first. */
	soon: DueLine[];
	/** How many of the overdue and the coming there are, by kind. */
	counts: Partial<Record<DueKind, number>>;
	heads: { reference: string; head: string }[];
	/** SHA-256 of the lines `reference head`, each ended by a line feed. */
	headsSha256: string;
}

/**
 * The digest of a day, or undefined when nothing is due and there is no other news. Cases that somebody in the channel may not know of are left out,
 * also of the counts.
 *
 * @param readerIds user ids of everybody who reads the channel
 * @param hasNews whether there is something to tell beside what is due: a change of the desk's keys
 */
export function makeDigest(
	openCases: readonly CaseSummary[],
	readerIds: readonly string[],
	now: number,
	hasNews = false,
): Digest | undefined {
	const readers = new Set(readerIds);
	const told = openCases.filter(
		({ restrictedTo, subjects }) => restrictedTo === undefined && !subjects.some(({ userId }) => readers.has(userId)),
	);
	const lines = listDueLines(told, { userId: '', isApprover: true }, 'all', now);
	const overdue = lines.filter(({ item }) => isOverdue(item, now));
	const soon = lines.filter(({ item }) => !isOverdue(item, now) && isOverdue(item, addDays(now, DIGEST_DAYS, UTC).getTime()));
	if (overdue.length + soon.length === 0 && !hasNews) {
		return undefined;
	}
	const counts: Digest['counts'] = {};
	for (const { item } of [...overdue, ...soon]) {
		counts[item.kind] = (counts[item.kind] ?? 0) + 1;
	}
	const heads = told
		.flatMap(({ reference, head }) => (head === undefined ? [] : [{ reference, head }]))
		.sort((a, b) => a.reference.localeCompare(b.reference));
	return { openCases: told.length, overdue, soon, counts, heads, headsSha256: sha256Hex(writeHeads(heads)) };
}

/** The ledger heads of open cases as a text file: whoever keeps it can show later that a ledger was rewritten. */
export function writeHeads(heads: Digest['heads']): string {
	return heads.map(({ reference, head }) => `${reference} ${head}\n`).join('');
}
