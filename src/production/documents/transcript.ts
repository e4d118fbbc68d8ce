import { renderPerson } from './fieldLines';
import { renderHeader } from './header';
import type { FileReference, MembershipRecord, MessageMetadataRecord, MessageRecord } from '../../cases/records';
import { CLAUSES } from '../../policy/clauses';
import type { ProductionFacts } from '../facts';
import { nameFile, type RecordIndex, type RoomTally } from '../indexRecords';
import type { Numbering } from '../numbering';
import { content, contentField, field, prose, quotation, quotedField } from '../text/layout';

/** What the blocks of messages are made from. */
export interface MessageContext {
	index: RecordIndex;
	numbering: Numbering;
	/** Why a file was not copied, by file id. */
	missingFiles: ReadonlyMap<string, string>;
}

/** Where a message stands. */
export interface MessagePlace {
	/** Among the produced messages, from 0. */
	place: number;
	/** `data/records/messages-0001-0001.ndjson, line 7` */
	exactData: string;
}

/** The head of a transcript: one room, or a part of one. */
export function renderRoomHeader(input: {
	title: 'TRANSCRIPT' | 'MESSAGE METADATA';
	documentId: string;
	facts: ProductionFacts;
	room: RoomTally;
	/** Where the process reaches the list of rooms. */
	membership?: MembershipRecord;
	part: number;
	messages: number;
}): string[] {
	const { title, documentId, facts, room, membership, part, messages } = input;
	return [
		...renderHeader(title, documentId, facts),
		...field('Room', String(room.ordinal)),
		...field('Room id', room.roomId),
		...(membership ? renderRoom(membership) : []),
		...field('First message', room.firstSentAt ?? '(not stated)'),
		...field('Last message', room.lastSentAt ?? '(not stated)'),
		...field('Part', String(part)),
		'',
		...(title === 'TRANSCRIPT' ? explainTranscript() : explainMetadata()),
		...prose`Number of messages of this room in this production: ${room.messages}. Number of records in this file: ${messages}.`,
	];
}

/** A direct room has no name of its own: its other people stand for it. */
function renderRoom({ roomKind, name, displayName, counterparts = [] }: MembershipRecord): string[] {
	return [
		...field('Kind of room', roomKind),
		...(name === undefined ? [] : quotedField('Room name', name)),
		...(displayName === undefined ? [] : quotedField('Display name', displayName)),
		...counterparts.flatMap((person) => renderPerson('Counterpart', person)),
	];
}

function explainTranscript(): string[] {
	return [
		...prose`This file shows messages of one room in the order in which they were sent, one record for each. The text of an edited
			message is as it stood when it was copied; earlier wordings are not shown by the platform. Messages are of
			accounts: that a message bears the name of an account does not show which person wrote it. The Guidelines for Law
			Enforcement say:`,
		...quotation(CLAUSES['accuracy-not-guaranteed']),
	];
}

function explainMetadata(): string[] {
	return prose`This file shows who sent the messages of one room, when, and in reply to which other message, and nothing of what
		they say. "Files", "Attachments" and "Reactions" are numbers.`;
}

/** One message, whole. */
export function renderMessage(message: MessageRecord, { place, exactData }: MessagePlace, context: MessageContext): string[] {
	const { text, alias, reactions, attachments, pinned } = message;
	return [
		...field('Record', context.numbering.message(place)),
		...field('Exact data', exactData),
		...renderOrigin(message, context),
		...(alias === undefined ? [] : quotedField('Posted as', alias)),
		...renderType(message.more),
		...(pinned ? field('Pinned', 'yes') : []),
		...(text === undefined || text === '' ? field('Text', '(none)') : contentField('Text', text)),
		...(message.files ?? []).flatMap((file) => renderFile(message.id, file, context)),
		...(attachments ?? []).flatMap(renderPreview),
		...(reactions ?? []).flatMap(renderReaction),
		...renderFurther(message),
		'',
	];
}

/** One message, without what it says. */
export function renderMetadata(
	message: MessageMetadataRecord,
	{ place, exactData }: MessagePlace,
	context: MessageContext,
): string[] {
	const { pinned, files, attachments, reactions } = message;
	return [
		...field('Record', context.numbering.message(place)),
		...field('Exact data', exactData),
		...renderOrigin(message, context),
		...(pinned ? field('Pinned', 'yes') : []),
		...field('Files', String(files)),
		...field('Attachments', String(attachments)),
		...field('Reactions', String(reactions)),
		'',
	];
}

