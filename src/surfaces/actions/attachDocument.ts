import { openModal } from '../session';
import type { Action } from '../surface';
import { sayRefusal } from '../texts';

/** *Attach to legal case*, on a message with a file in the legal channel. The value is the message's id. */
export const attachDocument: Action = {
	actionId: 'attachDocument',
	capability: 'attach-document',
	async run(session, value) {
		const { desk, say, ui } = session;
		const files = await desk.files.list(value, desk.config?.channelId ?? '');
		if (!files.ok) {
			return sayRefusal(say, files);
		}
		const opened = await openModal(
			session,
			'attach',
			{ messageId: value },
			{
				title: say('document.attach-title'),
				submit: say('document.button.attach-now'),
				blocks: [
					ui.note(say('document.attach-explained')),
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
