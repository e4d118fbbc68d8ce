import type { SnapshotStore, Workspace } from './ports';
import type { HoldState } from '../cases/state';
import { sha256Hex } from '../evidence';

/** A room and its place in the order in which a capture goes through rooms. */
export interface PlacedRoom {
	roomId: string;
	place: string;
}

/** A room's place in the order of a snapshot's rooms; it does not tell which room it is. */
export function placeRoom(snapshotId: string, roomId: string): string {
	return sha256Hex(`${snapshotId}\n${roomId}`);
}

/**
 * The rooms of a capture in an order that every process and every step agrees on. The order is by a digest, because places
 * stand in the ledger, and the id of a direct room is made of the ids of its two people.
 */
export async function listRoomsInOrder(
	{ snapshotId, subject }: HoldState,
	{ workspace, snapshots }: { workspace: Workspace; snapshots: SnapshotStore },
): Promise<PlacedRoom[]> {
	const roomIds = (await snapshots.readRoomList(snapshotId)) ?? (await workspace.listRoomIds(subject.userId));
	return [...new Set(roomIds)]
		.map((roomId) => ({ roomId, place: placeRoom(snapshotId, roomId) }))
		.sort((a, b) => (a.place < b.place ? -1 : 1));
}
