import type { Dated, Front, ReadPage } from './front';

/** How often a page is read anew before its instant is given up, and how many readings that bring nothing new are believed. */
const MAX_PASSES = 60;
const QUIET_PASSES = 10;

/** Messages of one instant, not all of which may have been seen. */
export interface Unsettled {
	at: number;
	seen: number;
	standing: number;
}

export interface Settled {
	skip: number;
	isDone: boolean;
	unsettled?: Unsettled;
}

interface SettleInput<M> {
	readPage: ReadPage<M>;
	pageSize: number;
	/** A position at or near the beginning of the instant. */
	skip: number;
	front: Front;
	visit(message: M): Promise<void>;
	mayGoOn(): boolean;
}

/**
 * Visits the messages of one instant that fill a page and more (an import writes thousands in one millisecond). Among them
 * the platform's order means nothing and may change from call to call. They are read from first to last again and again,
 * until a reading brings nothing new and either is the same as the one before, message by message, with no message twice,
 * or is the tenth in a row.
 */
export async function settleInstant<M extends Dated>(input: SettleInput<M>): Promise<Settled> {
	const { front } = input;
	const at = front.at() ?? 0;
	let quiet = 0;
	let before: string[] = [];
	let { skip } = input;
	let standing = 0;
	for (let pass = 0; pass < MAX_PASSES; pass++) {
		skip = await findRun(input, skip, at);
		const reading = await readRun(input, skip, at);
		standing = reading.places;
		if (!reading.isWhole) {
			return { skip, isDone: false };
		}
		quiet = reading.found === 0 ? quiet + 1 : 0;
		const isSettled = reading.found === 0 && isSameOrder(before, reading.order) && new Set(reading.order).size === standing;
		before = reading.order;
		if (isSettled || (quiet >= QUIET_PASSES && front.count() >= standing)) {
			front.close(at);
			return { skip: Math.max(0, reading.endsAt - 1), isDone: true };
		}
	}
	const seen = front.count();
	front.close(at);
	return { skip, isDone: true, unsettled: { at, seen, standing } };
}

/** The place just before the first message of the instant, or 0. */
async function findRun<M extends Dated>({ readPage, pageSize }: SettleInput<M>, near: number, at: number): Promise<number> {
	let skip = near;
	let stride = pageSize;
	for (;;) {
		const page = await readPage(skip, pageSize);
		const first = page.findIndex((message) => message.at >= at);
		if (first > 0 || skip === 0) {
			return first > 0 ? skip + first - 1 : skip;
		}
		if (first < 0 && page.length === pageSize) {
			skip += pageSize - 1;
			continue;
		}
		if (first < 0 && page.length > 0) {
			return skip;
		}
		skip = Math.max(0, skip - stride);
		stride *= 2;
	}
}

/** Reads an instant from first to last once. */
async function readRun<M extends Dated>({ readPage, pageSize, front, visit, mayGoOn }: SettleInput<M>, skip: number, at: number) {
	const order: string[] = [];
	let found = 0;
	let beginsAt: number | undefined;
	for (let position = skip; ; position += pageSize) {
		const page = await readPage(position, pageSize);
		const first = page.findIndex((message) => message.at === at);
		beginsAt ??= first < 0 ? undefined : position + first;
		for (const message of page.filter((candidate) => candidate.at === at)) {
			order.push(message.id);
			if (front.isNew(message)) {
				found += 1;
				await visit(message);
				front.pass(message);
				if (!mayGoOn()) {
					return { isWhole: false, found, order, places: 0, endsAt: position };
				}
			}
		}
		const end = page.findIndex((message) => message.at > at);
		if (end >= 0 || page.length < pageSize) {
			const endsAt = position + (end >= 0 ? end : page.length);
			return { isWhole: true, found, order, places: endsAt - (beginsAt ?? endsAt), endsAt };
		}
	}
}

function isSameOrder(one: readonly string[], other: readonly string[]): boolean {
	return one.length === other.length && one.every((id, index) => id === other[index]);
}
