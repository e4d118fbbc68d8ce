import type { IUser } from '@rocket.chat/apps-engine/definition/users';

import { formatDay } from '../policy/instants';
import { showPlan } from './holds/planFields';
import { openModal, type Session } from './session';
import { REGIMES } from '../policy/clocks';

/** What a preservation request should bear (Guidelines, "Preservation requests"). */
export const REQUEST_MARKS = ['signature', 'letterhead', 'official-email'] as const;

export const REQUEST_REGIMES = Object.keys(REGIMES) as (keyof typeof REGIMES)[];

/**
 * Opens the form that preserves an account, with the plan of what is copied.
 *
 * @returns a line when there is no client to show it, or when it is the person's own account: nobody works on their own case
 */
export async function openPreserveForm(session: Session, user: IUser, typed?: string): Promise<string | undefined> {
	const { desk, say, ui } = session;
	if (user.id === session.person.id) {
		return say('refusal.own-account');
	}
	const subject = { userId: user.id, username: user.username };
	const today = formatDay(desk.clock());
	const held = (await desk.index.list('open')).filter(({ subjects }) => subjects.some(({ userId }) => userId === user.id));
	const plan = await showPlan(session, subject);
	const references = held.map(({ reference }) => reference);
	const isLegal = [desk.config?.officerRole, desk.config?.approverRole].some((role) => role && user.roles?.includes(role));
	const opened = await openModal(
		session,
		'preserve',
		{ ...subject, shown: references },
		{
			title: say('preserve.title'),
			submit: say('button.preserve-now'),
			blocks: [
				...(typed ? [ui.warning(say('account.case-differs', { typed, username: user.username }))] : []),
				...(held.length > 0 ? [ui.warning(say('account.held', { references }))] : []),
				...(isLegal ? [ui.warning(say('warning.subject-on-legal-team', { account: `@${user.username}` }))] : []),
				ui.facts([
					[say('account.username'), `@${user.username}`],
					[say('account.name'), user.name],
					[say('account.id'), user.id],
				]),
				ui.note(say('preserve.what')),
				ui.textField('agency', { label: say('preserve.agency') }, { maxLength: 200 }),
				ui.textField('officer', { label: say('preserve.officer') }, { maxLength: 200 }),
				ui.textField('officialEmail', { label: say('preserve.email'), hint: say('preserve.email-hint') }, { maxLength: 200 }),
				ui.textField('agencyReference', { label: say('preserve.reference') }, { maxLength: 200, optional: true }),
				ui.textField(
					'serverUrl',
					{ label: say('preserve.server-url'), hint: say('preserve.server-url-hint', { serverUrl: desk.config?.serverUrl }) },
					{ maxLength: 200 },
				),
				ui.dateField('receivedOn', { label: say('preserve.received') }, today),
				ui.multiSelect(
					'marks',
					{ label: say('preserve.marks'), hint: say('preserve.marks-hint') },
					REQUEST_MARKS.map((mark) => ({ value: mark, text: say(`mark.${mark}`) })),
				),
				ui.select(
					'regime',
					{ label: say('preserve.regime'), hint: say('preserve.regime-hint') },
					REQUEST_REGIMES.map((regime) => ({
						value: regime,
						text: say('preserve.regime-option', { title: REGIMES[regime].title, days: REGIMES[regime].preservationDays }),
					})),
					'us-2703f',
				),
				...plan,
			],
		},
	);
	return opened ? undefined : say('line.needs-client');
}
