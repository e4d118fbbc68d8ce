import type { LayoutBlock } from '@rocket.chat/ui-kit';

import type { OpenCase } from '../../cases/caseFile';
import { findCostLetter, findStatement } from '../../cases/decisions/costs';
import type { CaseState, CostState } from '../../cases/state';
import { formatCents } from '../../policy/fees';
import { sayStatus } from '../letters/openLetter';
import type { Session } from '../session';

/** The cost statements of a case, each with its letter. */
export function renderCosts(session: Session, { caseId, state }: OpenCase): LayoutBlock[] {
	const { say, ui } = session;
	return state.costs.flatMap((statement) => [
		ui.text(describeStatement(session, state, statement)),
		ui.actions(
			`costs-${statement.number}`,
			ui.button('openCostLetter', say('costs.letter'), { value: `${caseId}:${statement.statementId}` }),
		),
	]);
}

function describeStatement({ say }: Session, state: CaseState, statement: CostState): string {
	const { number, productionId, subtotalCents, totalCents, statementId } = statement;
	const production = state.productions.find((known) => known.productionId === productionId)?.number;
	const letter = findCostLetter(state, statementId);
	const line = say('costs.line', {
		...{ number, production, costs: formatCents(subtotalCents), total: formatCents(totalCents) },
	});
	const standing = findStatement(state, productionId);
	const replaced = standing && standing !== statement ? `\n${say('costs.replaced', { number: standing.number })}` : '';
	return `${line}${replaced}\n${letter ? sayStatus({ say }, letter) : say('costs.no-letter')}`;
}
