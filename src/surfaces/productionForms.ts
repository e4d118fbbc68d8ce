import type { Session } from './session';
import { sayRefusal } from './texts';
import type { OpenCase } from '../cases/caseFile';
import { decideApproval, decideResumption, findOpenProduction, findProducibleHold } from '../cases/decisions';
import { isResumable } from '../cases/resuming';
import { openApproval } from './production/openApproval';
import { openProductionRequest } from './production/openRequest';
import { openResumption } from './production/resume';

/**
 * Opens what comes next for this person: the request form, the approval of the production that waits, what lets one go on that
 * was cut off, or, for who cannot
 * approve it, the form that changes it.
 *
 * @returns a line when nothing can be opened, with the reason
 */
export async function openProduction(session: Session, caseFile: OpenCase): Promise<string | undefined> {
	const { say, actor, roles, desk } = session;
	const waiting = findOpenProduction(caseFile.state);
	if (!waiting) {
		const hold = findProducibleHold(caseFile.state, desk.clock());
		return hold.ok ? openProductionRequest(session, caseFile) : sayRefusal(say, hold);
	}
	if (waiting.status === 'approved') {
		return openProductionRequest(session, caseFile, { production: waiting, why: say('refusal.being-built') });
	}
	if (!roles.includes('approver')) {
		const why = say(isResumable(waiting) ? 'refusal.approver-to-continue' : 'refusal.approver-needed');
		return openProductionRequest(session, caseFile, { production: waiting, why });
	}
	const { productionPeople: people } = (await desk.readRules()).rules;
	if (decideResumption(caseFile.state, waiting.productionId, actor, desk.clock(), people).ok) {
		return openResumption(session, caseFile, waiting);
	}
	const approvable = decideApproval(caseFile.state, waiting.productionId, actor, desk.clock(), { people });
	if (approvable.ok) {
		return openApproval(session, caseFile, waiting);
	}
	return approvable.code === 'approver-is-requester'
		? openProductionRequest(session, caseFile, { production: waiting, why: sayRefusal(say, approvable) })
		: sayRefusal(say, approvable);
}
