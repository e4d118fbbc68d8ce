import { askForKeys, askForRecovery } from '../keys/openForms';
import { renderKeys } from '../keys/renderKeys';
import { listCustomRoles, listPrivateChannels } from '../lookUpRoles';
import { sayUnreadableRules } from '../sayRules';
import { openModal, type Session } from '../session';
import type { Command } from '../surface';
import type { Option } from '../ui';

/** `/legal-setup`: the private channel, the legal roles and, the first time, the desk's keys. */
export const setup: Command = {
	name: 'legal-setup',
	description: 'command.setup',
	params: 'command.none',
	capability: 'set-up',
	async run(session) {
		const { desk, say } = session;
		const opened = await openModal(session, 'setup', {}, await renderSetup(session));
		return opened ? undefined : say(desk.config ? 'line.needs-client' : 'line.setup-needs-client');
	},
};

async function renderSetup(session: Session) {
	const { desk, person, say, ui } = session;
	const { config } = desk;
	const siteUrl = (await desk.accessors.read.getEnvironmentReader().getServerSettings().getValueById('Site_Url')) as unknown;
	const [channels, roles] = [await listPrivateChannels(desk, person.id), await listCustomRoles(desk)];
	const choose = (name: string, label: string, hint: string, options: Option[], known?: string) =>
		options.length > 0
			? ui.select(name, { label, hint }, options, options.find(({ value }) => value === known || options.length === 1)?.value)
			: ui.textField(name, { label, hint }, { initial: known, maxLength: 120 });
	const keys = config
		? renderKeys(session, config)
		: [
				ui.divider(),
				ui.text(say('setup.passphrase-explained')),
				ui.textField('passphrase', { label: say('setup.passphrase'), hint: say('setup.passphrase-hint') }, { maxLength: 200 }),
				ui.textField('passphraseAgain', { label: say('setup.passphrase-again') }, { maxLength: 200 }),
				askForRecovery(session),
				askForKeys(session, true),
			];
	return {
		title: say('setup.title'),
		submit: say(config ? 'button.save' : 'button.set-up'),
		blocks: [
			ui.text(say('setup.intro')),
			...sayUnreadableRules(say, await desk.readRules()).map((line) => ui.warning(line)),
			ui.textField(
				'organisation',
				{ label: say('setup.organisation'), hint: say('setup.organisation-hint') },
				{ initial: config?.organisation, maxLength: 64 },
			),
			ui.textField(
				'serverUrl',
				{ label: say('setup.server-url'), hint: say('setup.server-url-hint') },
				{
					initial: config?.serverUrl ?? (typeof siteUrl === 'string' ? siteUrl : undefined),
					maxLength: 200,
				},
			),
			choose('channel', say('setup.channel'), say('setup.channel-hint'), channels, config?.channelId ?? session.roomId),
			choose('officerRole', say('setup.officer-role'), say('setup.officer-role-hint'), roles, config?.officerRole),
			choose('approverRole', say('setup.approver-role'), say('setup.approver-role-hint'), roles, config?.approverRole),
			...keys,
			ui.warning(say('hold.uninstall')),
		],
	};
}
