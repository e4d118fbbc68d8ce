import type { Records } from '../../src/platform/records';
import type { Store } from '../../workbench/engine/store/database';
import { insertRecord, listRecords, purgeRecords } from '../../workbench/engine/store/persistence';

interface Entry {
	names: string[];
	json: string;
}

/** The app's records in memory, so that its own modules can lay out a desk of thousands of cases in seconds. */
export interface MemoryRecords extends Records {
	/** Writes them all into a workspace's database as records of an app, in one transaction. */
	writeTo(store: Store, appId: string): void;
}

export function createMemoryRecords(): MemoryRecords {
	const byName = new Map<string, Set<Entry>>();
	const all = new Set<Entry>();
	const find = (names: string[]): Entry[] =>
		[...(byName.get(names[0] ?? '') ?? [])].filter((entry) => names.every((name) => entry.names.includes(name)));
	const put = (entry: Entry): void => {
		all.add(entry);
		for (const name of entry.names) {
			byName.set(name, (byName.get(name) ?? new Set()).add(entry));
		}
	};
	const drop = (entry: Entry): void => {
		all.delete(entry);
		entry.names.forEach((name) => byName.get(name)?.delete(entry));
	};
	const records: MemoryRecords = {
		add: async (names, value) => put({ names, json: JSON.stringify(value) }),
		list: async <T>(...names: string[]) => find(names).map(({ json }) => JSON.parse(json) as T),
		async replace(names, value) {
			// The last name of a record is the narrowest.
			find([...names].reverse()).forEach(drop);
			await records.add(names, value);
		},
		async remove(...names) {
			const found = find([...names].reverse());
			found.forEach(drop);
			return found.length;
		},
		async removeAll(...names) {
			await records.remove(...names);
		},
		writeTo(store, appId) {
			const at = new Date();
			store.atomically(() => all.forEach(({ names, json }) => insertRecord(store, appId, { json }, associate(names), at)));
		},
	};
	return records;
}

/** Writes one record as an app does. */
export function writeRecord(store: Store, appId: string, names: string[], value: unknown): void {
	insertRecord(store, appId, { json: JSON.stringify(value) }, associate(names), new Date());
}

/** Removes every record of an app that bears a name. */
export function removeRecords(store: Store, appId: string, name: string): void {
	const association = JSON.stringify(associate([name])[0]);
	store.atomically(() => {
		for (const { seq } of store.all(
			'SELECT seq FROM persistence_links WHERE app_id = ? AND association = ?',
			appId,
			association,
		)) {
			store.run('DELETE FROM persistence_links WHERE seq = ?', Number(seq));
			store.run('DELETE FROM persistence WHERE seq = ?', Number(seq));
		}
	});
}

/** Gives one app a copy of another's records, so that both read the same bytes under the same names. */
export function mirrorRecords(store: Store, fromAppId: string, toAppId: string): void {
	store.atomically(() => {
		purgeRecords(store, toAppId);
		for (const { data, associations } of listRecords(store, fromAppId)) {
			insertRecord(store, toAppId, data, associations as Record<string, unknown>[], new Date());
		}
	});
}

function associate(names: string[]): Record<string, unknown>[] {
	return names.map((id) => ({ model: 'misc', id }));
}
