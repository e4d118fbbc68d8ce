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
	/** Which room, message and instant it concerns, where it is about a message or a file: so that a narrowed production can tell. */
	roomId?: string;
	messageId?: string;
	sentAt?: string;
}

/** A file of a message, as the message names it. */
export interface FileReference {
	id: string;
	name?: string;
	/** Media type. */
	type?: string;
	sizeBytes?: number;
	/** A smaller picture that the workspace made of another file of the message. Never copied: it says nothing that the file does not. */
	isThumbnail?: boolean;
}

/** Who, where and when of a message, without anything that it says. */
export interface MessageMetadataRecord {
	kind: 'message-metadata';
	capturedAt: string;
	id: string;
	roomId: string;
	sender?: Person;
	sentAt?: string;
	/** The message that this one replies to. */
	threadId?: string;
	editedAt?: string;
	editedBy?: Person;
	pinned?: boolean;
	files: number;
	attachments: number;
	reactions: number;
}

/** A message as the workspace shows it to an app: text as typed, everything else in the platform's own form. */
export interface MessageRecord {
	kind: 'message';
	capturedAt: string;
	id: string;
	roomId: string;
	sender?: Person;
	/** The name under which an integration posted. */
	alias?: string;
	sentAt?: string;
	updatedAt?: string;
	text?: string;
	threadId?: string;
	editedAt?: string;
	/** Who edited it last; earlier wordings are not kept by the platform's interface. */
	editedBy?: Person;
	reactions?: { name: string; usernames: string[] }[];
	/** Previews, quotes, cards, in the platform's own form. */
	attachments?: unknown[];
	files?: FileReference[];
	pinned?: boolean;
	blocks?: unknown[];
	customFields?: Record<string, unknown>;
	/** Whatever else the platform shows of it: mentions, links, location. */
	more?: Record<string, unknown>;
}

/** One piece of a file's bytes. The pieces of a file stand in their order before its record, in the same sealed stream. */
export interface FilePartRecord {
	kind: 'file-part';
	fileId: string;
	/** Counted from 0. */
	part: number;
	base64: string;
}

/** A file that was copied whole. */
export interface FileRecord {
	kind: 'file';
	capturedAt: string;
	id: string;
	messageId: string;
	roomId: string;
	name?: string;
	type?: string;
	/** Of the bytes that were copied. */
	sizeBytes: number;
	sha256: string;
	parts: number;
	/** What the workspace states, where it differs from the bytes that it gave. */
	statedSizeBytes?: number;
}

/** How the copying of one room's messages came out: seen = captured + outside + excepted. */
export interface RoomCountsRecord {
	kind: 'room-counts';
	at: string;
	roomId: string;
	/** `own`: only the account's messages are captured; the others are counted as outside. */
	scope: 'own' | 'whole';
	seen: number;
	captured: number;
	outside: number;
	excepted: number;
	/** How many messages of the period stood in the room at the end: differs from `seen` when the room changed meanwhile. */
	countedAtEnd: number;
	/** The platform's own count, which includes what it shows to no app: system, encrypted and removed messages. */
	platformCount?: number;
}

export type SnapshotRecord =
	| AccountRecord
	| MembershipRecord
	| ExceptionRecord
	| MessageMetadataRecord
	| MessageRecord
	| FilePartRecord
	| FileRecord
	| RoomCountsRecord;
