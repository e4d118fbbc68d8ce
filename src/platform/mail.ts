import type { IModify, IRead } from '@rocket.chat/apps-engine/definition/accessors';

import { asText } from './values';
import { accept, refuse, type Result } from '../policy/refusal';

export interface Mail {
	/** A bare address. */
	to: string;
	subject: string;
	text: string;
}

export type MailRefusal = 'mail-without-sender' | 'mail-address-refused' | 'mail-not-queued';

/** The workspace's own e-mail: text only, without attachments. */
export interface Mailer {
	/**
	 * Hands a mail to the workspace's mailer. "Queued" is all that is ever known: whether it left the server, or arrived, the
	 * platform tells nobody, and a missing permission answers as success does.
	 */
	queue(mail: Mail): Promise<Result<'queued', MailRefusal>>;
}

export function createMailer(read: IRead, modify: IModify): Mailer {
	return {
		async queue({ to, subject, text }) {
			const sender = (await read.getEnvironmentReader().getServerSettings().getValueById('From_Email')) as unknown;
			const from = asText(sender);
			if (!from) {
				return refuse('mail-without-sender');
			}
			try {
				// A line break in a header's value would begin another header.
				const line = subject.replace(/[\r\n]+/g, ' ');
				await modify
					.getCreator()
					.getEmailCreator()
					.send({ to: [to], from, subject: line, text });
				return accept('queued');
			} catch (error) {
				const refused = error instanceof Error && error.message.includes('invalid email');
				return refuse(refused ? 'mail-address-refused' : 'mail-not-queued');
			}
		},
	};
}
