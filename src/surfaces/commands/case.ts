import { openCaseView } from '../caseView/openCaseView';
import { findAnyCase } from '../findCase';
import type { Command } from '../surface';
import { sayRefusal } from '../texts';

/** `/legal-case LE-2026-0001`: one case, and everything that can be done with it now. */
export const showOneCase: Command = {
	name: 'legal-case',
	description: 'case.command',
	params: 'command.produce.params',
	capability: 'view-case',
	async run(session, args) {
		const found = await findAnyCase(session.desk, args.join(' '));
		return found.ok ? openCaseView(session, found.value) : sayRefusal(session.say, found);
	},
};
