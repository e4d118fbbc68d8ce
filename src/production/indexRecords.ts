import type { Gate, GateRefusal } from './gate';
import type { RecordSource, UnknownRecord } from './source';
import type { FileRecord, FileReference, MessageRecord } from '../cases/records';
import { accept, type Result } from '../policy/refusal';

/** What is produced of one room. */
export interface RoomTally {
	roomId: string;
	/** Counted from 1 in the order of the snapshot. */
	ordinal: number;
	messages: number;
	firstSentAt?: string;
	lastSentAt?: string;
}

/** A copied file of a message that is produced. */
export interface IndexedFile {
	/** The message's place among the produced messages, from 0. */
	message: number;
	/** Which file of its message it is, from 1. */
	n: number;
	record: FileRecord;
}

/** What there is to produce, found in a first reading: so that a transcript can name a file's hash before the file is written. */
export interface RecordIndex {
	messages: number;
	rooms: ReadonlyMap<string, RoomTally>;
	/** Places of messages that have files or replies, by message id. */
	places: ReadonlyMap<string, number>;
	/** By `nameFile`, in the order of the snapshot. */
	files: ReadonlyMap<string, IndexedFile>;
}

/** A forwarded file is copied with each message that bears it. */
export function nameFile(messageId: string, fileId: string): string {
	return JSON.stringify([messageId, fileId]);
}

/** The files of a message that are files of their own, in its order. */
export function listOwnFiles({ files }: Pick<MessageRecord, 'files'>): FileReference[] {
	return (files ?? []).filter(({ isThumbnail }) => !isThumbnail);
}

/**
 * Reads the messages and files once, keeping only counts, places and the records of files. What it keeps grows with the
 * number of rooms, files and replies, and for the room being read with its messages' ids; never with what they say.
 */
export async function indexRecords(
	source: RecordSource,
	kind: 'message' | 'message-metadata' | undefined,
	gate: Gate,
	pace: () => Promise<void>,
): Promise<Result<RecordIndex, GateRefusal>> {
	const index = { messages: 0, rooms: new Map<string, RoomTally>(), places: new Map<string, number>() };
	const files = new Map<string, IndexedFile>();
	const bearers = new Map<string, { place: number; fileIds: string[] }>();
	if (kind) {
		let ids = new Map<string, number>();
		let roomId = '';
		for await (const records of source.read(kind)) {
			for (const record of records) {
				const passed = gate.pass(record);
				if (!passed.ok) {
					return passed;
				}
				if (passed.value) {
					const message = passed.value as unknown as MessageRecord;
					ids = message.roomId === roomId ? ids : new Map();
					({ roomId } = message);
					countMessage(message, index, ids, bearers);
				}
				await pace();
			}
		}
	}
	if (kind === 'message') {
		for await (const records of source.read('file')) {
			for (const record of records.filter((known) => known.kind === 'file')) {
				const passed = gate.pass(record);
				if (!passed.ok) {
					return passed;
				}
				indexFile(passed.value, bearers, files);
			}
			await pace();
		}
	}
	return accept({ ...index, files });
}

function countMessage(
	message: MessageRecord,
	index: { messages: number; rooms: Map<string, RoomTally>; places: Map<string, number> },
	ids: Map<string, number>,
	bearers: Map<string, { place: number; fileIds: string[] }>,
): void {
	const { id, roomId, sentAt, threadId } = message;
	const place = index.messages;
	index.messages += 1;
	const room = index.rooms.get(roomId) ?? { roomId, ordinal: index.rooms.size + 1, messages: 0 };
	room.messages += 1;
	room.firstSentAt ??= sentAt;
	room.lastSentAt = sentAt ?? room.lastSentAt;
	index.rooms.set(roomId, room);
	ids.set(id, place);
	const parent = threadId === undefined ? undefined : ids.get(threadId);
	if (threadId !== undefined && parent !== undefined) {
		index.places.set(threadId, parent);
	}
	// Of metadata `files` is a number.
	if (message.kind === 'message' && message.files) {
		index.places.set(id, place);
		bearers.set(id, { place, fileIds: listOwnFiles(message).map((file) => file.id) });
	}
}

/** A file counts only with a message that is produced: what narrows messages narrows their files. */
function indexFile(
	passed: UnknownRecord | undefined,
	bearers: ReadonlyMap<string, { place: number; fileIds: string[] }>,
	files: Map<string, IndexedFile>,
): void {
	const record = passed as unknown as FileRecord | undefined;
	const bearer = record && bearers.get(record.messageId);
	const position = record && bearer ? bearer.fileIds.indexOf(record.id) : -1;
	if (record && bearer && position >= 0) {
		files.set(nameFile(record.messageId, record.id), { message: bearer.place, n: position + 1, record });
	}
}
