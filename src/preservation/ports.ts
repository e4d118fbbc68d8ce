import type { AccountRecord, MembershipRecord } from '../cases/records';
import type { SealedSnapshots, WrappedKeyRecord } from '../cases/ports';
import type { SealedChunk } from '../evidence';

/** The workspace as preservation sees it. Every read is of this instant; a vanished thing is undefined. */
export interface Workspace {
	/** The account, without the instant of the snapshot. */
	readAccount(userId: string): Promise<Omit<AccountRecord, 'kind' | 'capturedAt'> | undefined>;
	/** Ids of the rooms that the account belongs to now. Rooms it has left cannot be found this way. */
	listRoomIds(userId: string): Promise<string[]>;
	/** The account's membership of one room, without the instant. */
	readMembership(roomId: string, userId: string): Promise<Omit<MembershipRecord, 'kind' | 'capturedAt'> | undefined>;
}

/** Where sealed snapshots lie. Each chunk and each wrapped key is a record of its own, so that it can be destroyed by itself. */
export interface SnapshotStore extends SealedSnapshots {
	putWrappedKey(snapshotId: string, key: WrappedKeyRecord): Promise<void>;
	/** Notes the chunk's id before the chunk itself is written, so that no crash leaves a chunk that a purge cannot find. */
	putChunk(snapshotId: string, chunk: SealedChunk): Promise<void>;
	/** Every chunk that was ever begun, also those that no ledger entry vouches for. */
	listChunkIds(snapshotId: string): Promise<string[]>;
	destroyWrappedKeys(snapshotId: string): Promise<void>;
	destroyChunk(snapshotId: string, chunkId: string): Promise<void>;
	/** How many wrapped keys, chunks and notes are still readable. */
	countRemains(snapshotId: string, chunkIds: readonly string[]): Promise<number>;
	/** Removes the notes of chunk ids: the last step of a purge. */
	forgetChunkIds(snapshotId: string): Promise<void>;
}
