import { findCase } from '../findCase';
import { openKinds } from '../request/openKinds';
import type { Command } from '../surface';
import { sayRefusal } from '../texts';

/** `/legal-request`: intake of a request, kind first. With a case's reference, a further request in that case. */
export const request: Command = {
	name: 'legal-request',
	description: 'command.request',
	params: 'command.request.params',
	capability: 'record-request',
	async run(session, args) {
		if (args.length === 0) {
			return openKinds(session, 'new');
		}
		const found = await findCase(session.desk, args.join(' '));
		return found.ok ? openKinds(session, `case:${found.value.caseId}`) : sayRefusal(session.say, found);
	},
};
