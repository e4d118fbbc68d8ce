import type { Host } from '../../engine/contract';
import { Refusal } from '../refusal';
import { Answer, type Call, type Route } from '../router';

/** RFC 8187: any file name, whatever its script, without breaking the header. */
const encodeName = (name: string): string =>
	encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

/** As with Rocket.Chat's `FileUpload_ProtectFiles` and `FileUpload_Restrict_to_room_members`: the room's subscribers only. */
const download = ({ workspace }: Host, { params, user }: Call): Answer => {
	const found = workspace.findUpload(params.fileId as string);
	if (!found) throw new Refusal(404, 'File not found');
	const { upload, content } = found;
	if (!upload.rid || !workspace.members(upload.rid).includes(user._id)) throw new Refusal(403, 'Forbidden');
	return new Answer(200, content, {
		'content-type': upload.type ?? 'application/octet-stream',
		'content-disposition': `attachment; filename*=UTF-8''${encodeName(String(upload.name))}`,
		'content-security-policy': "default-src 'none'",
		'cache-control': 'private, no-store',
		'x-content-type-options': 'nosniff',
	});
};

export function listFileRoutes(host: Host): Route[] {
	return [{ method: 'GET', path: '/file-upload/:fileId/:name', access: 'person', handle: (call) => download(host, call) }];
}
