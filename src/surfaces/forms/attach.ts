import { appendEvents, type OpenCase } from '../../cases/caseFile';
import { listRecipients } from '../../cases/deskState';
import type { EventDraft } from '../../cases/events';
import { sha256Hex } from '../../evidence';
import type { PostedFile } from '../../platform/documents';
import { MAX_DOCUMENT_BYTES, sealDocument } from '../../preservation/documents';
import { keepCard } from '../cards/keepCard';
import { findCase } from '../findCase';
import { sayMissed } from '../sayMissed';
import type { Session } from '../session';
import type { FormHandler, Submitted } from '../surface';
import { sayRefusal } from '../texts';

/** A form is answered within seconds: more than this is copied after the answer. */
const AT_ONCE_BYTES = 8 * 1024 * 1024;

/** Attaches the files of a message to a case, each as a sealed copy. A file that cannot be copied is recorded with the reason. */
export const submitAttachment: FormHandler = {
	kind: 'attach',
	capability: 'attach-document',
	secrets: [],
	async submit(session, form, values): Promise<Submitted> {
		const { desk, say } = session;
		const found = await findCase(desk, String(values.reference ?? ''));
		if (!found.ok) {
			return { errors: { reference: sayRefusal(say, found) } };
		}
		const messageId = String(form.data.messageId);
		const files = await desk.files.list(messageId, desk.config?.channelId ?? '');
		if (!files.ok) {
			return { errors: { reference: sayRefusal(say, files) } };
		}
		const copying = copyFiles(session, found.value, messageId, files.value);
		const { reference } = found.value.state;
		const sizeBytes = files.value.reduce((sum, file) => sum + Math.min(file.sizeBytes, MAX_DOCUMENT_BYTES), 0);
		if (sizeBytes <= AT_ONCE_BYTES) {
			return { line: await copying };
		}
		const tell = (line: string) => desk.channel.whisper(session.person, session.roomId, line);
		copying.then(tell, () => tell(say('document.not-all', { reference }))).catch(() => undefined);
		return { line: say('document.being-attached', { reference, count: files.value.length }) };
	},
};

/** One after the other, each recorded as soon as it is there; what is there already is not copied again. @returns what to tell the person */
async function copyFiles(session: Session, found: OpenCase, messageId: string, files: readonly PostedFile[]): Promise<string> {
	const { desk, say, actor } = session;
	let caseFile = found;
	const lines: string[] = [];
	for (const file of files) {
		const known = caseFile.state.documents.find(({ uploadId }) => uploadId === file.uploadId);
		if (known) {
			lines.push(sayOutcome(session, { type: 'document.attached', body: known }));
			continue;
		}
		const drafted = await copyFile(session, caseFile, messageId, file);
		caseFile = await appendEvents(caseFile, [drafted], actor, desk);
		lines.push(sayOutcome(session, drafted));
	}
	await keepCard(desk, caseFile);
	return [say('document.attached-title', { reference: caseFile.state.reference }), ...lines].join('\n');
}

async function copyFile({ desk }: Session, { state }: OpenCase, messageId: string, file: PostedFile): Promise<EventDraft> {
	const { uploadId, name: fileName, mediaType } = file;
	const missed = (code: string): EventDraft => ({ type: 'document.missed', body: { fileName, messageId, uploadId, code } });
	const { config } = desk;
	if (!config) {
		return missed('not-set-up');
	}
	const read = await desk.files.read(file, config.channelId, MAX_DOCUMENT_BYTES);
	if (!read.ok) {
		return missed(read.code);
	}
	const documentId = desk.makeId();
	const chunks = await sealDocument(documentId, read.value, { ...desk, recipients: listRecipients(config) });
	const number = state.documents.length + 1;
	const sizeBytes = read.value.byteLength;
	const sha256 = sha256Hex(read.value);
	return {
		type: 'document.attached',
		body: { documentId, number, fileName, mediaType, sizeBytes, sha256, messageId, uploadId, chunks },
	};
}

function sayOutcome({ say }: Session, draft: EventDraft): string {
	if (draft.type === 'document.attached') {
		const { number, fileName: file, sizeBytes: size, sha256 } = draft.body;
		return say('document.attached', { number, file, size, sha256 });
	}
	return draft.type === 'document.missed' ? sayMissed(say, draft.body) : '';
}
