/** Storing a file and posting the message that carries it: two steps, and the second may fail. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { lookup as lookupType } from 'mime-types';

import { type Context, ServerError } from '../context';
import { fire } from './events';
import { canAccessRoom, findRoomById } from './rooms';
import { postMessage } from './send';
import { readSetting } from './settings';
import { saveUpload } from './uploads';
import { findUserById } from './users';
import { makeId, type Doc } from '../store/documents';

export interface FileToStore {
	name: string;
	roomId: string;
	userId: string;
	content: Buffer;
}

const MAGIC: [string, number[]][] = [
	['image/png', [0x89, 0x50, 0x4e, 0x47]],
	['image/jpeg', [0xff, 0xd8, 0xff]],
	['image/gif', [0x47, 0x49, 0x46, 0x38]],
	['application/pdf', [0x25, 0x50, 0x44, 0x46]],
	['application/zip', [0x50, 0x4b, 0x03, 0x04]],
];

function sniffType(content: Buffer): string | undefined {
	return MAGIC.find(([, magic]) => magic.every((byte, at) => content[at] === byte))?.[0];
}

/** By the file's name first, then by its first bytes. */
export function determineType(name: string, content: Buffer): string {
	return lookupType(name) || sniffType(content) || 'application/octet-stream';
}

/** Checks and stores a file; returns the raw upload document. */
export async function storeFile(context: Context, file: FileToStore): Promise<Doc> {
	const type = determineType(file.name, file.content);
	refuseUnlessAllowed(context, file, type);
	await askAppsAboutFile(context, file, type);
	const id = makeId();
	const now = context.clock.date();
	const url = `/file-upload/${id}/${encodeURIComponent(file.name)}`;
	const upload: Doc = {
		_id: id,
		name: file.name,
		size: file.content.length,
		type,
		rid: file.roomId,
		userId: file.userId,
		store: 'GridFS:Uploads',
		complete: true,
		uploading: false,
		progress: 1,
		extension: path.extname(file.name).slice(1),
		etag: makeId(),
		path: url,
		url: new URL(url, readSetting<string>(context, 'Site_Url')).href,
		uploadedAt: now,
		_updatedAt: now,
	};
	saveUpload(context, upload, file.content);
	return upload;
}

/** Posts the message for a stored file; undefined, without an error, when the room is gone. */
export async function postFile(
	context: Context,
	upload: Doc,
	extra: { msg?: string; tmid?: string } = {},
): Promise<Doc | undefined> {
	if (!findRoomById(context, upload.rid)) {
		return undefined;
	}
	const file = { _id: upload._id, name: upload.name, type: upload.type, size: upload.size, format: upload.extension };
	const isImage = /^image\/(png|jpe?g|gif|webp)$/.test(upload.type);
	const attachment = {
		title: upload.name,
		title_link: upload.path,
		title_link_download: true,
		type: 'file',
		...(isImage && { image_url: upload.path, image_type: upload.type, image_size: upload.size }),
		...(!isImage && { format: upload.extension, size: upload.size }),
	};
	return postMessage(context, upload.userId, {
		...(extra.tmid && { tmid: extra.tmid }),
		msg: extra.msg ?? '',
		file,
		files: isImage ? [file, storeThumbnail(context, upload)] : [file],
		attachments: [attachment],
		groupable: false,
		rid: upload.rid,
	});
}

/** Image messages list a thumbnail beside the file. Nothing here scales pictures: a placeholder stands for it. */
function storeThumbnail(context: Context, upload: Doc): Doc {
	const content = Buffer.from('workbench thumbnail');
	const thumbnail: Doc = {
		...upload,
		_id: makeId(),
		name: `thumb-${upload.name}`,
		size: content.length,
		originalFileId: upload._id,
	};
	saveUpload(context, thumbnail, content);
	return { _id: thumbnail._id, name: thumbnail.name, type: thumbnail.type, size: thumbnail.size, format: upload.extension };
}

function refuseUnlessAllowed(context: Context, file: FileToStore, type: string): void {
	const room = findRoomById(context, file.roomId);
	const user = findUserById(context, file.userId);
	if (user?.type !== 'app' && !canAccessRoom(context, file.userId, file.roomId)) {
		throw new ServerError('error-not-allowed', 'Not allowed');
	}
	if (!readSetting(context, 'FileUpload_Enabled')) {
		throw new ServerError('error-file-upload-disabled', 'File upload is disabled');
	}
	if (room?.t === 'd' && !readSetting(context, 'FileUpload_Enabled_Direct')) {
		throw new ServerError('error-direct-message-file-upload-not-allowed', 'File sharing not allowed in direct messages');
	}
	const maxBytes = readSetting<number>(context, 'FileUpload_MaxFileSize');
	if (maxBytes > -1 && file.content.length > maxBytes) {
		throw new ServerError('error-file-too-large', `File exceeds allowed size of ${maxBytes} bytes.`);
	}
	const allowed = readTypes(context, 'FileUpload_MediaTypeWhiteList');
	const denied = readTypes(context, 'FileUpload_MediaTypeBlackList');
	if (
		denied.some((pattern) => matchesType(type, pattern)) ||
		(allowed.length > 0 && !allowed.some((pattern) => matchesType(type, pattern)))
	) {
		throw new ServerError('error-invalid-file-type', 'File type is not accepted.');
	}
}

function readTypes(context: Context, setting: string): string[] {
	return (readSetting<string>(context, setting) ?? '')
		.split(',')
		.map((entry) => entry.trim())
		.filter(Boolean);
}

function matchesType(type: string, pattern: string): boolean {
	return pattern === type || pattern === '*/*' || (pattern.endsWith('/*') && type.startsWith(pattern.slice(0, -1)));
}

/** Other apps see every upload first, as a temporary file. */
async function askAppsAboutFile(context: Context, file: FileToStore, type: string): Promise<void> {
	const folder = mkdtempSync(path.join(context.manager.getTempFilePath(), 'upload-'));
	try {
		const content = path.join(folder, 'content');
		writeFileSync(content, file.content);
		const shown = { name: file.name, size: file.content.length, type, rid: file.roomId, userId: file.userId };
		await fire(context, 'IPreFileUpload', { file: shown, path: content });
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}
