/** App persistence with the answers of Rocket.Chat's bridge: no ids on read, no order, silent lost updates. */
import { setTimeout as delay } from 'node:timers/promises';

import type { Context } from '../context';
import {
	findByAll,
	findRecord,
	insertRecord,
	purgeRecords,
	removeRecord,
	updateExact,
	type Association,
} from '../store/persistence';

/** Between two commands to the database another caller gets its turn. */
const ROUND_TRIP_MS = 2;

function refuseUnlessObject(data: unknown): void {
	if (typeof data !== 'object') {
		throw new Error('Attempted to store an invalid data type, it must be an object.');
	}
}

export function createPersistenceBridge({ engine, store, clock, disorder }: Context) {
	return new (class extends engine.bridges.PersistenceBridge {
		async purge(appId: string) {
			purgeRecords(store, appId);
		}

		async create(data: object, appId: string) {
			refuseUnlessObject(data);
			return insertRecord(store, appId, data, undefined, clock.date());
		}

		async createWithAssociations(data: object, associations: unknown[], appId: string) {
			refuseUnlessObject(data);
			return insertRecord(store, appId, data, associations as Association[], clock.date());
		}

		/** Any app's record, if the id is known. */
		async readById(id: string) {
			return findRecord(store, id)?.data;
		}

		async readByAssociations(associations: unknown[], appId: string) {
			return disorder.shuffle(findByAll(store, appId, associations as Association[])).map((record) => record.data);
		}

		async remove(id: string, appId: string) {
			const record = findRecord(store, id);
			if (record?.appId !== appId) {
				return undefined;
			}
			removeRecord(store, id);
			return record.data;
		}

		/** Finds and deletes in two steps: two callers may be handed the same data. */
		async removeByAssociations(associations: unknown[], appId: string) {
			const records = findByAll(store, appId, associations as Association[]);
			if (records.length === 0) {
				return undefined;
			}
			await delay(ROUND_TRIP_MS);
			records.forEach((record) => removeRecord(store, record._id));
			return disorder.shuffle(records).map((record) => record.data);
		}

		async update(): Promise<string> {
			throw new Error('Not implemented.');
		}

		/** Two steps as well when nothing matches: two upserts at once may make two records. */
		async updateByAssociations(associations: unknown[], data: object, upsert: boolean, appId: string) {
			refuseUnlessObject(data);
			const exact = associations as Association[];
			if (updateExact(store, appId, exact, data, clock.date()) || !upsert) {
				return '';
			}
			await delay(ROUND_TRIP_MS);
			return insertRecord(store, appId, data, exact, clock.date());
		}
	})();
}
