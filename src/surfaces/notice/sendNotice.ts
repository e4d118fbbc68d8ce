import { appendEvents, isWhole, loadCase, type OpenCase } from '../../cases/caseFile';
import { checkRepeat, checkSending, decideNotice, type SendRefusal } from '../../cases/decisions/notice';
import type { NoticeCopy, NoticeOutcome } from '../../cases/events/notice';
import { sha256Hex, toUtf8 } from '../../evidence';
import { escapeForMail } from '../../letters';
import type { PostedFile } from '../../platform/documents';
import { accept, refuse, type Result } from '../../policy/refusal';
import type { Session } from '../session';
import { speak } from '../texts';

/** A notice as staff have confirmed it. */
export interface ReadyNotice {
	userId: string;
	text: string;
	/** The redacted copy of the request, a file in the legal channel. */
	file: PostedFile;
	bytes: Uint8Array;
	/** Where an e-mail goes as well. */
	address?: string;
	/** Why it is sent again, where an earlier one had arrived. */
	again?: string;
	/** The account holder's, as the workspace knows it. */
	language?: string;
}

/**
 * Tells one account holder: a direct message from the app's bot with the copy of the request, and an e-mail without it.
 *
 * That it is being sent is recorded first; then the case is read anew, and only if nothing forbids the notice in what stands
 * in the ledger now does anything leave. So an order that was recorded on another server meanwhile still stops it.
 *
 * @returns the case, its notice finished; or why nothing was sent
 */
export async function sendNotice(
	session: Session,
	caseFile: OpenCase,
	ready: ReadyNotice,
): Promise<Result<OpenCase, SendRefusal | 'ledger-damaged'>> {
	const { desk, actor } = session;
	const noticeId = desk.makeId();
	const { userId, text, file, bytes, again } = ready;
	const copy: NoticeCopy = {
		fileName: file.name,
		sha256: sha256Hex(bytes),
		sizeBytes: bytes.byteLength,
		uploadId: file.uploadId,
	};
	const waitingDays = (await desk.readRules()).rules.noticeWaitingDays;
	const words = { text, sha256: sha256Hex(toUtf8(text)) };
	const begun = decideNotice(
		caseFile.state,
		{ noticeId, userId, ...words, copy, waitingDays, ...(again ? { again } : {}) },
		desk.clock(),
	);
	if (!begun.ok) {
		return begun;
	}
	await appendEvents(caseFile, begun.value, actor, desk);
	const now = await loadCase(caseFile.caseId, desk);
	if (!isWhole(now)) {
		return refuse('ledger-damaged');
	}
	const allowed = checkSending(now.state, userId, desk.clock(), noticeId);
	const checked = allowed.ok ? checkRepeat(now.state, userId, desk.clock(), again, noticeId) : allowed;
	if (!checked.ok) {
		await appendEvents(now, [{ type: 'notice.stopped', body: { noticeId, code: checked.code } }], actor, desk);
		return checked;
	}
	const direct = await sendDirectly(session, ready);
	const email = await sendByMail(session, now, ready);
	return accept(await appendEvents(now, [{ type: 'notice.finished', body: { noticeId, direct, email } }], actor, desk));
}

/** A direct message to an account that nobody can sign in to is not sent: the platform would take it and say nothing. */
async function sendDirectly({ desk }: Session, { userId, text, file, bytes }: ReadyNotice): Promise<NoticeOutcome> {
	const user = await desk.people.findById(userId);
	if (!user?.isEnabled) {
		return { outcome: 'failed', code: user ? 'account-deactivated' : 'account-deleted' };
	}
	let roomId: string;
	let messageId: string;
	try {
		roomId = await desk.channel.openDirectRoom(user);
		messageId = await desk.channel.post(roomId, { text });
	} catch {
		return { outcome: 'failed', code: 'message-refused' };
	}
	try {
		const uploadId = await desk.channel.upload({ roomId, fileName: file.name, bytes });
		return { outcome: 'posted', messageId, uploadId };
	} catch {
		return { outcome: 'posted', messageId, code: 'copy-not-posted' };
	}
}

async function sendByMail(
	{ desk }: Session,
	{ state }: OpenCase,
	{ text, address, language }: ReadyNotice,
): Promise<NoticeOutcome> {
	if (!address) {
		return { outcome: 'skipped', code: 'no-address' };
	}
	// The workspace's mailer takes no attachments.
	const say = speak(language);
	const subject = say('notice.draft.mail-subject', { reference: state.reference });
	const body = `${text}\n\n${say('notice.draft.mail-copy')}\n`;
	const queued = await desk.mailer.queue({ to: address, subject, text: escapeForMail(body) });
	return queued.ok ? { outcome: 'queued', address } : { outcome: 'failed', code: queued.code, address };
}
