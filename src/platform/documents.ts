import type { IRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { IMessage } from '@rocket.chat/apps-engine/definition/messages';
import type { IUpload } from '@rocket.chat/apps-engine/definition/uploads';

import { asText } from './values';
import { accept, refuse, type Refusal, type Result } from '../policy/refusal';

/** A file as a message names it. */
export interface PostedFile {
	uploadId: string;
	name: string;
	mediaType: string;
	/** As the message states it; the file itself decides. */
	sizeBytes: number;
}

export interface PostedFiles {
	/** The files of a message of this room, in its order. `message-gone` also for a message of any other room. */
	list(messageId: string, roomId: string): Promise<Result<PostedFile[], 'message-gone' | 'no-file'>>;
	/** Files of a room whose names begin like this, those of the newest messages first. Looks through some thousands of messages. */
	findNamed(roomId: string, beginning: string): Promise<PostedFile[]>;
	/** A file's bytes. Codes: `file-gone`, `file-elsewhere` (it was posted in another room), `file-too-large` (params.limit), `file-unreadable`. */
	read(
		file: PostedFile,
		roomId: string,
		maxBytes: number,
	): Promise<Result<Uint8Array, 'file-gone' | 'file-elsewhere' | 'file-too-large' | 'file-unreadable'>>;
}

const PAGE = 100;
const MOST_MESSAGES = 5_000;

const MEBIBYTE = 1024 * 1024;

export function createPostedFiles(read: IRead): PostedFiles {
	return {
		async list(messageId, roomId) {
			const message = messageId ? ((await read.getMessageReader().getById(messageId)) as IMessage | null | undefined) : undefined;
			if (!message || message.room?.id !== roomId) {
				return refuse('message-gone');
			}
			const files = listFiles(message);
			return files.length > 0 ? accept(files) : refuse('no-file');
		},
		async findNamed(roomId, beginning) {
			const found: PostedFile[] = [];
			for (let skip = 0; skip < MOST_MESSAGES; skip += PAGE) {
				// A fresh object a call: the accessor changes the one that it is given.
				const options = { skip, limit: PAGE, sort: { createdAt: 'desc' as const }, showThreadMessages: true };
				const page = (await read.getRoomReader().getMessages(roomId, options)) as unknown[] | null | undefined;
				const files = (page ?? []).flatMap((message) => listFiles(message as IMessage));
				found.push(...files.filter(({ name }) => name.startsWith(beginning)));
				if ((page ?? []).length < PAGE) {
					break;
				}
			}
			return found;
		},
		async read({ uploadId }, roomId, maxBytes) {
			const uploads = read.getUploadReader();
			const upload = (await uploads.getById(uploadId).catch(() => undefined)) as IUpload | null | undefined;
			if (!upload) {
				return refuse('file-gone');
			}
			if (upload.room?.id !== roomId) {
				return refuse('file-elsewhere');
			}
			if (Number(upload.size) > maxBytes) {
				return refuseSize(maxBytes);
			}
			const buffer = (await uploads.getBufferById(uploadId).catch(() => undefined)) as Uint8Array | undefined;
			if (!buffer || buffer.byteLength === 0) {
				return refuse('file-unreadable');
			}
			return buffer.byteLength > maxBytes ? refuseSize(maxBytes) : accept(Uint8Array.from(buffer));
		},
	};
}

/** The refusal of a file above a limit, with the limit as people read it. */
export function refuseSize(maxBytes: number): Refusal<'file-too-large'> {
	return refuse('file-too-large', { limit: maxBytes < MEBIBYTE ? `${maxBytes / 1024} KiB` : `${maxBytes / MEBIBYTE} MiB` });
}

/** The platform maps the first file of a message; the list of all, with thumbnails among them, comes unmapped. */
function listFiles(message: IMessage): PostedFile[] {
	const unmapped = (message as { _unmappedProperties_?: { files?: unknown } })._unmappedProperties_;
	const all = Array.isArray(unmapped?.files) ? (unmapped.files as unknown[]) : [];
	const named = all.length > 0 ? all : [message.file];
	const files = named.flatMap((file) => readFile(file));
	return files.filter(({ uploadId }, index) => files.findIndex((other) => other.uploadId === uploadId) === index);
}

function readFile(value: unknown): PostedFile[] {
	const file = (value ?? {}) as Record<string, unknown>;
	const uploadId = asText(file._id) ?? asText(file.id);
	const isThumbnail = file.typeGroup === 'thumb' || /^thumb-/.test(asText(file.name) ?? '');
	if (!uploadId || isThumbnail) {
		return [];
	}
	const name = (asText(file.name) ?? 'file').slice(0, 200);
	return [{ uploadId, name, mediaType: asText(file.type) ?? 'application/octet-stream', sizeBytes: Number(file.size) || 0 }];
}
