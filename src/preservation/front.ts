import type { WalkCursor } from '../cases/events/capture';

/** What a walk needs to know of a message. */
export interface Dated {
	id: string;
	/** Epoch ms. */
	at: number;
}

/** One page of a room in the order of instants. Messages of one instant come in any order, which may differ from call to call. */
export type ReadPage<M> = (skip: number, limit: number) => Promise<M[]>;

/** The instant up to which all is done, and what is done of that very instant. */
export interface Front {
	isNew(message: Dated): boolean;
	/** Whether a page that begins with this message leaves nothing out. */
	hasPassed(first: Dated | undefined): boolean;
	pass(message: Dated): void;
	/** Everything of this instant is done. */
	close(at: number): void;
	/** How many messages of its instant are done. */
	count(): number;
	at(): number | undefined;
	describe(skip: number): WalkCursor;
}

export function createFront(start: WalkCursor): Front {
	let { at } = start;
	const ids = new Set(start.ids);
	return {
		isNew: (message) => at === undefined || message.at > at || (message.at === at && !ids.has(message.id)),
		hasPassed: (first) => first !== undefined && at !== undefined && first.at < at,
		pass(message) {
			if (message.at !== at) {
				ids.clear();
				({ at } = message);
			}
			ids.add(message.id);
		},
		close(instant) {
			at = instant + 1;
			ids.clear();
		},
		count: () => ids.size,
		at: () => at,
		describe: (skip) => ({ skip, ...(at === undefined ? {} : { at }), ids: [...ids] }),
	};
}
