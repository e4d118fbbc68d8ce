import { openModal, type Session } from './session';
import { sayRefusal, type TextKey } from './texts';

/**
 * Opens the form that asks for which case the files of a message in the legal channel are meant. Every file is named in it.
 *
 * @param form the view that receives it
 * @param texts keys of its title, its submit button and the note above its files
 * @returns the line to say when no form opened: a refusal, or that it needs a client
 */
export async function openFileForm(
	session: Session,
	messageId: string,
	form: string,
	texts: { title: TextKey; submit: TextKey; explained: TextKey },
): Promise<string | undefined> {
	const { desk, say, ui } = session;
	const files = await desk.files.list(messageId, desk.config?.channelId ?? '');
	if (!files.ok) {
		return sayRefusal(say, files);
	}
	const opened = await openModal(
		session,
		form,
		{ messageId },
		{
			title: say(texts.title),
			submit: say(texts.submit),
			blocks: [
				ui.note(say(texts.explained)),
				...files.value.map(({ name, sizeBytes }) => ui.text(say('document.file', { file: name, size: sizeBytes }))),
				ui.textField('reference', { label: say('document.reference'), hint: say('document.reference-hint') }, { maxLength: 40 }),
			],
		},
	);
	return opened ? undefined : say('line.needs-client');
}
