import type { CaseAudience } from '../../cases/access';
import type { PostedFile } from '../../platform/documents';
import { accept, refuse, type Result } from '../../policy/refusal';
import { isForWholeChannel } from '../cards/audience';
import type { Session } from '../session';
import type { Option } from '../ui';

/** How far back a room is looked through for the copy; the platform gives no more at once. */
const LATEST_MESSAGES = 100;
/** A court paper with exhibits; a larger one would not be read and posted again within the time of a form. */
const MAX_COPY_BYTES = 20 * 1024 * 1024;

/** What the desk posts, and the signatures that people post for it: packages, certificates, ledgers, letters. None of it is for an account holder. */
const FILE_OF_THE_DESK =
	/^(LE-\d{4}-\d{4,}-(D\d|.*\.(zip|txt|ndjson|json|csv|pem)$)|(ledger-heads|transparency-report|legal-desk)-)|\.(p7s|tsr)$/i;

/**
 * Where staff post the redacted copy of a request: in the legal channel, or, when a case is not for everybody there, in their
 * own direct room with the app's bot.
 */
async function findCopyRoom({ desk, person }: Session, audience: CaseAudience): Promise<string> {
	return (await isForWholeChannel(desk, audience)) ? (desk.config?.channelId ?? '') : desk.channel.openDirectRoom(person);
}

/** Files that people have posted there, latest first: the message's id, and the file's name. */
export async function listCopies(session: Session, audience: CaseAudience): Promise<Option[]> {
	const roomId = await findCopyRoom(session, audience);
	const messages = await session.desk.accessors.read
		.getRoomReader()
		.getMessages(roomId, { limit: LATEST_MESSAGES, sort: { createdAt: 'desc' } });
	return messages
		.filter(({ file }) => file?.name && !FILE_OF_THE_DESK.test(file.name))
		.map(({ id, file, createdAt }) => ({
			value: id,
			text: `${file?.name} · ${new Date(createdAt).toISOString().slice(0, 16)}Z`,
		}));
}

/** Reads the file of a message as it is now. */
export async function readCopy(
	session: Session,
	audience: CaseAudience,
	messageId: string,
): Promise<Result<{ file: PostedFile; bytes: Uint8Array }>> {
	const { desk } = session;
	const roomId = await findCopyRoom(session, audience);
	const files = await desk.files.list(messageId, roomId);
	if (!files.ok) {
		return files;
	}
	const [file] = files.value;
	if (!file) {
		return refuse('no-file');
	}
	if (FILE_OF_THE_DESK.test(file.name)) {
		return refuse('file-of-the-desk');
	}
	const bytes = await desk.files.read(file, roomId, MAX_COPY_BYTES);
	return bytes.ok ? accept({ file, bytes: bytes.value }) : bytes;
}
