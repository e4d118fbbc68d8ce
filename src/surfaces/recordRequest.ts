import type { Session } from './session';
import { appendEvents, isWhole, loadCase, type OpenCase } from '../cases/caseFile';
import type { Agency, EventBodies, EventDraft } from '../cases/events';
import { claimReference } from '../cases/references';
import { accept, refuse, type Result } from '../policy/refusal';

export type RequestBody = Omit<EventBodies['request.recorded'], 'number'>;

/**
 * Records a request: in the case that it belongs to, or in a new one. Recording it twice under one id records it once, so a
 * form that was sent again does no harm.
 *
 * @param target an existing case; or the id of the new one and, where only named people may know of it, who they are
 */
export async function recordRequest(
	{ desk, actor }: Session,
	target: OpenCase | { newCaseId: string; restrictedTo?: string[] },
	request: RequestBody,
): Promise<Result<OpenCase, 'ledger-damaged'>> {
	const loaded = 'newCaseId' in target ? await loadCase(target.newCaseId, desk) : target;
	if (loaded.problems.length > 0) {
		return refuse('ledger-damaged');
	}
	if (isWhole(loaded) && loaded.state.requests.some(({ requestId }) => requestId === request.requestId)) {
		return accept(loaded);
	}
	const number = (loaded.state?.requests.length ?? 0) + 1;
	const recorded: EventDraft = { type: 'request.recorded', body: { ...request, number } };
	if (isWhole(loaded)) {
		await noteReference(loaded.caseId, loaded.state.reference, request.details.from);
		return accept(await appendEvents(loaded, [recorded], actor, desk));
	}
	const reference = await claimReference(loaded.caseId, desk);
	const restrictedTo = 'newCaseId' in target && target.restrictedTo ? { restrictedTo: target.restrictedTo } : {};
	const opened: EventDraft = { type: 'case.opened', body: { reference, agency: request.details.from, ...restrictedTo } };
	await noteReference(loaded.caseId, reference, request.details.from);
	return accept((await appendEvents(loaded, [opened, recorded], actor, desk)) as OpenCase);

	/** Noted first: a case that then could not be recorded makes a warning too many, never one too few. */
	async function noteReference(caseId: string, caseReference: string, { reference: agencyReference }: Agency): Promise<void> {
		if (agencyReference) {
			await desk.agencyReferences.note(agencyReference, { caseId, reference: caseReference });
		}
	}
}
