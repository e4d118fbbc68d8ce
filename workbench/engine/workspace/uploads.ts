/** Raw upload documents and their bytes. */
import type { Context } from '../context';
import { decode, encode, type Doc } from '../store/documents';

export function saveUpload({ store }: Context, upload: Doc, content: Buffer): void {
	store.run(
		'INSERT INTO uploads VALUES (?, ?, ?, ?, ?)',
		upload._id,
		upload.rid ?? null,
		upload.userId ?? null,
		encode(upload),
		content,
	);
}

export function findUploadById({ store }: Context, id: string): Doc | undefined {
	const row = typeof id === 'string' ? store.get('SELECT doc FROM uploads WHERE id = ?', id) : undefined;
	return row && decode(row.doc);
}

export function readUploadContent({ store }: Context, id: string): Buffer | undefined {
	return store.get('SELECT content FROM uploads WHERE id = ?', id)?.content;
}

export function removeUploadRecord({ store }: Context, id: string): void {
	store.run('DELETE FROM uploads WHERE id = ?', id);
}

export function removeUploadsOfRoom({ store }: Context, roomId: string): void {
	store.run('DELETE FROM uploads WHERE room_id = ?', roomId);
}
