import { appendToDesk } from '../../cases/caseFile';
import { nameViewsLedger } from '../../cases/events';
import { describeAccount } from '../../platform/people';
import { formatInstant } from '../../policy/instants';
import { lookUpAccount } from '../lookUpAccount';
import { openModal, type Session } from '../session';
import type { Command } from '../surface';
import { sayRefusal } from '../texts';

/** `/legal-locate @username`: the account as the workspace has it, with *Preserve*. */
export const locate: Command = {
	name: 'legal-locate',
	description: 'command.locate',
	params: 'command.locate.params',
	capability: 'locate-account',
	async run(session, args) {
		const { desk, say, actor } = session;
		const found = await lookUpAccount(desk, args.join(' '));
		if (!found.ok) {
			return sayRefusal(say, found);
		}
		const { user } = found.value;
		const subject = { userId: user.id, username: user.username };
		// Nothing is shown before the look is recorded.
		const [view] = await Promise.all([
			renderAccount(session, found.value),
			appendToDesk(nameViewsLedger(desk.clock()), [{ type: 'account.viewed', body: { subject } }], actor, desk),
		]);
		const opened = await openModal(session, 'account', { ...subject }, view);
		return opened ? undefined : say('line.needs-client');
	},
};

const sayInstant = (at: string | undefined) => at && formatInstant(Date.parse(at));

async function renderAccount(session: Session, { user, typed }: { user: Parameters<typeof describeAccount>[0]; typed?: string }) {
	const { desk, say, ui } = session;
	const account = describeAccount(user);
	const holds = (await desk.index.list('open')).filter(({ subjects }) => subjects.some(({ userId }) => userId === user.id));
	const emails = account.emails.map(
		({ address, verified }) => `${address} (${say(verified ? 'account.verified' : 'account.unverified')})`,
	);
	const kind = account.type === 'user' || account.type === undefined ? undefined : say('account.kind', { type: account.type });
	return {
		title: say('account.title'),
		blocks: [
			...(typed ? [ui.warning(say('account.case-differs', { typed, username: account.username }))] : []),
			...(account.active ? [] : [ui.warning(say('account.deactivated'))]),
			...(kind ? [ui.warning(kind)] : []),
			ui.facts([
				[say('account.username'), `@${account.username}`],
				[say('account.name'), account.name],
				[say('account.id'), account.id],
				[say('account.emails'), emails.join(', ')],
				[say('account.roles'), account.roles.join(', ')],
				[say('account.created'), sayInstant(account.createdAt)],
				[say('account.last-login'), sayInstant(account.lastLoginAt)],
			]),
			ui.note(
				holds.length > 0 ? say('account.held', { references: holds.map(({ reference }) => reference) }) : say('account.not-held'),
			),
			ui.note(say('account.unverified-data')),
			ui.actions(
				'account',
				ui.button('preserve', say('button.preserve'), { value: account.id, style: 'primary' }),
				ui.button('newRequest', say('button.new-request'), { value: `user:${account.id}` }),
			),
		],
	};
}
