import { unzipSync, type UnzipFileInfo } from 'fflate';

import { ImportRefused } from './notes';
import { recordsOf } from './values';

const mostFiles = 200_000;
const mostBytes = 512 * 1024 * 1024;
const megabyte = 1024 * 1024;

/** The files of an export by their paths below its top. */
export interface Archive {
	paths: string[];
	/** @throws ImportRefused when the file is damaged */
	read(path: string): Buffer;
	has(path: string): boolean;
}

const isClutter = (path: string): boolean => path.includes('__MACOSX') || path.includes('.DS_Store') || path.endsWith('/');

/** The sizes that a ZIP states of itself bound what is unpacked: a member is never given more room than it asked for. */
function listMembers(zip: Buffer): Map<string, UnzipFileInfo> {
	const members = new Map<string, UnzipFileInfo>();
	let sizeBytes = 0;
	const note = (file: UnzipFileInfo): boolean => {
		sizeBytes += file.originalSize;
		if (members.size >= mostFiles) throw new ImportRefused(`The ZIP holds over ${mostFiles} files, which no export does.`);
		if (sizeBytes > mostBytes) {
			throw new ImportRefused(`The ZIP unpacks to more than ${mostBytes / megabyte} MB; it is not taken for an export.`);
		}
		if (!isClutter(file.name)) members.set(file.name, file);
		return false;
	};
	try {
		unzipSync(zip, { filter: note });
	} catch (error) {
		if (error instanceof ImportRefused) throw error;
		throw new ImportRefused('The file is not a ZIP archive, or only a part of one.');
	}
	return members;
}

/** Some people unpack an export and pack its folder again: what lies above `users.json` is left away. */
function findTop(paths: string[]): string {
	const users = paths.filter((path) => path === 'users.json' || /^[^/]+\/users\.json$/.test(path));
	const [shortest] = users.sort((one, other) => one.length - other.length);
	if (shortest === undefined) {
		throw new ImportRefused('The ZIP holds no users.json, so it is not an export of a Slack workspace.');
	}
	return shortest.slice(0, -'users.json'.length);
}

/** @throws ImportRefused when the bytes are no ZIP, one that unpacks beyond all measure, or not an export */
export function openArchive(zip: Buffer): Archive {
	const members = listMembers(zip);
	const top = findTop([...members.keys()]);
	const contents = new Map<string, Buffer>();
	const wanted = (file: UnzipFileInfo): boolean => members.has(file.name) && file.name.startsWith(top);
	try {
		for (const [name, content] of Object.entries(unzipSync(zip, { filter: wanted }))) {
			if (content.length !== members.get(name)?.originalSize) throw new Error('size');
			contents.set(name.slice(top.length), Buffer.from(content.buffer, content.byteOffset, content.byteLength));
		}
	} catch {
		throw new ImportRefused('A file in the ZIP is damaged, or packed in a way that is not read here.');
	}
	return {
		paths: [...contents.keys()],
		has: (path) => contents.has(path),
		read: (path) => contents.get(path) ?? Buffer.alloc(0),
	};
}

/** @throws ImportRefused when the file is not a JSON list */
export function readList(archive: Archive, path: string): Record<string, unknown>[] {
	let list: unknown;
	try {
		list = JSON.parse(archive.read(path).toString('utf8'));
	} catch {
		throw new ImportRefused(`${path} is not JSON.`);
	}
	if (!Array.isArray(list)) throw new ImportRefused(`${path} is not a list.`);
	return recordsOf(list);
}
