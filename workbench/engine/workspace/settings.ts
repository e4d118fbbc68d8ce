/** Server settings, with Rocket.Chat's defaults where the workbench depends on them. */
import type { Context } from '../context';
import { decode, encode } from '../store/documents';

const DEFAULTS: Record<string, unknown> = {
	Site_Url: 'http://localhost:3000/',
	Site_Name: 'Rocket.Chat',
	From_Email: 'chat@localhost',
	Message_MaxAllowedSize: 5000,
	Message_ErasureType: 'Delete',
	Message_KeepHistory: false,
	Message_ShowDeletedStatus: false,
	Message_AllowDeleting: true,
	Message_AllowEditing: true,
	FileUpload_Enabled: true,
	FileUpload_Enabled_Direct: true,
	FileUpload_MaxFileSize: 104_857_600,
	FileUpload_MediaTypeWhiteList: '',
	FileUpload_MediaTypeBlackList: 'image/svg+xml',
	FileUpload_ProtectFiles: true,
	FileUpload_Restrict_to_room_members: true,
	Threads_enabled: true,
	E2E_Enable: false,
	E2E_Allow_Unencrypted_Messages: true,
	Language: 'en',
	uniqueID: 'workbench',
};

export function readSetting<T = unknown>({ store }: Context, id: string): T {
	const row = store.get('SELECT doc FROM settings WHERE id = ?', id);
	return (row ? decode(row.doc).value : DEFAULTS[id]) as T;
}

export function hasSetting({ store }: Context, id: string): boolean {
	return id in DEFAULTS || store.get('SELECT 1 AS found FROM settings WHERE id = ?', id) !== undefined;
}

export function writeSetting({ store }: Context, id: string, value: unknown): void {
	store.run('INSERT INTO settings VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET doc = excluded.doc', id, encode({ value }));
}

export function listSettings(context: Context): { id: string; value: unknown }[] {
	const stored = context.store.all('SELECT id FROM settings').map((row) => row.id as string);
	return [...new Set([...Object.keys(DEFAULTS), ...stored])].map((id) => ({ id, value: readSetting(context, id) }));
}
