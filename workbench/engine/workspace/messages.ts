/** Raw message documents. */
import type { Context } from '../context';
import { SALT_PRIME } from '../random';
import { decode, encode, type Doc } from '../store/documents';

export function saveMessage({ store }: Context, message: Doc): void {
	store.run(
		`INSERT INTO messages VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET room_id = excluded.room_id, ts = excluded.ts,
		user_id = excluded.user_id, thread_id = excluded.thread_id, readable = excluded.readable, doc = excluded.doc`,
		message._id,
		message.rid,
		message.ts.getTime(),
		message.u?._id ?? null,
		message.tmid ?? null,
		isReadableByApps(message) ? 1 : 0,
		encode(message),
	);
}

/** `getMessages` asks for `{ _hidden: { $ne: true }, t: { $exists: false } }`: no system, end-to-end-encrypted or removed messages, no edit history. */
export function isReadableByApps(message: Doc): boolean {
	return message._hidden !== true && message.t === undefined;
}

export function findMessageById({ store }: Context, id: string | undefined | null): Doc | undefined {
	const row = typeof id === 'string' ? store.get('SELECT doc FROM messages WHERE id = ?', id) : undefined;
	return row && decode(row.doc);
}

export function hasMessage({ store }: Context, id: string): boolean {
	return store.get('SELECT 1 AS found FROM messages WHERE id = ?', id) !== undefined;
}

export interface MessagePage {
	/** 0 or less: no limit, as in MongoDB. */
	limit: number;
	skip?: number;
	sort?: 'asc' | 'desc';
	withThreads?: boolean;
}

/** What an app may read of a room. Messages of the same millisecond, and all when no sort is asked for, come in no fixed order. */
export function listReadableMessages({ store, disorder }: Context, roomId: string, page: MessagePage): Doc[] {
	const threads = page.withThreads === false ? 'AND thread_id IS NULL' : '';
	const byTime = page.sort ? `ts ${page.sort === 'desc' ? 'DESC' : 'ASC'}, ` : '';
	// A negative limit means its absolute value to MongoDB, 0 means all; to SQLite -1 means all.
	const limit = Math.trunc(Math.abs(page.limit)) || -1;
	return store
		.all(
			`SELECT doc FROM messages WHERE room_id = ? AND readable = 1 ${threads}
			ORDER BY ${byTime} (rowid * ?) % ${SALT_PRIME} LIMIT ? OFFSET ?`,
			roomId,
			disorder.salt(),
			limit,
			Math.max(0, page.skip ?? 0),
		)
		.map((row) => decode(row.doc));
}

/** What a person's client shows: everything that is not hidden, oldest first, the newest page unless skipped. */
export function listVisibleMessages(
	{ store }: Context,
	roomId: string,
	page: { limit?: number; skip?: number; threadId?: string } = {},
): Doc[] {
	const thread = page.threadId ? 'AND (thread_id = ? OR id = ?)' : '';
	const values = page.threadId ? [page.threadId, page.threadId] : [];
	return store
		.all(`SELECT doc FROM messages WHERE room_id = ? ${thread} ORDER BY ts DESC, rowid DESC`, roomId, ...values)
		.map((row) => decode(row.doc))
		.filter((message) => message._hidden !== true)
		.slice(page.skip ?? 0, (page.skip ?? 0) + (page.limit ?? 50))
		.reverse();
}

export function removeMessageRecord({ store }: Context, id: string): void {
	store.run('DELETE FROM messages WHERE id = ?', id);
}

export function listMessagesOfUser({ store }: Context, userId: string): Doc[] {
	return store.all('SELECT doc FROM messages WHERE user_id = ?', userId).map((row) => decode(row.doc));
}

export function listMessagesOfRoom({ store }: Context, roomId: string, before = Number.MAX_SAFE_INTEGER): Doc[] {
	return store.all('SELECT doc FROM messages WHERE room_id = ? AND ts < ?', roomId, before).map((row) => decode(row.doc));
}
