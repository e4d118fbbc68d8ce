import type { RoomKind } from '../records';

/** Which messages of a room are copied: none, those that the account sent, or all of them. */
export type MessageScope = 'none' | 'own' | 'whole';

/** What a hold copies beside the account record and the list of its rooms. */
export interface CaptureScope {
	messages: Record<RoomKind, MessageScope>;
	/** Only the messages of these rooms; absent for all rooms of the account. Of a plan, which is not kept. */
	roomIds?: string[];
	/** The same in the ledger, by their places in the order of rooms: the id of a direct room names its people. */
	roomPlaces?: string[];
	/** Instants between which a message was sent; the second is outside. Absent: from the first message to the placing of the hold. */
	from?: string;
	until?: string;
	/** Files of captured messages up to this size; 0 for none. */
	maxFileBytes: number;
	/** Why whole conversations of many people are copied, of all times and rooms; given by the person who placed the hold. */
	broadBecause?: string;
}

/** What the person who placed the hold was shown. */
export interface CapturePlan {
	/** Message counts are the platform's own and include what it shows to no app. */
	rooms: { kind: RoomKind; rooms: number; messages: number }[];
	/** False when there was no time to look at every room. */
	complete: boolean;
	pages: number;
	/** At most, before compression and without files. */
	bytes: number;
	seconds: number;
	/** What the platform shows to no app (`PLATFORM_LIMITS`). */
	notShown: string[];
}

/** seen = captured + outside + excepted; files = copied + excepted + thumbnails. */
export interface CaptureTally {
	seen: number;
	captured: number;
	/** Messages of other people in rooms of which only the account's own are captured. */
	outside: number;
	excepted: number;
	files: number;
	filesCopied: number;
	fileBytes: number;
	filesExcepted: number;
	thumbnails: number;
}

/** How far a walk through a room's messages has come. The instant is what counts; the position is where to look for it. */
export interface WalkCursor {
	skip: number;
	/** Epoch ms: every earlier message is done. Absent before the first. */
	at?: number;
	/** The messages of that very instant that are done. */
	ids: string[];
}

export interface RoomProgress {
	/** Which room, by its place in the order of rooms. */
	place: string;
	walk?: WalkCursor;
	seen: number;
	captured: number;
	outside: number;
	excepted: number;
}

export interface CaptureProgress {
	/** First every membership, then messages room by room. */
	phase: 'rooms' | 'messages' | 'done';
	/** The room whose messages are half done. */
	room?: RoomProgress;
	tally: CaptureTally;
}

/** How an account stands; compared from day to day while it is held. */
export interface AccountStanding {
	exists: boolean;
	username?: string;
	active?: boolean;
	roles?: string[];
}

export const EMPTY_TALLY: CaptureTally = {
	...{ seen: 0, captured: 0, outside: 0, excepted: 0 },
	...{ files: 0, filesCopied: 0, fileBytes: 0, filesExcepted: 0, thumbnails: 0 },
};
