/** App persistence: the collection `rocketchat_apps_persistence` with MongoDB's ways of matching. */
import { expectDefined } from '../expectDefined';
import type { Row, Store } from './database';
import { decode, encode, makeObjectId, type Doc } from './documents';

export type Association = Record<string, unknown>;

/** Sub-document equality counts the order of fields, so their JSON text decides. */
const keyOf = (association: Association) => JSON.stringify(association);
const keyOfAll = (associations: Association[]) => JSON.stringify(associations);

function toDocument(row: Row): Doc {
	return decode(row.doc);
}

export function insertRecord(
	store: Store,
	appId: string,
	data: unknown,
	associations: Association[] | undefined,
	updatedAt: Date,
): string {
	const _id = makeObjectId();
	const doc = encode({ _id, appId, ...(associations && { associations }), data, _updatedAt: updatedAt });
	store.atomically(() => {
		const key = associations ? keyOfAll(associations) : null;
		store.run('INSERT INTO persistence (id, app_id, associations, doc) VALUES (?, ?, ?, ?)', _id, appId, key, doc);
		const { seq } = expectDefined(store.get('SELECT seq FROM persistence WHERE id = ?', _id), _id);
		for (const association of new Set((associations ?? []).map(keyOf))) {
			store.run('INSERT INTO persistence_links VALUES (?, ?, ?)', appId, association, seq);
		}
	});
	return _id;
}

/** Looks at no app. */
export function findRecord(store: Store, id: string): Doc | undefined {
	const row = typeof id === 'string' ? store.get('SELECT doc FROM persistence WHERE id = ?', id) : undefined;
	return row && toDocument(row);
}

/** `$all`: every record that has all of these associations, whatever others it has. None when none is asked for. */
export function findByAll(store: Store, appId: string, associations: Association[]): Doc[] {
	const keys = [...new Set(associations.map(keyOf))];
	if (keys.length === 0) {
		return [];
	}
	const others = keys
		.slice(1)
		.map(() => 'AND EXISTS (SELECT 1 FROM persistence_links o WHERE o.seq = l.seq AND o.association = ?)');
	return store
		.all(
			`SELECT p.doc FROM persistence_links l JOIN persistence p ON p.seq = l.seq
			WHERE l.app_id = ? AND l.association = ? ${others.join(' ')} ORDER BY p.seq`,
			appId,
			...keys,
		)
		.map(toDocument);
}

/** Replaces `data` of the first record whose associations are exactly these, in this order; false when there is none. */
export function updateExact(store: Store, appId: string, associations: Association[], data: unknown, updatedAt: Date): boolean {
	return store.atomically(() => {
		const row = store.get(
			'SELECT doc FROM persistence WHERE app_id = ? AND associations = ? ORDER BY seq LIMIT 1',
			appId,
			keyOfAll(associations),
		);
		const record = row && toDocument(row);
		return record !== undefined && replaceData(store, record._id, data, updatedAt);
	});
}

export function replaceData(store: Store, id: string, data: unknown, updatedAt: Date): boolean {
	const record = findRecord(store, id);
	if (!record) {
		return false;
	}
	return store.run('UPDATE persistence SET doc = ? WHERE id = ?', encode({ ...record, data, _updatedAt: updatedAt }), id) > 0;
}

export function removeRecord(store: Store, id: string): boolean {
	return store.atomically(() => {
		store.run('DELETE FROM persistence_links WHERE seq = (SELECT seq FROM persistence WHERE id = ?)', id);
		return store.run('DELETE FROM persistence WHERE id = ?', id) > 0;
	});
}

export function listRecords(store: Store, appId?: string): Doc[] {
	const rows = appId
		? store.all('SELECT doc FROM persistence WHERE app_id = ? ORDER BY seq', appId)
		: store.all('SELECT doc FROM persistence ORDER BY seq');
	return rows.map(toDocument);
}

/** As they lie in the file, which is about what they take in a database. */
export function measureRecords(store: Store, appId?: string): { records: number; sizeBytes: number } {
	const sum = 'SELECT count(*) AS records, coalesce(sum(length(doc)), 0) AS size FROM persistence';
	const row = appId ? store.get(`${sum} WHERE app_id = ?`, appId) : store.get(sum);
	return { records: row?.records ?? 0, sizeBytes: row?.size ?? 0 };
}

export function purgeRecords(store: Store, appId: string): void {
	store.atomically(() => {
		store.run('DELETE FROM persistence_links WHERE app_id = ?', appId);
		store.run('DELETE FROM persistence WHERE app_id = ?', appId);
	});
}
