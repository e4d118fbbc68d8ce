import { appendEvents } from '../../cases/caseFile';
import { unsealDocument } from '../../preservation/documents';
import { handToPerson } from '../cards/audience';
import { openCase } from '../findCase';
import { openKeys } from '../openKeys';
import type { FormHandler, Submitted } from '../surface';
import { sayRefusal } from '../texts';

/** Unseals a document's copy with the passphrase and sends it to the person alone. It is recorded before it is sent. */
export const submitOpenDocument: FormHandler = {
	kind: 'open-document',
	capability: 'open-document',
	secrets: ['passphrase'],
	async submit(session, form, values): Promise<Submitted> {
		const { desk, say, person, actor } = session;
		const refused = (refusal: { code: string }) => ({ errors: { passphrase: sayRefusal(say, refusal) } });
		const passphrase = typeof values.passphrase === 'string' ? values.passphrase : '';
		const found = await openCase(desk, String(form.data.caseId));
		if (!found.ok || !desk.config) {
			return refused(found.ok ? { code: 'not-set-up' } : found);
		}
		const document = found.value.state.documents.find(({ documentId }) => documentId === form.data.documentId);
		if (!document) {
			return refused({ code: 'no-such-document' });
		}
		if (!passphrase) {
			return { errors: { passphrase: say('error.passphrase-needed') } };
		}
		const keys = await openKeys(desk, desk.config, { userId: person.id, entry: 'form:open-document' }, passphrase);
		if (!keys.ok) {
			return refused(keys);
		}
		const bytes = await unsealDocument(document, desk.snapshots, keys.value.sealing);
		if (!bytes.ok) {
			return refused(bytes);
		}
		const { documentId, number, fileName } = document;
		const { state } = await appendEvents(found.value, [{ type: 'document.opened', body: { documentId } }], actor, desk);
		await handToPerson(desk, person, { fileName: `${state.reference}-D${number}-${fileName}`, bytes: bytes.value });
		return { line: say('document.opened', { file: fileName, sha256: document.sha256 }) };
	},
};
