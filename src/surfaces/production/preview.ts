import { appendEvents, type OpenCase } from '../../cases/caseFile';
import type { HoldState } from '../../cases/state';
import type { Session } from '../session';
import type { Say } from '../texts';

/**
 * How many records of each category a snapshot holds, by what the ledger says of its sealed pieces: nothing is opened for
 * it. How many of them a narrowing leaves in is seen only when they are opened.
 */
export function countHeld({ chunks }: HoldState): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const { content, records } of chunks) {
		counts[content] = (counts[content] ?? 0) + records;
	}
	return counts;
}

/** The same in words, in the order of the categories. */
export function sayCounts(say: Say, hold: HoldState): [string, string][] {
	const { account = 0, membership = 0, message = 0, exception = 0 } = countHeld(hold);
	const files = hold.counts?.files ?? 0;
	return [
		[say('category.account'), say('preview.account', { accounts: account })],
		[say('category.non-content'), say('preview.non-content', { rooms: membership, messages: message })],
		[say('category.content'), say('preview.content', { messages: message, files })],
		[say('preview.exceptions-label'), say('preview.exceptions', { exceptions: exception })],
	];
}

/** Puts into the ledger that somebody was shown how much there is. */
export async function recordPreview(
	{ desk, actor }: Session,
	caseFile: OpenCase,
	hold: HoldState,
	productionId: string | undefined,
): Promise<void> {
	const body = { holdId: hold.holdId, ...(productionId ? { productionId } : {}), counts: countHeld(hold) };
	await appendEvents(caseFile, [{ type: 'production.previewed', body }], actor, desk);
}
