import { randomUUID } from 'crypto';

import type { Records } from './records';
import type { WrappedKeyRecord } from '../cases/ports';
import type { SealedChunk } from '../evidence';
import type { SnapshotStore } from '../preservation/ports';

/** A wrapped key as it is stored since keys can be changed; a record without an id is one that version 0.1.0 wrote. */
type StoredWrapping = WrappedKeyRecord & { wrappingId?: string };

export function createSnapshotStore(records: Records): SnapshotStore {
	const oldKeysOf = (snapshotId: string) => `snapshot:${snapshotId}:keys`;
	const keysOf = (snapshotId: string) => `snapshot:${snapshotId}:wrapped-keys`;
	const nameWrapping = (wrappingId: string) => `wrapped-key:${wrappingId}`;
	const notesOf = (snapshotId: string) => `snapshot:${snapshotId}:chunks`;
	const roomsOf = (snapshotId: string) => `snapshot:${snapshotId}:rooms`;
	const chunkOf = (snapshotId: string, chunkId: string) => `snapshot:${snapshotId}:chunk:${chunkId}`;
	const listKeys = async (snapshotId: string): Promise<StoredWrapping[]> => {
		const [now, before] = await Promise.all([
			records.list<StoredWrapping>(keysOf(snapshotId)),
			records.list<StoredWrapping>(oldKeysOf(snapshotId)),
		]);
		return [...now, ...before];
	};
	const addKey = async (snapshotId: string, { segmentId, wrapped }: WrappedKeyRecord): Promise<string> => {
		const wrappingId = randomUUID();
		await records.add([keysOf(snapshotId), nameWrapping(wrappingId)], {
			segmentId,
			wrapped,
			wrappingId,
		} satisfies StoredWrapping);
		return wrappingId;
	};
	return {
		putWrappedKey: async (snapshotId, key) => void (await addKey(snapshotId, key)),
		listWrappedKeys: listKeys,
		async replaceWrappedKeys(snapshotId, replaced: readonly StoredWrapping[], next) {
			const wrappingId = next && (await addKey(snapshotId, next));
			const now = await records.list<StoredWrapping>(keysOf(snapshotId));
			if (wrappingId && !now.some((known) => known.wrappingId === wrappingId)) {
				throw new Error('a wrapped key cannot be read back');
			}
			for (const old of replaced) {
				if (old.wrappingId && old.wrappingId !== wrappingId) {
					await records.removeAll(keysOf(snapshotId), nameWrapping(old.wrappingId));
				}
			}
			// Records of version 0.1.0 have no name of their own: they go together, once each has a successor.
			const before = await records.list<StoredWrapping>(oldKeysOf(snapshotId));
			if (before.length > 0 && before.every(({ segmentId }) => now.some((known) => known.segmentId === segmentId))) {
				await records.removeAll(oldKeysOf(snapshotId));
			}
		},
		async putChunk(snapshotId, chunk) {
			await records.add([notesOf(snapshotId)], { chunkId: chunk.chunkId });
			await records.add([chunkOf(snapshotId, chunk.chunkId)], chunk);
		},
		async readChunk(snapshotId, chunkId) {
			return (await records.list<SealedChunk>(chunkOf(snapshotId, chunkId)))[0];
		},
		async listChunkIds(snapshotId) {
			const notes = await records.list<{ chunkId: string }>(notesOf(snapshotId));
			return [...new Set(notes.map(({ chunkId }) => chunkId))];
		},
		putRoomList: (snapshotId, roomIds) => records.add([roomsOf(snapshotId)], { roomIds }),
		async readRoomList(snapshotId) {
			const lists = await records.list<{ roomIds: string[] }>(roomsOf(snapshotId));
			return lists.length > 0 ? [...new Set(lists.flatMap(({ roomIds }) => roomIds))] : undefined;
		},
		forgetRoomList: (snapshotId) => records.removeAll(roomsOf(snapshotId)),
		async destroyWrappedKeys(snapshotId) {
			await records.removeAll(keysOf(snapshotId));
			await records.removeAll(oldKeysOf(snapshotId));
		},
		destroyChunk: (snapshotId, chunkId) => records.removeAll(chunkOf(snapshotId, chunkId)),
		async countRemains(snapshotId, chunkIds) {
			let remains = (await listKeys(snapshotId)).length + (await records.list(roomsOf(snapshotId))).length;
			for (const chunkId of chunkIds) {
				remains += (await records.list(chunkOf(snapshotId, chunkId))).length;
			}
			return remains;
		},
		forgetChunkIds: (snapshotId) => records.removeAll(notesOf(snapshotId)),
	};
}
