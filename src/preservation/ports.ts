import type { SealedSnapshots, WrappedKeyRecord } from '../cases/ports';
import type { AccountRecord, FileReference, MembershipRecord, MessageRecord, RoomKind } from '../cases/records';
import type { SealedChunk } from '../evidence';
import type { Dated } from './front';

/** A message as it was read, before it is decided whether it is captured. */
export interface ReadMessage extends Dated {
	senderId?: string;
	files: FileReference[];
	/** Without the instant of the snapshot. */
	record: Omit<MessageRecord, 'kind' | 'capturedAt'>;
}

export interface RoomFacts {
	roomKind: RoomKind;
	/** As people see it; direct rooms have none of their own. */
	name?: string;
	/** The platform's own count, which includes what it shows to no app. */
	messageCount?: number;
	encrypted?: boolean;
}

/** The workspace as preservation sees it. Every read is of this instant; a vanished thing is undefined. */
export interface Workspace {
	/** The account, without the instant of the snapshot. */
	readAccount(userId: string): Promise<Omit<AccountRecord, 'kind' | 'capturedAt'> | undefined>;
	/** Ids of the rooms that the account belongs to now. Rooms it has left cannot be found this way. */
	listRoomIds(userId: string): Promise<string[]>;
	/** The account's membership of one room, without the instant. */
	readMembership(roomId: string, userId: string): Promise<Omit<MembershipRecord, 'kind' | 'capturedAt'> | undefined>;
	readRoom(roomId: string): Promise<RoomFacts | undefined>;
	/** Messages of a room in the order of their instants, replies in threads included. A vanished room has none. */
	readMessages(roomId: string, skip: number, limit: number): Promise<ReadMessage[]>;
	/** The size that the workspace states of a stored file. */
	readFileSize(fileId: string): Promise<{ sizeBytes?: number } | undefined>;
	readFile(fileId: string): Promise<Uint8Array>;
}

/** Where sealed snapshots lie. Each chunk and each wrapped key is a record of its own, so that it can be destroyed by itself. */
export interface SnapshotStore extends SealedSnapshots {
	putWrappedKey(snapshotId: string, key: WrappedKeyRecord): Promise<void>;
	/**
	 * Writes a new wrapping and, when it can be read back, removes those that it replaces: records as `listWrappedKeys` gave
	 * them. Without a new one it only removes.
	 */
	replaceWrappedKeys(snapshotId: string, replaced: readonly WrappedKeyRecord[], next?: WrappedKeyRecord): Promise<void>;
	/** Notes the chunk's id before the chunk itself is written, so that no crash leaves a chunk that a purge cannot find. */
	putChunk(snapshotId: string, chunk: SealedChunk): Promise<void>;
	/** Every chunk that was ever begun, also those that no ledger entry vouches for. */
	listChunkIds(snapshotId: string): Promise<string[]>;
	/** Keeps the list of rooms while they are copied: an account that is deleted meanwhile has none any more. Not sealed. */
	putRoomList(snapshotId: string, roomIds: readonly string[]): Promise<void>;
	/** The rooms of all lists that were kept; undefined when there is none. */
	readRoomList(snapshotId: string): Promise<string[] | undefined>;
	forgetRoomList(snapshotId: string): Promise<void>;
	destroyWrappedKeys(snapshotId: string): Promise<void>;
	destroyChunk(snapshotId: string, chunkId: string): Promise<void>;
	/** How many wrapped keys, chunks and lists of rooms are still readable. */
	countRemains(snapshotId: string, chunkIds: readonly string[]): Promise<number>;
	/** Removes the notes of chunk ids: the last step of a purge. */
	forgetChunkIds(snapshotId: string): Promise<void>;
}
