import type { CaptureScope, MessageScope } from '../cases/events/capture';
import type { RoomKind } from '../cases/records';
import { dayAfter } from '../policy/instants';

export const ROOM_KINDS: readonly RoomKind[] = ['direct messages', 'private group', 'public channel', 'other'];

/** Files above this size are left out unless the person who places the hold says otherwise. */
export const DEFAULT_MAX_FILE_BYTES = 8 * 1024 * 1024;

/** The account record and its rooms, and no messages: what a hold without a scope copies. */
export const ACCOUNT_SCOPE: CaptureScope = { messages: setMessages('none', 'none'), maxFileBytes: 0 };

/** What a person can choose from; the last is proposed. */
export const SCOPE_CHOICES = {
	'account': ACCOUNT_SCOPE,
	'direct': { messages: setMessages('whole', 'none'), maxFileBytes: DEFAULT_MAX_FILE_BYTES },
	'own': { messages: setMessages('own', 'own'), maxFileBytes: DEFAULT_MAX_FILE_BYTES },
	'direct-and-own': { messages: setMessages('whole', 'own'), maxFileBytes: DEFAULT_MAX_FILE_BYTES },
} as const satisfies Record<string, CaptureScope>;

export type ScopeChoice = keyof typeof SCOPE_CHOICES;

/** Which messages of a room are copied. */
export function decideMessageScope(
	{ messages, roomIds, roomPlaces }: CaptureScope,
	{ roomId, place }: { roomId: string; place?: string },
	roomKind: RoomKind,
): MessageScope {
	const isNamed = (!roomIds || roomIds.includes(roomId)) && (!roomPlaces || (place !== undefined && roomPlaces.includes(place)));
	return isNamed ? messages[roomKind] : 'none';
}

/**
 * Whether a scope copies whole conversations of many people without any bound: every message of channels or groups, of all
 * times and all rooms. It may be asked for, and needs a reason.
 */
export function isOverBroad({ messages, roomIds, roomPlaces, from, until }: CaptureScope): boolean {
	const isWhole = ROOM_KINDS.some((kind) => kind !== 'direct messages' && messages[kind] === 'whole');
	return isWhole && !roomIds && !roomPlaces && from === undefined && until === undefined;
}

export function hasMessages({ messages }: CaptureScope): boolean {
	return ROOM_KINDS.some((kind) => messages[kind] !== 'none');
}

/** What a person has chosen in a plan. Days are YYYY-MM-DD, both included; a day is one in UTC. */
export interface ChosenScope {
	direct: MessageScope;
	privateGroups: MessageScope;
	publicChannels: MessageScope;
	/** Empty for all rooms. */
	roomIds: readonly string[];
	from?: string;
	to?: string;
	maxFileBytes: number;
	broadBecause?: string;
}

/** The scope of a choice. Rooms of no known kind go with the private groups. */
export function makeScope(chosen: ChosenScope): CaptureScope {
	const { direct, privateGroups, publicChannels, roomIds, from, to, maxFileBytes, broadBecause } = chosen;
	return {
		messages: {
			'direct messages': direct,
			'private group': privateGroups,
			'public channel': publicChannels,
			'other': privateGroups,
		},
		maxFileBytes,
		...(roomIds.length > 0 ? { roomIds: [...roomIds] } : {}),
		...(from ? { from: `${from}T00:00:00.000Z` } : {}),
		...(to ? { until: dayAfter(to) } : {}),
		...(broadBecause ? { broadBecause } : {}),
	};
}

function setMessages(direct: MessageScope, elsewhere: MessageScope): CaptureScope['messages'] {
	return { 'direct messages': direct, 'private group': elsewhere, 'public channel': elsewhere, 'other': elsewhere };
}
