import { formatFingerprint } from '../../evidence';
import type { PostedFile } from '../../platform/documents';
import { formatInstant } from '../../policy/instants';
import { accept, refuse, type Result } from '../../policy/refusal';
import { nameManifest, type ExportManifest } from '../../preservation/exportFormat';
import { readExportManifest } from '../../preservation/readExport';
import { verifyExportSignature, type ExportSigner } from '../../preservation/signExport';
import { openModal, type Session } from '../session';
import type { Action } from '../surface';
import { sayRefusal } from '../texts';

/** The list of volumes is small; anything larger is none. */
const MAX_MANIFEST_BYTES = 4 * 1024 * 1024;

/** As the desk names the files of an export. */
const EXPORT_NAME = /^(LE-\d{4}-\d{4,}-export-[A-Za-z0-9-]{8})-(\d+\.zip|manifest\.json)$/;

export interface FoundExport {
	manifest: ExportManifest;
	/** The room in which its list stands. */
	roomId: string;
	/** The volumes that stand there. */
	files: PostedFile[];
	missing: string[];
}

/** *Import export*, on a message with any file of an export in the legal channel. The value is the message's id. */
export const importExport: Action = {
	actionId: 'importExport',
	capability: 'import-case',
	async run(session, value) {
		const { desk, say } = session;
		const listed = await desk.files.list(value, desk.config?.channelId ?? '');
		if (!listed.ok) {
			return sayRefusal(say, listed);
		}
		const name = listed.value.map((file) => EXPORT_NAME.exec(file.name)?.[1]).find((found) => found !== undefined);
		return name ? openImport(session, name) : say('refusal.not-an-export');
	},
};

/** Opens the form that imports the export of this name. @returns a line when nothing can be opened */
export async function openImport(session: Session, name: string): Promise<string | undefined> {
	const { say, ui } = session;
	const found = await findExport(session, name);
	if (!found.ok) {
		return sayRefusal(say, found);
	}
	const { manifest, missing } = found.value;
	const signed = await verifyExportSignature(manifest, manifest.signature);
	if (!signed.ok) {
		return sayRefusal(say, signed);
	}
	const { reference, exportedAt, eventCount, head, volumes, chunksTotal, desk: source } = manifest;
	const opened = await openModal(
		session,
		'import',
		{ name },
		{
			title: say('import.title'),
			...(missing.length === 0 ? { submit: say('import.button') } : {}),
			blocks: [
				ui.facts([
					[say('card.case'), reference],
					[say('import.from'), `${source.organisation}, ${source.serverUrl}`],
					[say('import.exported'), formatInstant(Date.parse(exportedAt))],
					[say('import.size'), say('import.size-line', { volumes: volumes.length, chunks: chunksTotal, events: eventCount })],
					[say('import.head'), head],
				]),
				saySigner(session, signed.value),
				ui.note(say('import.explained')),
				...(missing.length > 0 ? [ui.warning(say('import.missing', { files: missing }))] : [askForHead(session)]),
			],
		},
	);
	return opened ? undefined : say('line.needs-client');
}

/** By whom an export is signed: by this desk, with a key that this desk does not have, or by nobody. */
function saySigner({ ui, say, desk: { config } }: Session, signedBy: ExportSigner | undefined) {
	if (!signedBy) {
		return ui.warning(say('import.unsigned'));
	}
	const { signer, signedAt } = signedBy;
	const params = { signedAt: formatInstant(Date.parse(signedAt)), fingerprint: formatFingerprint(signer) };
	return config?.signing.fingerprint === signer
		? ui.text(say('import.signed', params))
		: ui.warning(say('import.signed-elsewhere', params));
}

function askForHead({ ui, say }: Session) {
	return ui.textField(
		'head',
		{ label: say('import.head-field'), hint: say('import.head-hint') },
		{ maxLength: 64, optional: true },
	);
}

/**
 * Looks for the files of an export in the legal channel, and then in the person's direct messages with the app, where nobody
 * else reads them; the newest messages first.
 */
export async function findExport(
	{ desk, person }: Pick<Session, 'desk' | 'person'>,
	name: string,
): Promise<Result<FoundExport, 'not-an-export' | 'export-unreadable' | 'export-newer'>> {
	const { files, config, channel } = desk;
	for (const findRoom of [async () => config?.channelId ?? '', () => channel.openDirectRoom(person)]) {
		const roomId = await findRoom();
		const posted = await files.findNamed(roomId, name);
		const list = posted.find((file) => file.name === nameManifest(name));
		const read = list ? await files.read(list, roomId, MAX_MANIFEST_BYTES) : undefined;
		if (read?.ok) {
			const manifest = readExportManifest(read.value);
			return manifest.ok ? accept(sortFiles(manifest.value, posted, roomId)) : manifest;
		}
	}
	return refuse('not-an-export', { missing: nameManifest(name) });
}

function sortFiles(manifest: ExportManifest, posted: readonly PostedFile[], roomId: string): FoundExport {
	const names = manifest.volumes.map(({ fileName }) => fileName);
	const files = posted.filter((file) => names.includes(file.name));
	const missing = names.filter((wanted) => !files.some((file) => file.name === wanted));
	return { manifest, roomId, files, missing };
}
