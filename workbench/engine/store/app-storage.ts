/** Where the engine keeps apps, their packages and their logs. */
import type { AppStatus } from 'apps-engine-server/definition/AppStatus';
import type { ILoggerStorageEntry } from 'apps-engine-server/server/logging';
import type { IAppStorageItem } from 'apps-engine-server/server/storage';

import type { Context } from '../context';
import { expectDefined } from '../expectDefined';
import { decode, encode, makeObjectId, type Doc } from './documents';

type Item = IAppStorageItem;

export function createMetadataStorage({ engine, store }: Context) {
	const save = (item: Doc) => {
		store.run(
			'INSERT INTO apps (id, doc) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET doc = excluded.doc',
			item.id,
			encode({ ...item, updatedAt: new Date() }),
		);
	};
	const find = (id: string): Item | null => {
		const row = store.get('SELECT doc FROM apps WHERE id = ?', id);
		return row ? (decode(row.doc) as Item) : null;
	};
	const list = () => store.all('SELECT doc FROM apps').map((row) => decode(row.doc) as Item);
	const patch = (_id: string | undefined, change: (item: Doc) => Doc): Item =>
		store.atomically(() => {
			const item = list().find((candidate) => candidate._id === _id);
			if (!item) {
				throw new Error(`No app is stored under ${_id}`);
			}
			save(change(item));
			return expectDefined(find(item.id), item.id);
		});

	return new (class extends engine.AppMetadataStorage {
		async create(item: Item): Promise<Item> {
			const stored = { ...item, _id: makeObjectId(), createdAt: new Date() };
			save(stored);
			return expectDefined(find(item.id), item.id);
		}

		async retrieveOne(id: string): Promise<Item | null> {
			return find(id);
		}

		async retrieveAll(): Promise<Map<string, Item>> {
			return new Map(list().map((item) => [item.id, item]));
		}

		async retrieveAllPrivate(): Promise<Map<string, Item>> {
			return new Map(
				list()
					.filter((item) => (item.installationSource as string) === 'private')
					.map((item) => [item.id, item]),
			);
		}

		async remove(id: string): Promise<{ success: boolean }> {
			// The package goes by itself, as in the real storages, which are two.
			store.run('DELETE FROM apps WHERE id = ?', id);
			return { success: true };
		}

		async updatePartialAndReturnDocument(
			item: Partial<Item>,
			options: { unsetPermissionsGranted?: boolean } = {},
		): Promise<Item> {
			return patch(item._id, (present) => {
				const merged = { ...present, ...item };
				if (options.unsetPermissionsGranted) {
					delete merged.permissionsGranted;
				}
				return merged;
			});
		}

		async updateStatus(_id: string, status: AppStatus): Promise<boolean> {
			return Boolean(patch(_id, (item) => ({ ...item, status })));
		}

		async updateSetting(_id: string, setting: { id: string }): Promise<boolean> {
			return Boolean(patch(_id, (item) => ({ ...item, settings: { ...item.settings, [setting.id]: setting } })));
		}

		async updateAppInfo(_id: string, info: unknown): Promise<boolean> {
			return Boolean(patch(_id, (item) => ({ ...item, info })));
		}

		async updateMarketplaceInfo(_id: string, marketplaceInfo: unknown): Promise<boolean> {
			return Boolean(patch(_id, (item) => ({ ...item, marketplaceInfo })));
		}
	})('sqlite');
}

export function createSourceStorage({ engine, store }: Context) {
	const write = (id: string, zip: Buffer) => {
		store.run('INSERT INTO packages VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET zip = excluded.zip', id, zip);
		return `sqlite:/${id}`;
	};
	return new (class extends engine.AppSourceStorage {
		async store(item: Item, zip: Buffer): Promise<string> {
			return write(item.id, zip);
		}

		async fetch(item: Item): Promise<Buffer> {
			const row = store.get('SELECT zip FROM packages WHERE id = ?', item.id);
			if (!row) {
				throw new Error('No app package could be found');
			}
			return row.zip;
		}

		async update(item: Item, zip: Buffer): Promise<string> {
			return write(item.id, zip);
		}

		async remove(item: Item): Promise<void> {
			store.run('DELETE FROM packages WHERE id = ?', item.id);
		}
	})();
}

/** Rocket.Chat drops log entries after 30 days by default. */
const LOG_LIFETIME_MS = 30 * 24 * 3_600_000;

export function createLogStorage({ engine, store, clock }: Context) {
	const list = (appId?: string): ILoggerStorageEntry[] => {
		store.run('DELETE FROM logs WHERE at < ?', clock.now() - LOG_LIFETIME_MS);
		const rows = appId
			? store.all('SELECT doc FROM logs WHERE app_id = ? ORDER BY seq', appId)
			: store.all('SELECT doc FROM logs ORDER BY seq');
		return rows.map((row) => decode(row.doc) as ILoggerStorageEntry);
	};
	return new (class extends engine.AppLogStorage {
		async findPaginated(query: { appId?: string }, { skip = 0, limit }: { skip?: number; limit?: number } = {}) {
			const logs = list(query.appId);
			return { logs: logs.slice(skip, limit ? skip + limit : undefined), total: logs.length };
		}

		async storeEntries(entry: ILoggerStorageEntry): Promise<ILoggerStorageEntry> {
			store.run(
				'INSERT INTO logs (app_id, at, doc) VALUES (?, ?, ?)',
				entry.appId,
				clock.now(),
				encode({ ...entry, _createdAt: clock.date() }),
			);
			return entry;
		}

		async getEntriesFor(appId: string): Promise<ILoggerStorageEntry[]> {
			return list(appId);
		}

		async removeEntriesFor(appId: string): Promise<void> {
			store.run('DELETE FROM logs WHERE app_id = ?', appId);
		}
	})('sqlite');
}
