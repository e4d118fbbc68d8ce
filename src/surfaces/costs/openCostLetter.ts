import type { OpenCase } from '../../cases/caseFile';
import { findChargedRequest, findCostLetter } from '../../cases/decisions/costs';
import { writeCostLetter } from '../../letters';
import { draftLetter, openLetterView } from '../letters/openLetter';
import type { Session } from '../session';

/**
 * Opens the letter that carries a cost statement: drafted the first time, afterwards in its latest words.
 *
 * @returns a line when there is no such statement, or no client to show its letter
 */
export async function openCostLetter(session: Session, caseFile: OpenCase, statementId: string): Promise<string | undefined> {
	const { state } = caseFile;
	const statement = state.costs.find((known) => known.statementId === statementId);
	const production = state.productions.find(({ productionId }) => productionId === statement?.productionId);
	const request = production && findChargedRequest(state, production);
	if (!statement || !production || !request) {
		return session.say('refusal.no-such-letter');
	}
	const known = findCostLetter(state, statementId);
	if (known) {
		return openLetterView(session, caseFile, known);
	}
	const drafted = await draftLetter(session, caseFile, {
		...{ kind: 'cost-statement', request, statementId },
		write: (facts) => writeCostLetter({ ...facts, statement, production }),
	});
	return openLetterView(session, drafted.caseFile, drafted.letter);
}
