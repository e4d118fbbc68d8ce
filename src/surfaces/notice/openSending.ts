import { listCopies } from './copies';
import { draftNotice } from './draftNotice';
import type { OpenCase } from '../../cases/caseFile';
import { checkRepeat, checkSending, listNoticeSubjects, listOwed } from '../../cases/decisions/notice';
import type { Subject } from '../../cases/events';
import { openCase } from '../findCase';
import { openModal, type Session } from '../session';
import { sayRefusal, speak } from '../texts';

/** A notice is one message, and the workspace takes messages of up to 5,000 characters. */
export const MAX_NOTICE_LENGTH = 4000;

/** *Send notice…*. The value is a case id, and after a blank the account holder's user id. */
export async function openSending(session: Session, value: string): Promise<string | undefined> {
	const { desk, say } = session;
	const [caseId = '', userId] = value.split(' ');
	const found = await openCase(desk, caseId);
	if (!found.ok) {
		return sayRefusal(say, found);
	}
	const { state } = found.value;
	const subjects = [...listOwed(state, desk.clock()), ...listNoticeSubjects(state)];
	const subject = userId === undefined ? subjects[0] : subjects.find((known) => known.userId === userId);
	if (!subject) {
		return say('refusal.nothing-to-notify');
	}
	const allowed = checkSending(state, subject.userId, desk.clock());
	if (!allowed.ok) {
		return sayRefusal(say, allowed);
	}
	const repeat = checkRepeat(state, subject.userId, desk.clock());
	return repeat.ok || repeat.code === 'notice-already-sent'
		? openForm(session, found.value, subject, repeat.ok ? undefined : sayRefusal(say, repeat))
		: sayRefusal(say, repeat);
}

/** @param told what is said of an earlier notice that arrived: then the reason for another is asked for */
async function openForm(
	session: Session,
	{ caseId, state }: OpenCase,
	subject: Subject,
	told?: string,
): Promise<string | undefined> {
	const { desk, say, ui } = session;
	const copies = await listCopies(session, state);
	if (copies.length === 0) {
		return say('notice.no-copy');
	}
	const account = await desk.people.findById(subject.userId);
	const language = account?.settings?.preferences?.language;
	const sender = {
		organisation: desk.config?.organisation ?? '',
		serverUrl: desk.config?.serverUrl ?? '',
		waitingDays: (await desk.readRules()).rules.noticeWaitingDays,
	};
	const drafted = draftNotice(state, subject, sender, speak(language), desk.clock());
	// Only a verified address: an unverified one can be somebody else's.
	const address = account?.emails?.find(({ verified }) => verified)?.address;
	const opened = await openModal(
		session,
		'notice-send',
		{ caseId, userId: subject.userId, language, isAgain: told !== undefined },
		{
			title: say('notice.send-title'),
			submit: say('button.send-notice-now'),
			blocks: [
				ui.facts([
					[say('card.case'), state.reference],
					[say('notice.to'), `@${subject.username}`],
				]),
				ui.warning(say('notice.send-explained')),
				...(told
					? [
							ui.text(`${told} ${say('notice.again-explained')}`),
							ui.textField(
								'again',
								{ label: say('notice.again'), hint: say('notice.again-hint') },
								{ multiline: true, maxLength: 500 },
							),
						]
					: []),
				ui.textField(
					'text',
					{ label: say('notice.text'), hint: say('notice.text-hint') },
					{ initial: drafted, multiline: true, maxLength: MAX_NOTICE_LENGTH },
				),
				ui.select('copy', { label: say('notice.copy'), hint: say('notice.copy-hint') }, copies),
				ui.multiSelect('confirmed', { label: say('notice.confirm') }, [{ value: 'redacted', text: say('notice.redacted') }]),
				ui.textField(
					'address',
					{ label: say('notice.address'), hint: say('notice.address-hint') },
					{ initial: address, maxLength: 320, optional: true },
				),
			],
		},
	);
	return opened ? undefined : say('line.needs-client');
}
