import type { IPersistence, IPersistenceRead } from '@rocket.chat/apps-engine/definition/accessors';
import { RocketChatAssociationModel, RocketChatAssociationRecord } from '@rocket.chat/apps-engine/definition/metadata';

/**
 * The app's own records in the workspace's database, each a JSON string under one or two names ("associations").
 *
 * What the platform gives is little: no transactions, no compare-and-set, no order, no ids on read; values other than
 * plain JSON change on the way through. So every value is stored as one string, every read tolerates duplicates, and
 * nothing true depends on rewriting a record.
 */
export interface Records {
	/** Adds a record; duplicates are kept. */
	add(names: string[], value: unknown): Promise<void>;
	/** Every record that bears all the names, in no order. */
	list<T>(...names: string[]): Promise<T[]>;
	/** Replaces one record that bears exactly these names in this order, or adds it. Two instances at once may leave two. */
	replace(names: string[], value: unknown): Promise<void>;
	/** Removes every record that bears all the names; resolves to how many there were. */
	remove(...names: string[]): Promise<number>;
	/** Removes until a read comes back empty: some servers remove one record a call and say that they removed all. */
	removeAll(...names: string[]): Promise<void>;
}

const MOST_REMOVALS = 1000;

export function createRecords(reader: IPersistenceRead, writer: IPersistence): Records {
	const records: Records = {
		async add(names, value) {
			// The platform answers a missing permission with null instead of an error.
			const id = await writer.createWithAssociations(encode(value), nameRecords(names));
			if (!id) {
				throw new Error('the workspace did not store a record');
			}
		},
		async list<T>(...names: string[]) {
			const found = (await reader.readByAssociations(nameRecords(names))) as unknown[] | null | undefined;
			if (!Array.isArray(found)) {
				throw new Error('the workspace did not answer a read');
			}
			return found.map((data) => decode<T>(data));
		},
		async replace(names, value) {
			await writer.updateByAssociations(nameRecords(names), encode(value), true);
		},
		async remove(...names) {
			const removed = (await writer.removeByAssociations(nameRecords(names))) as unknown as unknown[] | null | undefined;
			return removed?.length ?? 0;
		},
		async removeAll(...names) {
			for (let attempt = 0; attempt < MOST_REMOVALS; attempt++) {
				await records.remove(...names);
				if ((await records.list(...names)).length === 0) {
					return;
				}
			}
		},
	};
	return records;
}

function nameRecords(names: string[]): RocketChatAssociationRecord[] {
	return names.map((name) => new RocketChatAssociationRecord(RocketChatAssociationModel.MISC, name));
}

function encode(value: unknown): { json: string } {
	return { json: JSON.stringify(value) };
}

function decode<T>(data: unknown): T {
	const { json } = data as { json: string };
	return JSON.parse(json) as T;
}
