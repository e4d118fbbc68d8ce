import { createFront, type Dated, type ReadPage } from './front';
import { settleInstant, type Unsettled } from './settleInstant';
import type { WalkCursor } from '../cases/events/capture';
import type { Clock } from '../cases/ports';

/** The platform gives no more at a time. */
export const PAGE_SIZE = 100;

/**
 * A page that came late may still be dealt with for so long. Deep in a room a page can take longer to come than a step may
 * last; if each step stopped after its first message, every message would cost such a page.
 */
const PAGE_MS = 1_000;

export interface WalkInput<M> {
	readPage: ReadPage<M>;
	pageSize?: number;
	/** Epoch ms; messages from this instant on. */
	from?: number;
	/** Epoch ms; messages before this instant. */
	until: number;
	/** Where the walk before stopped. */
	cursor?: WalkCursor;
	/** Called once for each message; what it throws ends the walk. */
	visit(message: M): Promise<void>;
	/** False stops the walk: at the end of a page, or after a message once the page has had its second. */
	mayGoOn(): boolean;
	/** Without it a page has no second, and the walk may stop after any message. */
	clock?: Clock;
}

export interface WalkEnd {
	cursor: WalkCursor;
	isDone: boolean;
	/** How many messages of the period stood in the room when its end was reached. */
	countedAtEnd: number;
	/** Whether the last page held a message: then the room still existed when its end was reached. */
	sawMessage: boolean;
	/** Instants with so many messages, in so unsteady an order, that some of them may not have been seen. */
	unsettled: Unsettled[];
}

/**
 * Visits every message of a room once, while others write, delete and prune in it. The platform pages by position alone,
 * and positions move; so a position is only where to look. What counts is the instant up to which all is done: a page is
 * used only if it begins before that instant (else something before it was deleted, and the walk steps back), and then
 * nothing between the two can have been jumped over. Each page overlaps the one before by the messages of its last instant.
 * The next page is asked for while this one is dealt with.
 *
 * @returns where it stopped; to be continued with that cursor
 */
export async function walkMessages<M extends Dated>(input: WalkInput<M>): Promise<WalkEnd> {
	const { readPage, pageSize = PAGE_SIZE, from, until, visit, mayGoOn } = input;
	const start = input.cursor ?? { skip: await findPosition(readPage, from), at: from, ids: [] };
	let { skip } = start;
	const front = createFront(start);
	const unsettled: Unsettled[] = [];
	const createPatience = (): (() => boolean) => {
		const since = input.clock?.();
		return () => mayGoOn() || (since !== undefined && (input.clock?.() ?? since) - since < PAGE_MS);
	};
	let sawMessage = false;
	const stop = async (isDone: boolean, endsAt = 0): Promise<WalkEnd> => ({
		...{ cursor: front.describe(skip), isDone, sawMessage, unsettled },
		countedAtEnd: isDone ? Math.max(0, endsAt - (await countBeforePeriod(input))) : 0,
	});
	let ahead: Promise<M[]> | undefined;
	for (let stride = pageSize; ; ) {
		const page = await (ahead ?? readPage(skip, pageSize));
		ahead = undefined;
		sawMessage = page.length > 0;
		if (skip > 0 && !front.hasPassed(page[0])) {
			skip = Math.max(0, skip - stride);
			stride *= 2;
			continue;
		}
		stride = pageSize;
		const end = page.findIndex(({ at }) => at >= until);
		const isLast = end >= 0 || page.length < pageSize;
		const next = findNext(page, skip);
		const mayFinishPage = createPatience();
		if (!isLast && next > skip && mayGoOn()) {
			ahead = readAhead(readPage(next, pageSize));
		}
		for (const message of page) {
			if (message.at < until && front.isNew(message)) {
				await visit(message);
				front.pass(message);
				if (!mayFinishPage()) {
					return stop(false);
				}
			}
		}
		if (isLast) {
			return stop(true, skip + (end >= 0 ? end : page.length));
		}
		if (next > skip) {
			skip = next;
			if (!mayGoOn()) {
				return stop(false);
			}
			continue;
		}
		const settled = await settleInstant({ readPage, pageSize, skip, front, visit, mayGoOn: mayFinishPage });
		if (settled.unsettled) {
			unsettled.push(settled.unsettled);
		}
		skip = settled.skip;
		if (!settled.isDone) {
			return stop(false);
		}
	}
}

/** A page on its way while the one before is being dealt with. Where it is not needed after all, its failure is nobody's. */
function readAhead<M>(page: Promise<M[]>): Promise<M[]> {
	page.catch(() => undefined);
	return page;
}

/** The next page begins with the last message before the instant at which this one ends. */
function findNext(page: readonly Dated[], skip: number): number {
	const last = page.at(-1)?.at ?? 0;
	return skip + page.findIndex(({ at }) => at === last) - 1;
}

function countBeforePeriod<M extends Dated>({ readPage, from }: WalkInput<M>): Promise<number> | number {
	return from === undefined ? 0 : countBefore(readPage, from);
}

/** The place of the last message before an instant: 0 where there is none. */
async function findPosition<M extends Dated>(readPage: ReadPage<M>, from: number | undefined): Promise<number> {
	return from === undefined ? 0 : Math.max(0, (await countBefore(readPage, from)) - 1);
}

/** How many messages lie before an instant: by halving, since the platform has no filter by date. */
async function countBefore<M extends Dated>(readPage: ReadPage<M>, from: number): Promise<number> {
	const liesBefore = async (position: number): Promise<boolean> => {
		const [message] = await readPage(position, 1);
		return message !== undefined && message.at < from;
	};
	let low = 0;
	let high = 1;
	while (await liesBefore(high - 1)) {
		low = high;
		high *= 2;
	}
	// All before `low` lie before the instant; the one at `high - 1` does not.
	while (low < high - 1) {
		const middle = (low + high) >> 1;
		if (await liesBefore(middle - 1)) {
			low = middle;
		} else {
			high = middle;
		}
	}
	return low;
}
