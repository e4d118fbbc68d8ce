import type { IPersistence, IRead } from '@rocket.chat/apps-engine/definition/accessors';
import { RocketChatAssociationModel, RocketChatAssociationRecord } from '@rocket.chat/apps-engine/definition/metadata';
import { RoomType } from '@rocket.chat/apps-engine/definition/rooms';

const RECORDS_PER_WRITE = 500;

/**
 * What no app can do without to copy the memberships of an account: the account, the ids of its rooms, of each room the
 * room and the people with roles in it (of a direct room its people), and a write for every 500 records.
 *
 * @param recordBytes how many bytes to write for each record: as many as the measured app wrote
 */
export async function copyMemberships(
	read: IRead,
	persistence: IPersistence,
	userId: string,
	recordBytes: number,
): Promise<void> {
	await read.getUserReader().getById(userId);
	const rooms = read.getRoomReader();
	const roomIds = await read.getUserReader().getUserRoomIds(userId);
	for (const roomId of roomIds) {
		const room = await rooms.getById(roomId);
		await (room?.type === RoomType.DIRECT_MESSAGE
			? rooms.getMembers(roomId)
			: Promise.all([rooms.getOwners(roomId), rooms.getModerators(roomId), rooms.getLeaders(roomId)]));
	}
	await writeRecords(persistence, roomIds.length, recordBytes);
}

/** What no app can do without to copy a room's messages: its pages in ascending order, and a write for every 500 records. */
export async function copyMessages(
	read: IRead,
	persistence: IPersistence,
	roomId: string,
	recordBytes: number,
	pageSize: number,
): Promise<void> {
	await writeRecords(persistence, await pageThrough(read, roomId, pageSize), recordBytes);
}

/** The same for some of an account's rooms. @param span places in the list of its rooms; the second is outside */
export async function copyRooms(
	read: IRead,
	persistence: IPersistence,
	userId: string,
	span: [number, number],
	recordBytes: number,
	pageSize: number,
): Promise<void> {
	const roomIds = await read.getUserReader().getUserRoomIds(userId);
	let seen = 0;
	for (const roomId of [...roomIds].sort().slice(...span)) {
		seen += await pageThrough(read, roomId, pageSize);
	}
	await writeRecords(persistence, seen, recordBytes);
}

async function pageThrough(read: IRead, roomId: string, pageSize: number): Promise<number> {
	for (let seen = 0; ; ) {
		const page = await read
			.getRoomReader()
			.getMessages(roomId, { limit: pageSize, skip: seen, sort: { createdAt: 'asc' }, showThreadMessages: true });
		seen += page.length;
		if (page.length < pageSize) {
			return seen;
		}
	}
}

async function writeRecords(persistence: IPersistence, count: number, recordBytes: number): Promise<void> {
	const association = new RocketChatAssociationRecord(RocketChatAssociationModel.MISC, 'bare-loop');
	for (let left = count; left > 0; left -= RECORDS_PER_WRITE) {
		const json = 'x'.repeat(Math.ceil(Math.min(left, RECORDS_PER_WRITE) * recordBytes));
		await persistence.createWithAssociation({ json }, association);
	}
}