function renderOrigin(message: MessageRecord | MessageMetadataRecord, { index, numbering }: MessageContext): string[] {
	const { id, sentAt, sender, threadId, editedAt, editedBy, capturedAt } = message;
	const parent = threadId === undefined ? undefined : index.places.get(threadId);
	return [
		...field('Sent', sentAt ?? '(not stated by the platform)'),
		...(sender ? renderPerson('From', sender) : field('From', '(not stated by the platform)')),
		...field('Message id', id),
		...(threadId === undefined ? [] : field('Reply to message', threadId)),
		...(parent === undefined ? [] : field('- record', numbering.message(parent))),
		...(editedAt === undefined ? [] : field('Edited at', editedAt)),
		...(editedBy === undefined ? [] : renderPerson('Edited by', editedBy)),
		...field('Copied at', capturedAt),
	];
}

/** The platform's own type codes: messages that people typed have none. */
function renderType(more: Record<string, unknown> | undefined): string[] {
	const code = more?.t;
	if (code === undefined) {
		return [];
	}
	if (code === 'rm') {
		return field('Type', 'removed message: the platform kept only its place');
	}
	if (code === 'e2e') {
		return field('Type', 'end-to-end encrypted: the text is as the server held it');
	}
	return field('Type', `system message, type ${JSON.stringify(code)}`);
}

function renderFile(messageId: string, file: FileReference, { index, numbering, missingFiles }: MessageContext): string[] {
	const { id, name, type, sizeBytes, isThumbnail } = file;
	const copied = index.files.get(nameFile(messageId, id));
	const copy = copied
		? [
				...field('- bytes', String(copied.record.sizeBytes)),
				...field('- copied to', `data/${numbering.pathOf(copied)}`),
				...field('SHA-256', 'of the copied bytes:'),
				...content(copied.record.sha256),
			]
		: [
				...(sizeBytes === undefined ? [] : field('- bytes as stated', String(sizeBytes))),
				...field('- not copied', isThumbnail ? 'smaller picture that the platform made of another file' : whyMissing(id)),
			];
	function whyMissing(fileId: string): string {
		return missingFiles.get(fileId) ?? 'see exceptions.txt';
	}
	return [
		...quotedField('File', name ?? ''),
		...field('- file id', id),
		...(type === undefined ? [] : field('- type', type)),
		...copy,
	];
}

/** What a preview, quote or card says to a reader; its other data are named, and stand in the exact data. */
const PREVIEW_TEXTS = ['author_name', 'title', 'title_link', 'message_link', 'description', 'text'] as const;

function renderPreview(preview: unknown): string[] {
	const entries = Object.entries(typeof preview === 'object' && preview !== null ? preview : {});
	const texts = new Map(entries.filter(([, value]) => typeof value === 'string') as [string, string][]);
	const others = entries
		.map(([name]) => name)
		.filter((name) => !PREVIEW_TEXTS.some((known) => known === name && texts.has(name)));
	return [
		...field('Preview or card', 'with this message:'),
		...PREVIEW_TEXTS.flatMap((name) => {
			const text = texts.get(name);
			return text === undefined ? [] : contentField(`- ${name.replace('_', ' ')}`, text);
		}),
		...(others.length > 0 ? field('- in exact data', others.sort().join(', ')) : []),
	];
}

function renderReaction({ name, usernames: people }: { name: string; usernames: string[] }): string[] {
	return [...field('Reaction', name), ...people.flatMap((username) => field('- by', `@${username}`))];
}

/** Data that only a program reads: named here, so that nobody misses them, and shown in the exact data. */
function renderFurther({ blocks, customFields, more }: MessageRecord): string[] {
	const names = [
		...(blocks ? ['blocks'] : []),
		...(customFields ? ['customFields'] : []),
		...Object.entries(more ?? {})
			.filter(([, value]) => !isEmpty(value))
			.map(([name]) => `more.${name}`)
			.sort(),
	];
	return names.length > 0 ? field('In exact data only', names.join(', ')) : [];
}

/** The platform gives every message lists of mentions, channels and links, nearly always without anything in them. */
function isEmpty(value: unknown): boolean {
	return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
