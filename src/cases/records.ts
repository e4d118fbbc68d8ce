/**
 * The records that a snapshot holds and a production shows: one plain JSON object each.
 * Instants are ISO 8601 UTC with milliseconds. A field that the workspace does not have is absent, never empty.
 */

export interface Person {
	id: string;
	username?: string;
	name?: string;
}

/** The account as the workspace shows it to an app at the instant of the snapshot. */
export interface AccountRecord {
	kind: 'account';
	capturedAt: string;
	id: string;
	username: string;
	name?: string;
	emails: { address: string; verified: boolean }[];
	/** user, bot, app … as the workspace states it. */
	type?: string;
	active: boolean;
	roles: string[];
	bio?: string;
	statusText?: string;
	language?: string;
	/** Hours east of UTC that the account's client last stated. */
	utcOffset?: number;
	createdAt?: string;
	updatedAt?: string;
	lastLoginAt?: string;
	customFields?: Record<string, unknown>;
	federated?: boolean;
}

export type RoomKind = 'public channel' | 'private group' | 'direct messages' | 'other';

/** One room that the account belonged to at the instant of the snapshot. */
export interface MembershipRecord {
	kind: 'membership';
	capturedAt: string;
	roomId: string;
	roomKind: RoomKind;
	/** Slug. */
	name?: string;
	displayName?: string;
	createdAt?: string;
	/** The account's roles in this room: owner, moderator, leader. */
	roles: string[];
	/** The other people of a direct room. */
	counterparts?: Person[];
	messageCount?: number;
	encrypted?: boolean;
}

/** Something that could not be seen or copied. */
export interface ExceptionRecord {
	kind: 'exception';
	at: string;
	/** What is missing, e.g. "membership", "account field". */
	what: string;
	/** Where: a room id, a file id, a field's name. */
	where: string;
	/** A stable reason code, e.g. "room-unreadable". */
	code: string;
	/** The reason in words. */
	why: string;
}

export type SnapshotRecord = AccountRecord | MembershipRecord | ExceptionRecord;
