import { openFileForm } from '../openFileForm';
import type { Action } from '../surface';

/** *Attach to legal case*, on a message with a file in the legal channel. The value is the message's id. */
export const attachDocument: Action = {
	actionId: 'attachDocument',
	capability: 'attach-document',
	run: (session, messageId) =>
		openFileForm(session, messageId, 'attach', {
			title: 'document.attach-title',
			submit: 'document.button.attach-now',
			explained: 'document.attach-explained',
		}),
};
