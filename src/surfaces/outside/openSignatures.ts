import { openModal } from '../session';
import type { Action } from '../surface';
import { sayRefusal } from '../texts';

/** *Use as signature of a production*, on a message with `.p7s` files in the legal channel. The value is the message's id. */
export const openSignatures: Action = {
	actionId: 'useSignature',
	capability: 'approve-production',
	async run(session, value) {
		const { desk, say, ui } = session;
		const files = await desk.files.list(value, desk.config?.channelId ?? '');
		if (!files.ok) {
			return sayRefusal(say, files);
		}
		const opened = await openModal(
			session,
			'signatures',
			{ messageId: value },
			{
				title: say('outside.title'),
				submit: say('outside.check'),
				blocks: [
					ui.note(say('outside.explained')),
					...files.value.map(({ name, sizeBytes }) => ui.text(say('document.file', { file: name, size: sizeBytes }))),
					ui.textField(
						'reference',
						{ label: say('document.reference'), hint: say('document.reference-hint') },
						{ maxLength: 40 },
					),
				],
			},
		);
		return opened ? undefined : say('line.needs-client');
	},
};
