import { authorise } from '../../cases/access';
import { openModal } from '../session';
import type { Command } from '../surface';

/**
 * `/legal-help`: the commands that this person may use.
 *
 * @param listCommands every command of the desk; a function, because this one is among them
 */
export const createHelp = (listCommands: () => readonly Command[]): Command => ({
	name: 'legal-help',
	description: 'help.command',
	params: 'command.none',
	capability: 'read-help',
	async run(session) {
		const { desk, person, say, ui } = session;
		const caller = { userId: person.id, active: true, roles: person.roles, isChannelMember: true };
		const lines = listCommands()
			.filter(({ capability }) => authorise(capability, desk.config, caller).ok)
			.map(({ name, params, description }) => `${`/${name} ${say(params)}`.trim()}\n${say(description)}`);
		const blocks = [ui.note(say('help.intro')), ...lines.map((line) => ui.text(line))];
		const opened = await openModal(session, 'help', {}, { title: say('help.title'), blocks });
		return opened ? undefined : lines.join('\n\n');
	},
});
