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
			const year = Number(reference.slice(3, 7));
			const claims = (await records.list<ReferenceClaim>(nameClaims(year))).filter((claim) => claim.reference === reference);
			const [winner] = claims.sort(compareClaims);
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

export function createClaimStore(records: Records): ClaimStore {
	return {
		list: (year) => records.list<ReferenceClaim>(nameClaims(year)),
		add: (claim) => records.add([nameClaims(claim.year), `claim:${claim.claimId}`], claim),
		async withdraw(claim) {
			await records.remove(`claim:${claim.claimId}`);
		},
	};
}

function nameClaims(year: number): string {
	return `claims:${year}`;
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
