import { keepCard } from './cards/keepCard';
import type { Session } from './session';
import { appendEvents, type OpenCase } from '../cases/caseFile';
import type { EventDraft, Subject } from '../cases/events';
import type { CapturePlan, CaptureScope } from '../cases/events/capture';
import { captureStep } from '../preservation/capture';
import { placeRoom } from '../preservation/roomOrder';

/** A submit is answered within the seconds that a client waits; what a first step does not finish goes on as a job. */
const FIRST_STEP_MS = 1200;

/** An account to preserve, and the regime whose clock its preservation runs by. */
export interface PlacedHold {
	subject: Subject;
	regime: string;
	scope: CaptureScope;
	/** What the person was shown of it. */
	plan?: CapturePlan;
}

/**
 * Preserves accounts in a case: the one way in which a hold begins. The first is captured at once for as long as a form may
 * take; a job, and behind it the sweep, goes on with the rest.
 *
 * @clause preservation-accepted
 * @clause preservation-ninety-days
 */
export async function placeHolds(session: Session, caseFile: OpenCase, holds: readonly PlacedHold[]): Promise<OpenCase> {
	const { desk, actor } = session;
	const placed = holds.map(({ subject, regime, scope, plan }) => {
		const snapshotId = desk.makeId();
		return {
			...{ holdId: desk.makeId(), snapshotId, subject, regime, scope: hideRooms(scope, snapshotId) },
			...(plan ? { plan } : {}),
		};
	});
	const [first] = placed;
	if (!first) {
		return caseFile;
	}
	const drafts = placed.map((body): EventDraft => ({ type: 'hold.placed', body }));
	const begun = await appendEvents(caseFile, drafts, actor, desk);
	const captured = await keepCard(desk, await captureStep(begun, first.holdId, FIRST_STEP_MS, desk));
	if (captured.state.holds.some(({ status }) => status === 'capturing')) {
		const { caseId } = captured;
		const when = new Date(desk.clock());
		await desk.accessors.modify.getScheduler().scheduleOnce({ id: 'capture-next-step', when, data: { caseId } });
	}
	return captured;
}

/** The scope as the ledger keeps it: with the places of the chosen rooms, not their ids. */
function hideRooms({ roomIds, ...scope }: CaptureScope, snapshotId: string): CaptureScope {
	return roomIds ? { ...scope, roomPlaces: roomIds.map((roomId) => placeRoom(snapshotId, roomId)).sort() } : scope;
}
