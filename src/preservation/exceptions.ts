import type { ExceptionRecord } from '../cases/records';

/** Why something is not in a snapshot, by its stable code. */
const REASONS = {
	'account-gone': 'The account no longer existed when its snapshot was taken.',
	'rooms-unavailable': 'The workspace did not list the rooms of the account.',
	'room-gone': 'The room no longer existed when it was to be copied.',
	'room-gone-meanwhile': 'The room was removed while it was being copied.',
	'room-unreadable': 'The workspace refused twice to show the room.',
	'room-encrypted': 'The room is end-to-end encrypted: the platform shows an app none of its encrypted messages.',
	'room-changed': 'The room changed while it was being copied.',
	'instant-unsettled': 'The workspace gave the messages of one millisecond in an order that never held still.',
	'message-not-plain': 'The message holds data that has no faithful written form.',
	'message-too-large': 'The message is larger than a sealed piece may be.',
	'file-gone': '',
	'file-unreadable': '',
	'file-empty-read': '',
	'file-over-limit': '',
	'files-left-out': '',
} as const;

export type ExceptionCode = keyof typeof REASONS;

/**
 * Something that could not be seen or copied.
 *
 * @param at epoch ms
 * @param what account, membership, room, message, file: decides which process reaches the exception itself
 * @param more added to the reason: counts, a size
 * @param place of a message or file: without it a production that is narrowed to rooms or a period has to leave it out
 */
export function describeException(
	at: number,
	what: string,
	where: string,
	code: ExceptionCode,
	more = '',
	place: Pick<ExceptionRecord, 'roomId' | 'messageId' | 'sentAt'> = {},
): ExceptionRecord {
	const why = [REASONS[code], more].filter(Boolean).join(' ');
	return { kind: 'exception', at: new Date(at).toISOString(), what, where, code, why, ...place };
}
