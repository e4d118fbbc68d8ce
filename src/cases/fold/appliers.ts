import type { EventType } from '../events';
import type { EventOf } from '../events/eventOf';
import type { CaseState } from '../state';

/**
 * What each type of event does to a case: gives the state after it, or the reason why the state before it forbids it. Pure.
 */
export type Appliers<T extends EventType> = { [K in T]: (state: CaseState, event: EventOf<K>) => CaseState | string };

/** Changes the one item of a list that has this id, in a copy. */
export function changeItem<Item, K extends keyof Item>(
	items: readonly Item[],
	key: K,
	id: Item[K],
	change: (item: Item) => Item | string,
): Item[] | string {
	const found = items.find((item) => item[key] === id);
	if (!found) {
		return `no-such-${String(key).replace(/Id$/, '')}`;
	}
	const changed = change(found);
	return typeof changed === 'string' ? changed : items.map((item) => (item === found ? changed : item));
}
