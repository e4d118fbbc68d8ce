import { listHolding, openExport } from './exportForm';
import { decideExport } from '../../preservation/exportCase';
import { findHold } from '../holds/findHold';
import type { Action } from '../surface';
import { sayRefusal } from '../texts';

/** *Export*, on a hold: its case's ledger and everything sealed in it, as files that can be kept elsewhere. */
const exportHold: Action = {
	actionId: 'holdExport',
	capability: 'export-ledger',
	async run(session, value) {
		const found = await findHold(session, value);
		if (!found.ok) {
			return sayRefusal(session.say, found);
		}
		const { caseId, state } = found.value.caseFile;
		const decided = decideExport(state, session.desk.makeId());
		return decided.ok ? openExport(session, [state.reference], caseId) : sayRefusal(session.say, decided);
	},
};

/** *Export all*, on the list of holds: before the app is removed. */
const exportAll: Action = {
	actionId: 'holdsExport',
	capability: 'export-ledger',
	async run(session) {
		const holding = await listHolding(session);
		return holding.length > 0
			? openExport(
					session,
					holding.map(({ reference }) => reference),
				)
			: session.say('holds.none');
	},
};

export const EXPORT_ACTIONS: readonly Action[] = [exportHold, exportAll];
