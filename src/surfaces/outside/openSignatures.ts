import { openFileForm } from '../openFileForm';
import type { Action } from '../surface';

/** *Use as signature of a production*, on a message with `.p7s` files in the legal channel. The value is the message's id. */
export const openSignatures: Action = {
	actionId: 'useSignature',
	capability: 'approve-production',
	run: (session, messageId) =>
		openFileForm(session, messageId, 'signatures', {
			title: 'outside.title',
			submit: 'outside.check',
			explained: 'outside.explained',
		}),
};
