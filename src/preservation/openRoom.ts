import type { ReadPage } from './front';
import type { ReadMessage, RoomFacts, Workspace } from './ports';
import { decideMessageScope } from './scope';
import { PAGE_SIZE } from './walk';
import type { CaptureScope } from '../cases/events/capture';

/** The workspace refused twice to show a room or its messages. */
export class UnreadableRoom extends Error {}

/** A room as it was found; undefined facts say that there is none. Its first page may be on its way. */
export interface OpenedRoom {
	facts?: RoomFacts;
	readPage: ReadPage<ReadMessage>;
}

/**
 * Looks at a room, and asks for its first page where that is where the copying of it will begin.
 *
 * @param place the room's place in the order of rooms
 * @param isBegun when a step before this one has begun with the room
 * @throws UnreadableRoom
 */
export async function openRoom(
	roomId: string,
	{ scope, place, isBegun }: { scope: CaptureScope; place: string; isBegun: boolean },
	{ workspace, pageSize = PAGE_SIZE }: { workspace: Workspace; pageSize?: number },
): Promise<OpenedRoom> {
	const facts = await askTwice(() => workspace.readRoom(roomId));
	const readPage: ReadPage<ReadMessage> = (skip, limit) => askTwice(() => workspace.readMessages(roomId, skip, limit));
	if (!facts || isBegun || scope.from !== undefined || decideMessageScope(scope, { roomId, place }, facts.roomKind) === 'none') {
		return { facts, readPage };
	}
	let first: Promise<ReadMessage[]> | undefined = readPage(0, pageSize);
	// Where the page is not needed after all, its failure is nobody's.
	first.catch(() => undefined);
	return {
		facts,
		readPage(skip, limit) {
			const ahead = skip === 0 && limit === pageSize ? first : undefined;
			first = undefined;
			return ahead ?? readPage(skip, limit);
		},
	};
}

/** Starts on some of the next items while one is dealt with. @returns what was started on the item at an index */
export function lookAhead<Item, Started>(
	items: readonly Item[],
	count: number,
	start: (item: Item) => Promise<Started>,
): (index: number) => Promise<Started> | undefined {
	const started = new Map<number, Promise<Started>>();
	return (index) => {
		for (const [offset, item] of items.slice(index, index + 1 + count).entries()) {
			if (!started.has(index + offset)) {
				const begun = start(item);
				begun.catch(() => undefined);
				started.set(index + offset, begun);
			}
		}
		const wanted = started.get(index);
		started.delete(index);
		return wanted;
	};
}

/** Asks the workspace twice. @throws UnreadableRoom */
export async function askTwice<T>(read: () => Promise<T>): Promise<T> {
	try {
		return await read().catch(read);
	} catch (error) {
		throw new UnreadableRoom(error instanceof Error ? error.message : 'no reason given');
	}
}
