import type { Records } from './records';
import { maySeeCase } from '../cases/access';
import type { CaseIndex, CaseSummary, ClaimStore, ReferenceClaim } from '../cases/ports';
import { compareClaims } from '../cases/references';

const LISTS = { open: 'cases:open', closed: 'cases:closed' } as const;

export function createCaseIndex(records: Records): CaseIndex {
	return {
		async list(which) {
			return newestOfEach(await records.list<CaseSummary>(LISTS[which]));
		},
		async find(reference) {
			const claims = await records.list<ReferenceClaim>(nameReference(reference));
			const [winner] = (claims.length > 0 ? claims : await findOldClaims(records, reference)).sort(compareClaims);
			return winner && { caseId: winner.caseId };
		},
		has: async (caseId) => (await records.list(`summary:${caseId}`)).length > 0,
		async put(summary) {
			const [now, before] = summary.open ? [LISTS.open, LISTS.closed] : [LISTS.closed, LISTS.open];
			await records.replace([now, `summary:${summary.caseId}`], summary);
			await records.remove(before, `summary:${summary.caseId}`);
		},
	};
}

/** The index as one person may see it: cases that are kept from them are not in its lists. */
export function limitIndex(index: CaseIndex, viewerId: string): CaseIndex {
	return {
		...index,
		list: async (which) => (await index.list(which)).filter((summary) => maySeeCase(summary, viewerId)),
	};
}

/** @param highest by year, the highest number that this process has seen claimed; lives as long as the process */
export function createClaimStore(records: Records, highest: Map<number, number>): ClaimStore {
	const see = (year: number, number: number) => highest.set(year, Math.max(number, highest.get(year) ?? 0));
	const listYear = (year: number) => records.list<ReferenceClaim>(nameClaims(year));
	return {
		list: (reference) => records.list<ReferenceClaim>(nameReference(reference)),
		listYear,
		async findHighest(year) {
			if (!highest.has(year)) {
				// Once in a process's life the whole year is read: claims of an older version can be found in no other way.
				see(
					year,
					(await listYear(year)).reduce((most, { number }) => Math.max(most, number), 0),
				);
			}
			return highest.get(year) ?? 0;
		},
		async add(claim) {
			// The one before it is taken; this one may yet be withdrawn, and should then leave no gap.
			see(claim.year, claim.number - 1);
			await records.add([nameClaims(claim.year), nameReference(claim.reference), nameClaim(claim)], claim);
		},
		async withdraw(claim) {
			await records.remove(nameClaim(claim));
		},
	};
}

/** Version 0.1 before its release wrote claims under their year alone. */
async function findOldClaims(records: Records, reference: string): Promise<ReferenceClaim[]> {
	const claims = await records.list<ReferenceClaim>(nameClaims(Number(reference.slice(3, 7))));
	return claims.filter((claim) => claim.reference === reference);
}

function nameClaims(year: number): string {
	return `claims:${year}`;
}

function nameReference(reference: string): string {
	return `reference:${reference}`;
}

function nameClaim({ claimId }: ReferenceClaim): string {
	return `claim:${claimId}`;
}

/** Two instances at once may leave two records of one summary: the one that has seen more events is the newer. */
function newestOfEach(summaries: CaseSummary[]): CaseSummary[] {
	const newest = new Map<string, CaseSummary>();
	for (const summary of summaries) {
		const known = newest.get(summary.caseId);
		if (!known || known.eventCount < summary.eventCount) {
			newest.set(summary.caseId, summary);
		}
	}
	return [...newest.values()];
}
