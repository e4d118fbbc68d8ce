import { readFileSync, writeFileSync } from 'node:fs';

import type { SeedMessage, WorkspaceData } from '../engine/contract';

type FileOnDisk = Omit<NonNullable<SeedMessage['files']>[number], 'content'> & { contentBase64: string };
type MessageOnDisk = Omit<SeedMessage, 'files'> & { files?: FileOnDisk[] };

const toDisk = ({ files, ...message }: SeedMessage): MessageOnDisk =>
	files
		? { ...message, files: files.map(({ content, ...file }) => ({ ...file, contentBase64: content.toString('base64') })) }
		: message;

const fromDisk = ({ files, ...message }: MessageOnDisk): SeedMessage =>
	files
		? {
				...message,
				files: files.map(({ contentBase64, ...file }) => ({ ...file, content: Buffer.from(contentBase64, 'base64') })),
			}
		: message;

/** Writes a workspace as JSON; the bytes of files become base64 in `contentBase64`. */
export function writeSeedFile(file: string, data: WorkspaceData): void {
	writeFileSync(file, JSON.stringify({ ...data, messages: Array.from(data.messages, toDisk) }));
}

/** Reads what `writeSeedFile` wrote. @throws Error when the file is not a workspace. */
export function readSeedFile(file: string): WorkspaceData {
	const data = JSON.parse(readFileSync(file, 'utf8')) as Partial<Omit<WorkspaceData, 'messages'>> & {
		messages?: MessageOnDisk[];
	};
	for (const part of ['users', 'rooms', 'messages'] as const) {
		if (!Array.isArray(data[part])) throw new Error(`${file} is not a workspace: it has no list "${part}"`);
	}
	const { users = [], rooms = [], messages = [], roles, settings } = data;
	return { users, rooms, messages: messages.map(fromDisk), roles, settings };
}
