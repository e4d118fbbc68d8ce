import type { SealedChunk } from '../evidence';
import type { Records } from './records';
import type { WrappedKeyRecord } from '../cases/ports';
import type { SnapshotStore } from '../preservation/ports';

export function createSnapshotStore(records: Records): SnapshotStore {
	const keysOf = (snapshotId: string) => `snapshot:${snapshotId}:keys`;
	const notesOf = (snapshotId: string) => `snapshot:${snapshotId}:chunks`;
	const roomsOf = (snapshotId: string) => `snapshot:${snapshotId}:rooms`;
	const chunkOf = (snapshotId: string, chunkId: string) => `snapshot:${snapshotId}:chunk:${chunkId}`;
	return {
		putWrappedKey: (snapshotId, key) => records.add([keysOf(snapshotId)], key),
		listWrappedKeys: (snapshotId) => records.list<WrappedKeyRecord>(keysOf(snapshotId)),
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
		forgetRoomList: (snapshotId) => removeAll(records, roomsOf(snapshotId)),
		async destroyWrappedKeys(snapshotId) {
			await removeAll(records, keysOf(snapshotId));
		},
		destroyChunk: (snapshotId, chunkId) => removeAll(records, chunkOf(snapshotId, chunkId)),
		async countRemains(snapshotId, chunkIds) {
			let remains = (await records.list(keysOf(snapshotId))).length + (await records.list(roomsOf(snapshotId))).length;
			for (const chunkId of chunkIds) {
				remains += (await records.list(chunkOf(snapshotId, chunkId))).length;
			}
			return remains;
		},
		async forgetChunkIds(snapshotId) {
			await removeAll(records, notesOf(snapshotId));
		},
	};
}

/** Some servers remove one record a call and say that they removed all; so it is asked for until a read comes back empty. */
async function removeAll(records: Records, name: string): Promise<void> {
	for (let attempt = 0; attempt < 1000; attempt++) {
		await records.remove(name);
		if ((await records.list(name)).length === 0) {
			return;
		}
	}
}
