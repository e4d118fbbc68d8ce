import { appendEvents, type OpenCase } from '../../cases/caseFile';
import { checkSending, type SendRefusal } from '../../cases/decisions/letters';
import type { LetterState } from '../../cases/state';
import { sha256Hex, toUtf8 } from '../../evidence';
import { accept, type Result } from '../../policy/refusal';
import { handOver } from '../cards/audience';
import type { Session } from '../session';

/** What became of a letter that was handed to the mailer. */
export interface Sent {
	caseFile: OpenCase;
	/** Why the mailer did not take it; the letter can be sent again. */
	failure?: string;
}

/**
 * Hands a letter to the workspace's mailer. That it is being sent is recorded first, so that a crash meanwhile shows.
 *
 * @returns what became of it, or why it was not tried: it was sent already, or is being sent by somebody else
 */
export async function sendLetter(session: Session, caseFile: OpenCase, letterId: string): Promise<Result<Sent, SendRefusal>> {
	const { desk, actor } = session;
	const checked = checkSending(caseFile.state, letterId, desk.clock());
	if (!checked.ok) {
		return checked;
	}
	const { to, subject, text, sha256 } = checked.value;
	const sending = await appendEvents(caseFile, [{ type: 'letter.sending', body: { letterId, to, sha256 } }], actor, desk);
	const queued = await desk.mailer.queue({ to, subject, text });
	if (queued.ok) {
		return accept({ caseFile: await appendEvents(sending, [{ type: 'letter.queued', body: { letterId } }], actor, desk) });
	}
	const { code } = queued;
	const failed = await appendEvents(sending, [{ type: 'letter.failed', body: { letterId, code } }], actor, desk);
	return accept({ caseFile: failed, failure: code });
}

/** Hands a letter over as a text file, in the name of the person, whose files in the legal channel outlast the app. */
export async function fileLetter({ desk, actor, person }: Session, caseFile: OpenCase, letter: LetterState): Promise<OpenCase> {
	const { requests, costs, reference } = caseFile.state;
	const statement = costs.find(({ statementId }) => statementId === letter.statementId);
	const { number = 0 } = statement ?? requests.find(({ requestId }) => requestId === letter.requestId) ?? {};
	const fileName = `${reference}-${letter.kind}-${number}.txt`;
	const bytes = toUtf8(letter.text);
	const { uploadId } = await handOver(desk, caseFile.state, person, { fileName, bytes });
	const filed = { letterId: letter.letterId, fileName, sha256: sha256Hex(bytes), uploadId };
	return appendEvents(caseFile, [{ type: 'letter.filed', body: filed }], actor, desk);
}
