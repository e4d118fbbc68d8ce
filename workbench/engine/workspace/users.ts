/** Raw user documents. */
import type { Context } from '../context';
import type { SeedUser } from '../contract';
import { decode, encode, type Doc } from '../store/documents';

export function saveUser({ store }: Context, user: Doc): void {
	store.run(
		'INSERT INTO users VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET username = excluded.username, app_id = excluded.app_id, doc = excluded.doc',
		user._id,
		user.username ?? null,
		user.appId ?? null,
		encode(user),
	);
}

export function listUsers({ store }: Context): Doc[] {
	return store.all('SELECT doc FROM users ORDER BY username').map((row) => decode(row.doc));
}

export function findUserById({ store }: Context, id: string | undefined | null): Doc | undefined {
	const row = id ? store.get('SELECT doc FROM users WHERE id = ?', id) : undefined;
	return row && decode(row.doc);
}

/** Exact and case-sensitive. */
export function findUserByUsername({ store }: Context, username: string): Doc | undefined {
	const row = typeof username === 'string' ? store.get('SELECT doc FROM users WHERE username = ?', username) : undefined;
	return row && decode(row.doc);
}

export function findUserIgnoringCase({ store }: Context, username: string): Doc | undefined {
	const row = store.get('SELECT doc FROM users WHERE username = ? COLLATE NOCASE', username);
	return row && decode(row.doc);
}

export function findAppUser({ store }: Context, appId: string): Doc | undefined {
	const row = store.get('SELECT doc FROM users WHERE app_id = ?', appId);
	return row && decode(row.doc);
}

export function removeUserRecord({ store }: Context, id: string): void {
	store.run('DELETE FROM users WHERE id = ?', id);
}

/** Only a person that is not `deleted` gets an account; the others merely signed messages. */
export function toRawUser(user: SeedUser): Doc {
	const createdAt = new Date(user.createdAt);
	return {
		_id: user.id,
		createdAt,
		...(user.lastLoginAt && { lastLogin: new Date(user.lastLoginAt) }),
		username: user.username,
		name: user.name,
		emails: user.emails,
		type: user.type ?? 'user',
		status: 'offline',
		statusConnection: 'offline',
		...(user.statusText !== undefined && { statusText: user.statusText }),
		...(user.bio !== undefined && { bio: user.bio }),
		active: user.active ?? true,
		roles: user.roles,
		utcOffset: user.utcOffset ?? 0,
		...(user.customFields && { customFields: user.customFields }),
		...(user.language && { language: user.language, settings: { preferences: { language: user.language } } }),
		services: { workbench: { password: user.password ?? user.username } },
		_updatedAt: createdAt,
	};
}

/** What message and room documents keep of a person. */
export function toUserStub(user: Doc): Doc {
	return { _id: user._id, username: user.username, name: user.name };
}
