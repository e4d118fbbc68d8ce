import { findDecisionLetter, findEmergencyProduction, listEmergencies } from '../../cases/decisions/emergency';
import { DECISION_LETTERS } from '../../cases/events/letter';
import { writeEmergencyLetter } from '../../letters';
import { openCase } from '../findCase';
import { draftLetter, openLetterView } from '../letters/openLetter';
import type { Session } from '../session';
import { sayRefusal } from '../texts';

/**
 * Opens the letter that tells the agency what was decided last: drafted from the case's facts the first time, afterwards in
 * its latest words.
 *
 * @param value a case id, and after a blank the request's id
 */
export async function openDecisionLetter(session: Session, value: string): Promise<string | undefined> {
	const { desk, say } = session;
	const [caseId = '', requestId = ''] = value.split(' ');
	const found = await openCase(desk, caseId);
	if (!found.ok) {
		return sayRefusal(say, found);
	}
	const { state } = found.value;
	const emergency = listEmergencies(state).find(({ request }) => request.requestId === requestId);
	const decision = emergency?.standing.decision;
	if (!emergency || !decision) {
		return say('refusal.no-such-letter');
	}
	const known = findDecisionLetter(state, emergency);
	if (known) {
		return openLetterView(session, found.value, known);
	}
	const delivered = findEmergencyProduction(state, decision.at);
	const drafted = await draftLetter(session, found.value, {
		kind: DECISION_LETTERS[decision.decision],
		request: emergency.request,
		decidedAt: decision.at,
		write: (facts) => writeEmergencyLetter({ ...facts, decision, ...(delivered ? { delivered } : {}) }),
	});
	return openLetterView(session, drafted.caseFile, drafted.letter);
}
