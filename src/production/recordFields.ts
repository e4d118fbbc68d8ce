import * as z from 'zod/v4';

import type {
	AccountRecord,
	ExceptionRecord,
	FileRecord,
	MembershipRecord,
	MessageMetadataRecord,
	MessageRecord,
} from '../cases/records';
import type { RecordCategory } from '../policy/entitlement';

/** One field of a record: how it must look, and which legal process it takes to see it. */
export interface FieldRule {
	readonly schema: z.ZodTypeAny;
	readonly category: RecordCategory;
	/** How the package names it; a list is named by one of its members. */
	readonly label: string;
	/** `quoted`: a short text that a person typed. `block`: one that may have several lines. */
	readonly style?: 'quoted' | 'block';
}

type FieldRules<R> = { readonly [Field in keyof R]-?: FieldRule };

const text = z.string();
const texts = z.array(text);
const flag = z.boolean();
const number = z.number();
const email = z.object({ address: text, verified: flag });
const person = z.object({ id: text, username: text.optional(), name: text.optional() });

type Style = FieldRule['style'];
const basic = (label: string, schema: z.ZodTypeAny, style?: Style): FieldRule => ({ category: 'account', label, schema, style });
const other = (label: string, schema: z.ZodTypeAny, style?: Style): FieldRule => ({
	category: 'non-content',
	label,
	schema,
	style,
});
const written = (label: string, schema: z.ZodTypeAny): FieldRule => ({ category: 'content', label, schema, style: 'block' });

/**
 * A subpoena reaches basic subscriber information: name, address, times, length and type of service, subscriber identity
 * (18 U.S.C. § 2703(c)(2)). Settings and profile fields are other records that pertain to the subscriber ((c)(1)). A bio
 * and a status text are what the account holder wrote for others to read: they count as contents, the stricter reading.
 */
const ACCOUNT_FIELDS: FieldRules<AccountRecord> = {
	kind: basic('Kind', z.literal('account')),
	capturedAt: basic('Copied at', text),
	id: basic('User id', text),
	username: basic('Username', text),
	name: basic('Name', text.optional(), 'quoted'),
	emails: basic('E-mail address', z.array(email)),
	type: basic('Type of account', text.optional()),
	active: basic('Active', flag),
	roles: basic('Role', texts),
	createdAt: basic('Created at', text.optional()),
	lastLoginAt: basic('Last login at', text.optional()),
	federated: basic('Federated', flag.optional()),
	updatedAt: other('Last changed at', text.optional()),
	language: other('Language', text.optional()),
	utcOffset: other('Hours from UTC', number.optional()),
	customFields: other('Custom fields', z.record(z.string(), z.unknown()).optional()),
	bio: written('Bio', text.optional()),
	statusText: written('Status text', text.optional()),
};

const MEMBERSHIP_FIELDS: FieldRules<MembershipRecord> = {
	kind: other('Kind', z.literal('membership')),
	capturedAt: other('Copied at', text),
	roomId: other('Room id', text),
	roomKind: other('Kind of room', z.enum(['public channel', 'private group', 'direct messages', 'other'])),
	name: other('Room name', text.optional(), 'quoted'),
	displayName: other('Display name', text.optional(), 'quoted'),
	createdAt: other('Created at', text.optional()),
	roles: other('Role in the room', texts),
	counterparts: other('Counterpart', z.array(person).optional()),
	messageCount: other('Messages', number.optional()),
	encrypted: other('Encrypted', flag.optional()),
};

/** Whether an exception may be seen is decided for the whole of it, by what it is about. */
const EXCEPTION_FIELDS: FieldRules<ExceptionRecord> = {
	kind: basic('Kind', z.literal('exception')),
	at: basic('Found at', text),
	what: basic('What', text),
	where: basic('Where', text),
	code: basic('Reason code', text),
	why: basic('Reason', text),
	roomId: basic('Room id', text.optional()),
	messageId: basic('Message id', text.optional()),
	sentAt: basic('Message sent at', text.optional()),
};

/** Who, where and when of a message: what an order under 18 U.S.C. § 2703(d) reaches, and nothing that anybody said. */
const METADATA_FIELDS: FieldRules<MessageMetadataRecord> = {
	kind: other('Kind', z.literal('message-metadata')),
	capturedAt: other('Copied at', text),
	id: other('Message id', text),
	roomId: other('Room id', text),
	sender: other('From', person.optional()),
	sentAt: other('Sent', text.optional()),
	threadId: other('Reply to', text.optional()),
	editedAt: other('Edited at', text.optional()),
	editedBy: other('Edited by', person.optional()),
	pinned: other('Pinned', flag.optional()),
	files: other('Files', number),
	attachments: other('Attachments', number),
	reactions: other('Reactions', number),
};

const anything = z.unknown();
const file = z.object({
	id: text,
	name: text.optional(),
	type: text.optional(),
	sizeBytes: number.optional(),
	isThumbnail: flag.optional(),
});

/** A message is shown whole or not at all; what the platform says in its own form is kept as it is. */
const MESSAGE_FIELDS: FieldRules<MessageRecord> = {
	kind: written('Kind', z.literal('message')),
	capturedAt: written('Copied at', text),
	id: written('Message id', text),
	roomId: written('Room id', text),
	sender: written('From', person.optional()),
	alias: written('Posted as', text.optional()),
	sentAt: written('Sent', text.optional()),
	updatedAt: written('Last changed at', text.optional()),
	text: written('Text', text.optional()),
	threadId: written('Reply to', text.optional()),
	editedAt: written('Edited at', text.optional()),
	editedBy: written('Edited by', person.optional()),
	reactions: written('Reaction', z.array(z.object({ name: text, usernames: texts })).optional()),
	attachments: written('Preview or card', z.array(anything).optional()),
	files: written('File', z.array(file).optional()),
	pinned: written('Pinned', flag.optional()),
	blocks: written('Blocks', z.array(anything).optional()),
	customFields: written('Custom fields', z.record(z.string(), anything).optional()),
	more: written('Further data', z.record(z.string(), anything).optional()),
};

/** A file's name and type are chosen by who sends it. */
const FILE_FIELDS: FieldRules<FileRecord> = {
	kind: written('Kind', z.literal('file')),
	capturedAt: written('Copied at', text),
	id: written('File id', text),
	messageId: written('Message id', text),
	roomId: written('Room id', text),
	name: written('Name', text.optional()),
	type: written('Type', text.optional()),
	sizeBytes: written('Bytes', number),
	sha256: written('SHA-256', text),
	parts: written('Parts', number),
	statedSizeBytes: written('Bytes as stated', number.optional()),
};

export const RECORD_FIELDS = {
	'account': ACCOUNT_FIELDS,
	'membership': MEMBERSHIP_FIELDS,
	'exception': EXCEPTION_FIELDS,
	'message-metadata': METADATA_FIELDS,
	'message': MESSAGE_FIELDS,
	'file': FILE_FIELDS,
} as const satisfies Record<string, Readonly<Record<string, FieldRule>>>;

/** Kinds of record that can be produced. A kind that is not in the table is withheld. */
export type ProducibleKind = keyof typeof RECORD_FIELDS;

export function isProducibleKind(kind: string): kind is ProducibleKind {
	return Object.hasOwn(RECORD_FIELDS, kind);
}
