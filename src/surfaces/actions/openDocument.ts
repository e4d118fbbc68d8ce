import { openCase } from '../findCase';
import { openModal } from '../session';
import type { Action } from '../surface';
import { sayRefusal } from '../texts';

/** *Get a copy*, on a document of a case. The value is the case's id and the document's, with a colon between. */
export const openDocument: Action = {
	actionId: 'openDocument',
	capability: 'open-document',
	async run(session, value) {
		const { desk, say, ui } = session;
		const [caseId = '', documentId = ''] = value.split(':');
		const found = await openCase(desk, caseId);
		if (!found.ok) {
			return sayRefusal(say, found);
		}
		const document = found.value.state.documents.find((known) => known.documentId === documentId);
		if (!document) {
			return say('refusal.no-such-document');
		}
		const { number, fileName: file, sizeBytes: size, sha256, attachedAt: at } = document;
		const opened = await openModal(
			session,
			'open-document',
			{ caseId, documentId },
			{
				title: say('document.open-title'),
				submit: say('document.button.open-now'),
				blocks: [
					ui.text(say('document.line', { number, file, size, sha256, at })),
					ui.note(say('document.open-explained')),
					ui.textField(
						'passphrase',
						{ label: say('approve.passphrase'), hint: say('approve.passphrase-hint') },
						{ maxLength: 200 },
					),
				],
			},
		);
		return opened ? undefined : say('line.needs-client');
	},
};
