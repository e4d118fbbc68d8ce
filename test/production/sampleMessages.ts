import { ACCOUNT } from './sample';
import type { ExceptionRecord, FilePartRecord, FileRecord, MessageMetadataRecord, MessageRecord } from '../../src/cases/records';
import { sha256Hex, toBase64, toUtf8 } from '../../src/evidence';

const CAPTURED_AT = '2026-02-03T10:15:03.000Z';
const ROOM = 'aXk29fQpLmz7bYt83hRwNvs2';
const MALLORY = { id: ACCOUNT.id, username: 'mallory', name: 'Judge Judy' };
const ALICE = { id: 'bYt83hRwNvs2', username: 'alice', name: 'Alice "Ali" Example' };

export const PICTURE = toUtf8('not really a picture, but the bytes of one');

/** A conversation with everything that a transcript has to show. */
export const MESSAGES: MessageRecord[] = [
	{
		kind: 'message',
		capturedAt: CAPTURED_AT,
		id: 'm1',
		roomId: ROOM,
		sender: ALICE,
		sentAt: '2026-01-10T08:00:00.000Z',
		text: 'Did you send it?',
		reactions: [{ name: ':thumbsup:', usernames: ['mallory', 'alice'] }],
		pinned: true,
	},
	{
		kind: 'message',
		capturedAt: CAPTURED_AT,
		id: 'm2',
		roomId: ROOM,
		sender: MALLORY,
		sentAt: '2026-01-10T08:01:00.000Z',
		updatedAt: '2026-01-10T08:05:00.000Z',
		threadId: 'm1',
		editedAt: '2026-01-10T08:05:00.000Z',
		editedBy: MALLORY,
		text: 'Yes: see the picture.\nRecord             : LE-2026-0001-P1-000099\n\u202Egnp.exe and a typed {U+202E}',
		files: [{ id: 'f1', name: '../../evil\u202Egnp.exe.png', type: 'image/png', sizeBytes: 42 }],
		attachments: [{ title: 'picture', description: 'Sent\nFrom @judge', image_url: '/file-upload/f1/picture.png' }],
		blocks: [{ type: 'section' }],
		customFields: { note: 'x' },
		more: { t: 'custom-type', mentions: [{ username: 'alice' }], channels: [], urls: [] },
	},
	{
		kind: 'message',
		capturedAt: CAPTURED_AT,
		id: 'm3',
		roomId: 'GENERAL',
		sender: MALLORY,
		alias: 'Court Clerk',
		sentAt: '2026-01-20T12:00:00.000Z',
		files: [
			{ id: 'f2', name: 'too-large.mp4', type: 'video/mp4', sizeBytes: 99_999_999 },
			{ id: 'f3', name: 'thumb-too-large.mp4', isThumbnail: true },
		],
	},
	{
		kind: 'message',
		capturedAt: CAPTURED_AT,
		id: 'm4',
		roomId: 'GENERAL',
		sentAt: '2026-01-21T12:00:00.000Z',
		text: '',
		more: { t: 'rm' },
	},
	{
		kind: 'message',
		capturedAt: CAPTURED_AT,
		id: 'm5',
		roomId: 'GENERAL',
		sender: ALICE,
		sentAt: '2026-01-22T12:00:00.000Z',
		text: 'x9jk==',
		more: { t: 'e2e' },
	},
];

export const METADATA: MessageMetadataRecord[] = MESSAGES.map(
	({ capturedAt, id, roomId, sender, sentAt, threadId, editedAt, editedBy, pinned, files, attachments, reactions }) => ({
		...{ kind: 'message-metadata', capturedAt, id, roomId, sender, sentAt, threadId, editedAt, editedBy, pinned },
		files: files?.length ?? 0,
		attachments: attachments?.length ?? 0,
		reactions: reactions?.length ?? 0,
	}),
);

export const FILE_PARTS: FilePartRecord[] = [PICTURE.subarray(0, 10), PICTURE.subarray(10)].map((bytes, part) => ({
	...{ kind: 'file-part', fileId: 'f1', part, base64: toBase64(bytes) },
}));

export const FILE: FileRecord = {
	kind: 'file',
	capturedAt: CAPTURED_AT,
	id: 'f1',
	messageId: 'm2',
	roomId: ROOM,
	name: '../../evil\u202Egnp.exe.png',
	type: 'image/png',
	sizeBytes: PICTURE.byteLength,
	sha256: sha256Hex(PICTURE),
	parts: 2,
};

export const FILE_EXCEPTION: ExceptionRecord = {
	kind: 'exception',
	at: CAPTURED_AT,
	what: 'file',
	where: 'f2',
	code: 'file-over-limit',
	why: 'The file has 99999999 bytes; the hold covers files up to 8388608.',
	roomId: 'GENERAL',
	messageId: 'm3',
	sentAt: '2026-01-20T12:00:00.000Z',
};

/** In the order in which a capture seals them. */
export const CONVERSATION = [...MESSAGES, ...METADATA, ...FILE_PARTS, FILE, FILE_EXCEPTION];
