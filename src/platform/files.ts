import type { IRead } from '@rocket.chat/apps-engine/definition/accessors';

import type { Workspace } from '../preservation/ports';

/** Stored files, for preservation. The platform gives a file in one piece, and guards no size. */
export function createFiles(read: IRead): Pick<Workspace, 'readFileSize' | 'readFile'> {
	return {
		async readFileSize(fileId) {
			const upload = (await read.getUploadReader().getById(fileId)) as { size?: unknown } | null | undefined;
			if (!upload) {
				return undefined;
			}
			const sizeBytes = Number(upload.size ?? Number.NaN);
			return Number.isFinite(sizeBytes) ? { sizeBytes } : {};
		},
		async readFile(fileId) {
			const content = (await read.getUploadReader().getBufferById(fileId)) as Uint8Array | null | undefined;
			if (!content) {
				throw new Error('the workspace did not give a file');
			}
			return content;
		},
	};
}
