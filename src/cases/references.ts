import type { ClaimStore, Clock, MakeId, ReferenceClaim } from './ports';

/**
 * How long a claimer waits before it looks who else has claimed. Two claims can only miss each other when one of them took
 * longer than this between looking and writing; a claimer that was that slow gives its claim up and starts over.
 */
export const SETTLE_MS = 120;

export interface ClaimTools {
	claims: ClaimStore;
	clock: Clock;
	makeId: MakeId;
	wait: (ms: number) => Promise<void>;
}

/**
 * Takes the next free reference of the year for a case: `LE-2026-0001`. The store has no unique index and no
 * compare-and-set, so a claim is written, left to settle, and read back; of claims that see each other the lowest id wins.
 *
 * @returns the reference; it belongs to this case alone
 * @throws when no reference could be had in twenty attempts, which means that the store does not answer in time
 */
export async function claimReference(caseId: string, tools: ClaimTools): Promise<string> {
	for (let attempt = 0; attempt < 20; attempt++) {
		const won = await tryNextReference(caseId, tools);
		if (won) {
			return won;
		}
	}
	throw new Error('no case reference could be claimed');
}

async function tryNextReference(caseId: string, { claims, clock, makeId, wait }: ClaimTools): Promise<string | undefined> {
	const lookedAt = clock();
	const year = new Date(lookedAt).getUTCFullYear();
	const taken = await claims.list(year);
	const number = taken.reduce((highest, claim) => Math.max(highest, claim.number), 0) + 1;
	const claim: ReferenceClaim = { reference: formatReference(year, number), year, number, caseId, claimId: makeId() };
	await claims.add(claim);
	if (clock() - lookedAt >= SETTLE_MS) {
		await claims.withdraw(claim);
		return undefined;
	}
	await wait(SETTLE_MS);
	const rivals = (await claims.list(year)).filter((other) => other.number === number);
	const winner = rivals.reduce((lowest, other) => (other.claimId < lowest.claimId ? other : lowest), claim);
	if (winner.claimId === claim.claimId) {
		return claim.reference;
	}
	await claims.withdraw(claim);
	return undefined;
}

export function formatReference(year: number, number: number): string {
	return `LE-${year}-${String(number).padStart(4, '0')}`;
}

/** Reads a reference as a person types it: any case, spaces around. */
export function parseReference(text: string): string | undefined {
	const match = /^LE-(\d{4})-(\d{4,})$/.exec(text.trim().toUpperCase());
	return match?.[0];
}
