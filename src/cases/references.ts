import type { ClaimStore, Clock, MakeId, ReferenceClaim } from './ports';

/**
 * How long a claimer at least waits before it looks who else has claimed: its patience. Two claims can only miss each other
 * when one of them took longer between looking and writing than the other waited. So a claimer that took longer than its own
 * patience gives its claim up and starts over with twice as much, and of two claims the one with less patience wins: the
 * other, which waits longer, has always seen it.
 */
export const SETTLE_MS = 120;

/** A store that takes longer than this to answer is not answering. */
const MAX_PATIENCE_MS = 3_840;

export interface ClaimTools {
	claims: ClaimStore;
	clock: Clock;
	makeId: MakeId;
	wait: (ms: number) => Promise<void>;
}

/**
 * Takes the next free reference of the year for a case: `LE-2026-0001`. The store has no unique index and no
 * compare-and-set, so a claim is written, left to settle, and read back; claims that see each other agree which of them wins.
 *
 * @returns the reference; it belongs to this case alone
 * @throws when no reference could be had in twenty attempts, which means that the store does not answer in time
 */
export async function claimReference(caseId: string, tools: ClaimTools): Promise<string> {
	let patienceMs = SETTLE_MS;
	for (let attempt = 0; attempt < 20; attempt++) {
		const outcome = await tryNextReference(caseId, patienceMs, tools);
		if (outcome !== 'too-slow' && outcome !== 'lost') {
			return outcome.reference;
		}
		patienceMs = outcome === 'too-slow' ? Math.min(patienceMs * 2, MAX_PATIENCE_MS) : patienceMs;
	}
	throw new Error('no case reference could be claimed');
}

/** Which of two claims on one reference counts: the one with less patience, of equals the one with the lower id. */
export function compareClaims(a: ReferenceClaim, b: ReferenceClaim): number {
	return a.patienceMs - b.patienceMs || (a.claimId < b.claimId ? -1 : 1);
}

async function tryNextReference(
	caseId: string,
	patienceMs: number,
	{ claims, clock, makeId, wait }: ClaimTools,
): Promise<ReferenceClaim | 'too-slow' | 'lost'> {
	const year = new Date(clock()).getUTCFullYear();
	const { number, lookedAt } = await findFree(year, { claims, clock });
	const reference = formatReference(year, number);
	const claim: ReferenceClaim = { reference, year, number, caseId, claimId: makeId(), patienceMs };
	await claims.add(claim);
	if (clock() - lookedAt >= patienceMs) {
		await claims.withdraw(claim);
		return 'too-slow';
	}
	await wait(patienceMs);
	const [winner] = (await claims.list(reference)).sort(compareClaims);
	if (winner?.claimId === claim.claimId) {
		return claim;
	}
	await claims.withdraw(claim);
	return 'lost';
}

/**
 * Finds a number that nobody has claimed, after one that is taken: in growing strides, then by halving, so that it costs
 * little however many cases others have opened since. A claim that was withdrawn may have left a gap, which is filled.
 *
 * @returns the number, and when it was asked for. Epoch ms
 */
async function findFree(year: number, { claims, clock }: Pick<ClaimTools, 'claims' | 'clock'>) {
	const look = async (number: number) => {
		const lookedAt = clock();
		const taken = await claims.list(formatReference(year, number));
		return { number, lookedAt, isFree: taken.length === 0 };
	};
	let below = await claims.findHighest(year);
	let free = await look(below + 1);
	for (let stride = 1; !free.isFree; stride *= 2) {
		below = free.number;
		free = await look(below + stride);
	}
	while (free.number > below + 1) {
		const middle = await look((below + free.number) >> 1);
		if (middle.isFree) {
			free = middle;
		} else {
			below = middle.number;
		}
	}
	return free;
}

export function formatReference(year: number, number: number): string {
	return `LE-${year}-${String(number).padStart(4, '0')}`;
}

/** Reads a reference as a person types it: any case, spaces around. */
export function parseReference(text: string): string | undefined {
	const match = /^LE-(\d{4})-(\d{4,})$/.exec(text.trim().toUpperCase());
	return match?.[0];
}
