import { openEmergency } from '../emergency/emergencyActions';
import { findCase } from '../findCase';
import { openPage } from '../request/openPage';
import type { Command } from '../surface';
import { sayRefusal } from '../texts';

/**
 * `/legal-emergency`: intake of an emergency disclosure request, with the guidelines' eight items as fields. With a case's
 * reference: how its emergency stands, or intake in that case when it has none.
 */
export const emergency: Command = {
	name: 'legal-emergency',
	description: 'command.emergency',
	params: 'command.emergency.params',
	capability: 'record-request',
	async run(session, args) {
		if (args.length === 0) {
			return openPage(session, { context: 'new', kind: 'emergency', page: 0 });
		}
		const found = await findCase(session.desk, args.join(' '));
		if (!found.ok) {
			return sayRefusal(session.say, found);
		}
		const { caseId, state } = found.value;
		return state.requests.some(({ kind }) => kind === 'emergency')
			? openEmergency(session, found.value)
			: openPage(session, { context: `case:${caseId}`, kind: 'emergency', page: 0 });
	},
};
