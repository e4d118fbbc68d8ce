import { findCase } from '../findCase';
import { openProduction } from '../productionForms';
import type { Command } from '../surface';
import { sayRefusal } from '../texts';

/** `/legal-produce LE-2026-0001`: record the served process and ask for a production; as the second person, approve it. */
export const produce: Command = {
	name: 'legal-produce',
	description: 'command.produce',
	params: 'command.produce.params',
	capability: 'request-production',
	async run(session, args) {
		const found = await findCase(session.desk, args.join(' '));
		return found.ok ? openProduction(session, found.value) : sayRefusal(session.say, found);
	},
};
