import { draftNotice } from './draftNotice';
import { renderNotice } from './renderNotice';
import type { OpenCase } from '../../cases/caseFile';
import { checkSending, listNoticeSubjects, listOwed } from '../../cases/decisions/notice';
import { EXCEPTION_KINDS } from '../../cases/events/notice';
import { openCase } from '../findCase';
import { openModal, type ModalView, type Session } from '../session';
import type { Action } from '../surface';
import { sayRefusal } from '../texts';
import type { Option } from '../ui';

/** A notice is one message, and the workspace takes messages of up to 5,000 characters. */
export const MAX_NOTICE_LENGTH = 4000;
/** How far back the legal channel is looked through for the copy; the platform gives no more at once. */
const LATEST_MESSAGES = 100;

/** *Notice and orders…*, on the case card, in the case view and the due list, and what its view offers. The value is a case id. */
export const noticeActions: readonly Action[] = [
	{ actionId: 'notice', capability: 'view-case', run: (session, value) => open(session, value, 'notice', renderNotice) },
	{ actionId: 'sendNotice', capability: 'request-production', run: openSending },
	{
		actionId: 'proposeException',
		capability: 'request-production',
		run: (session, value) => open(session, value, 'exception', renderProposal),
	},
	{
		actionId: 'decideException',
		capability: 'approve-production',
		run: (session, value) => open(session, value, 'exception-decide', renderDecision),
	},
];

async function open(
	session: Session,
	caseId: string,
	kind: string,
	render: (session: Session, caseFile: OpenCase) => ModalView,
): Promise<string | undefined> {
	const { desk, say } = session;
	const found = await openCase(desk, caseId);
	if (!found.ok) {
		return sayRefusal(say, found);
	}
	return (await openModal(session, kind, { caseId }, render(session, found.value))) ? undefined : say('line.needs-client');
}

async function openSending(session: Session, caseId: string): Promise<string | undefined> {
	const { desk, person, say, ui } = session;
	const found = await openCase(desk, caseId);
	if (!found.ok) {
		return sayRefusal(say, found);
	}
	const { state } = found.value;
	const subjects = listNoticeSubjects(state);
	const [first] = [...listOwed(state, desk.clock()), ...subjects];
	if (!first || !desk.config) {
		return say('refusal.nothing-to-notify');
	}
	const allowed = checkSending(state, first.userId, desk.clock());
	if (!allowed.ok) {
		return sayRefusal(say, allowed);
	}
	const copies = await listCopies(session);
	if (copies.length === 0) {
		return say('notice.no-copy');
	}
	const draft = await desk.forms.findDraft(person.id, `notice-send:${caseId}`);
	const text = (name: string) => (typeof draft[name] === 'string' ? draft[name] : undefined);
	const opened = await openModal(
		session,
		'notice-send',
		{ caseId },
		{
			title: say('notice.send-title'),
			submit: say('button.send-notice-now'),
			blocks: [
				ui.warning(say('notice.send-explained')),
				ui.select(
					'subject',
					{ label: say('notice.to') },
					subjects.map(({ userId, username }) => ({ value: userId, text: `@${username}` })),
					text('subject') ?? first.userId,
				),
				ui.textField(
					'text',
					{ label: say('notice.text') },
					{
						initial: text('text') ?? draftNotice(state, first, desk.config, desk.clock()),
						multiline: true,
						maxLength: MAX_NOTICE_LENGTH,
					},
				),
				ui.select('copy', { label: say('notice.copy'), hint: say('notice.copy-hint') }, copies, text('copy')),
				ui.multiSelect('confirmed', { label: say('notice.confirm') }, [{ value: 'redacted', text: say('notice.redacted') }]),
				ui.textField(
					'address',
					{ label: say('notice.address'), hint: say('notice.address-hint') },
					{ initial: text('address') ?? (await findAddress(session, first.userId)), maxLength: 320, optional: true },
				),
			],
		},
	);
	return opened ? undefined : say('line.needs-client');
}

/** Files that people have posted in the legal channel, latest first: the message's id, and the file's name. */
async function listCopies({ desk }: Session): Promise<Option[]> {
	const messages = await desk.accessors.read
		.getRoomReader()
		.getMessages(desk.config?.channelId ?? '', { limit: LATEST_MESSAGES, sort: { createdAt: 'desc' } });
	return messages
		.filter(({ file }) => file?.name)
		.map(({ id, file, createdAt }) => ({
			value: id,
			text: `${file?.name} · ${new Date(createdAt).toISOString().slice(0, 16)}Z`,
		}));
}

/** Only a verified address: an unverified one can be somebody else's. */
async function findAddress({ desk }: Session, userId: string): Promise<string | undefined> {
	const user = await desk.people.findById(userId);
	return user?.emails?.find(({ verified }) => verified)?.address;
}

function renderProposal({ say, ui }: Session, { state }: OpenCase): ModalView {
	return {
		title: say('exception.title'),
		submit: say('button.propose-exception-now'),
		blocks: [
			ui.facts([[say('card.case'), state.reference]]),
			ui.note(say('exception.explained')),
			ui.select(
				'kind',
				{ label: say('exception.kind') },
				EXCEPTION_KINDS.map((kind) => ({ value: kind, text: say(`notice.${kind}`) })),
			),
			ui.textField('reason', { label: say('exception.reason') }, { multiline: true, maxLength: 1000 }),
		],
	};
}

function renderDecision({ say, ui }: Session, { state }: OpenCase): ModalView {
	const proposed = state.exceptions.filter(({ status }) => status === 'proposed');
	const approved = state.exceptions.filter(({ status }) => status === 'approved');
	const options = [...proposed, ...approved].map(({ exceptionId, kind, reason }) => ({
		value: exceptionId,
		text: `${say(`notice.${kind}`)}: ${reason}`,
	}));
	return {
		title: say('exception.decide-title'),
		submit: say('button.decide-exception-now'),
		blocks: [
			ui.facts([[say('card.case'), state.reference]]),
			...[...proposed, ...approved].map(({ kind, reason }) => ui.text(`${say(`notice.${kind}`)}: ${reason}`)),
			...(options.length > 0 ? [ui.select('exceptionId', { label: say('exception.which') }, options, options[0]?.value)] : []),
			ui.select(
				'verdict',
				{ label: say('exception.verdict') },
				(['approve', 'decline', 'withdraw'] as const).map((verdict) => ({
					value: verdict,
					text: say(`exception.verdict-${verdict}`),
				})),
			),
			ui.textField('reason', { label: say('exception.verdict-reason') }, { multiline: true, maxLength: 500, optional: true }),
		],
	};
}
