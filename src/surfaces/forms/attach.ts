import { appendEvents, type OpenCase } from '../../cases/caseFile';
import type { EventDraft } from '../../cases/events';
import { sha256Hex } from '../../evidence';
import type { PostedFile } from '../../platform/documents';
import { MAX_DOCUMENT_BYTES, sealDocument } from '../../preservation/documents';
import { keepCard } from '../cards/keepCard';
import { findCase } from '../findCase';
import type { Session } from '../session';
import type { FormHandler, Submitted } from '../surface';
import { sayRefusal } from '../texts';

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
		let caseFile = found.value;
		const lines: string[] = [];
		for (const file of files.value) {
			const drafted = await copyFile(session, caseFile, messageId, file);
			caseFile = await appendEvents(caseFile, [drafted], session.actor, desk);
			lines.push(sayOutcome(session, drafted));
		}
		await keepCard(desk, caseFile);
		return { line: [say('document.attached-title', { reference: caseFile.state.reference }), ...lines].join('\n') };
	},
};

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
	const chunks = await sealDocument(documentId, read.value, { ...desk, certificatePem: config.sealing.pem });
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
	return draft.type === 'document.missed'
		? say('document.missed', { file: draft.body.fileName, why: sayRefusal(say, { code: draft.body.code }) })
		: '';
}
