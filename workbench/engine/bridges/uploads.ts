/** Files of apps: stored first, posted second. */
import type { Context } from '../context';
import { toAppUpload } from './convert';
import { postFile, storeFile } from '../workspace/files';
import { findUploadById, readUploadContent } from '../workspace/uploads';

type Loose = any;

export function createUploadBridge(context: Context) {
	return new (class extends context.engine.bridges.UploadBridge {
		async getById(id: string): Promise<Loose> {
			return toAppUpload(context, findUploadById(context, id));
		}

		async getBuffer(upload: Loose): Promise<Buffer> {
			const content = readUploadContent(context, upload.id);
			if (!content) {
				throw new Error('File not found');
			}
			return content;
		}

		/** When posting fails, the file stays behind without a message. */
		async createUpload(details: Loose, buffer: Buffer): Promise<Loose> {
			if (!details.userId) {
				throw new Error('Missing user to perform the upload operation');
			}
			const upload = await storeFile(context, {
				name: details.name,
				roomId: details.rid,
				userId: details.userId,
				content: Buffer.from(buffer),
			});
			await postFile(context, upload);
			return toAppUpload(context, upload);
		}
	})();
}
