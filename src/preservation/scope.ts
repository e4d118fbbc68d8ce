import type { CaptureScope, MessageScope } from '../cases/events/capture';
import type { RoomKind } from '../cases/records';

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
export const DEFAULT_SCOPE_CHOICE: ScopeChoice = 'direct-and-own';

/** Which messages of a room are copied. */
export function decideMessageScope({ messages, roomIds }: CaptureScope, roomId: string, roomKind: RoomKind): MessageScope {
	return roomIds && !roomIds.includes(roomId) ? 'none' : messages[roomKind];
}

export function hasMessages({ messages }: CaptureScope): boolean {
	return ROOM_KINDS.some((kind) => messages[kind] !== 'none');
}

/**
 * A choice, for the messages of a period.
 *
 * @param period days, YYYY-MM-DD, both included; a day is one in UTC
 */
export function describeScope(choice: ScopeChoice, period: { from?: string; to?: string } = {}): CaptureScope {
	const dayAfter = (day: string) => new Date(Date.parse(`${day}T00:00:00.000Z`) + 86_400_000).toISOString();
	return {
		...SCOPE_CHOICES[choice],
		...(period.from ? { from: `${period.from}T00:00:00.000Z` } : {}),
		...(period.to ? { until: dayAfter(period.to) } : {}),
	};
}

function setMessages(direct: MessageScope, elsewhere: MessageScope): CaptureScope['messages'] {
	return { 'direct messages': direct, 'private group': elsewhere, 'public channel': elsewhere, 'other': elsewhere };
}
