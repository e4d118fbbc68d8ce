import { appendEvents, type OpenCase } from '../../cases/caseFile';
import { decideExport } from '../../preservation/exportCase';
import { keepCard } from '../cards/keepCard';
import { openCase } from '../findCase';
import { findHold } from '../holds/findHold';
import type { Session } from '../session';
import type { Action } from '../surface';
import { sayRefusal } from '../texts';

/** *Export*, on a hold: its case's ledger and everything sealed in it, as files that can be kept elsewhere. */
const exportHold: Action = {
	actionId: 'holdExport',
	capability: 'export-ledger',
	async run(session, value) {
		const found = await findHold(session, value);
		return found.ok ? startExport(session, found.value.caseFile) : sayRefusal(session.say, found);
	},
};

/** *Export all*, on the list of holds: before the app is removed. */
const exportAll: Action = {
	actionId: 'holdsExport',
	capability: 'export-ledger',
	async run(session) {
		const { desk, say } = session;
		const holding = (await desk.index.list('open')).filter(
			({ holdStatus }) => holdStatus === 'active' || holdStatus === 'capturing',
		);
		const lines: string[] = [];
		for (const { caseId, reference } of holding) {
			const found = await openCase(desk, caseId);
			lines.push(found.ok ? await startExport(session, found.value) : `${reference}: ${sayRefusal(say, found)}`);
		}
		return lines.join('\n') || say('holds.none');
	},
};

/** Records that an export begins; the files are posted by a job, and by the sweep if that is lost. @returns a line for the person */
async function startExport({ desk, actor, say }: Session, { caseId, state, ...loaded }: OpenCase): Promise<string> {
	const { reference } = state;
	const decided = decideExport(state, desk.makeId());
	if (!decided.ok) {
		return `${reference}: ${sayRefusal(say, decided)}`;
	}
	await keepCard(desk, await appendEvents({ caseId, state, ...loaded }, decided.value, actor, desk));
	const when = new Date(desk.clock());
	await desk.accessors.modify.getScheduler().scheduleOnce({ id: 'export-next-step', when, data: { caseId } });
	return say('export.started', { reference });
}

export const EXPORT_ACTIONS: readonly Action[] = [exportHold, exportAll];
