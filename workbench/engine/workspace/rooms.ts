/** Raw room documents and subscriptions. */
import type { Context } from '../context';
import { decode, encode, type Doc } from '../store/documents';

export function saveRoom({ store }: Context, room: Doc): void {
	store.run(
		'INSERT INTO rooms VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET type = excluded.type, name = excluded.name, doc = excluded.doc',
		room._id,
		room.t,
		room.name ?? null,
		encode(room),
	);
}

export function findRoomById({ store }: Context, id: string | undefined | null): Doc | undefined {
	const row = typeof id === 'string' ? store.get('SELECT doc FROM rooms WHERE id = ?', id) : undefined;
	return row && decode(row.doc);
}

/** By slug, exact and case-sensitive; never by display name. */
export function findRoomByName({ store }: Context, name: string): Doc | undefined {
	const row = typeof name === 'string' ? store.get('SELECT doc FROM rooms WHERE name = ?', name) : undefined;
	return row && decode(row.doc);
}

export function listRooms({ store }: Context): Doc[] {
	return store.all('SELECT doc FROM rooms').map((row) => decode(row.doc));
}

export function removeRoomRecord({ store }: Context, roomId: string): void {
	store.run('DELETE FROM rooms WHERE id = ?', roomId);
}

export function subscribe({ store }: Context, roomId: string, userId: string, roles: string[] = []): void {
	store.run('INSERT OR IGNORE INTO subscriptions VALUES (?, ?, ?)', roomId, userId, JSON.stringify(roles));
}

export function setSubscriptionRoles({ store }: Context, roomId: string, userId: string, roles: string[]): void {
	store.run('UPDATE subscriptions SET roles = ? WHERE room_id = ? AND user_id = ?', JSON.stringify(roles), roomId, userId);
}

export function unsubscribe({ store }: Context, roomId: string, userId: string): number {
	return store.run('DELETE FROM subscriptions WHERE room_id = ? AND user_id = ?', roomId, userId);
}

export function removeSubscriptionsOfRoom({ store }: Context, roomId: string): void {
	store.run('DELETE FROM subscriptions WHERE room_id = ?', roomId);
}

export function removeSubscriptionsOfUser({ store }: Context, userId: string): void {
	store.run('DELETE FROM subscriptions WHERE user_id = ?', userId);
}

export function listSubscriptions({ store }: Context, roomId: string): { userId: string; roles: string[] }[] {
	return store
		.all('SELECT user_id, roles FROM subscriptions WHERE room_id = ? ORDER BY rowid', roomId)
		.map((row) => ({ userId: row.user_id, roles: JSON.parse(row.roles) }));
}

export function listRolesInRooms({ store }: Context, userId: string): { roomId: string; roles: string[] }[] {
	return store
		.all('SELECT room_id, roles FROM subscriptions WHERE user_id = ? ORDER BY rowid', userId)
		.map((row) => ({ roomId: row.room_id, roles: JSON.parse(row.roles) }));
}

export function listRoomIdsOf({ store }: Context, userId: string): string[] {
	return store.all('SELECT room_id FROM subscriptions WHERE user_id = ? ORDER BY rowid', userId).map((row) => row.room_id);
}

export function isSubscribed({ store }: Context, roomId: string, userId: string): boolean {
	return store.get('SELECT 1 AS found FROM subscriptions WHERE room_id = ? AND user_id = ?', roomId, userId) !== undefined;
}

/** Public channels are open to everyone, private rooms and direct messages to their members. */
export function canAccessRoom(context: Context, userId: string, roomId: string): boolean {
	const room = findRoomById(context, roomId);
	return room !== undefined && (room.t === 'c' || isSubscribed(context, roomId, userId));
}
