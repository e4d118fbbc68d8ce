import { COST_ROWS, OTHER_WHAT } from './readCosts';
import type { OpenCase } from '../../cases/caseFile';
import { findStatement, listChargeable } from '../../cases/decisions/costs';
import type { ProductionState } from '../../cases/state';
import { nameProcess } from '../../policy/entitlement';
import { formatCents, readDollars } from '../../policy/fees';
import { openModal, type Session } from '../session';
import { sayRefusal } from '../texts';

/**
 * Opens the form of a cost statement.
 *
 * @returns a line when nothing can be charged, with the reason, or when there is no client to show a form
 */
export async function openCosts(session: Session, { caseId, state }: OpenCase): Promise<string | undefined> {
	const { say, ui } = session;
	const chargeable = listChargeable(state);
	if (!chargeable.ok) {
		return sayRefusal(say, chargeable);
	}
	const fees = state.requests.flatMap(({ details }) => details.negotiatedFee ?? []);
	const fee = fees.at(-1);
	const agreed = fee !== undefined && readDollars(fee) !== undefined ? fee : undefined;
	const optional = (name: string, label: string, maxLength: number, hint?: string, initial?: string) =>
		ui.textField(name, { label, ...(hint ? { hint } : {}) }, { initial, maxLength, optional: true });
	const opened = await openModal(
		session,
		'costs',
		{ caseId },
		{
			title: say('costs.title'),
			submit: say('costs.submit'),
			blocks: [
				ui.facts([
					[say('card.case'), state.reference],
					[say('card.agency'), state.agency.name],
					[say('costs.agreed-at-intake'), fee],
				]),
				ui.note(say('costs.explained')),
				...selectProduction(session, chargeable.value),
				...chargeable.value.flatMap(({ productionId }) => {
					const before = findStatement(state, productionId);
					return before
						? [ui.warning(say('costs.replaces', { number: before.number, total: formatCents(before.totalCents) }))]
						: [];
				}),
				...COST_ROWS.flatMap(({ activity, units, rate }) => [
					...(activity === 'other' ? [optional(OTHER_WHAT, say('costs.other-what'), 200)] : []),
					optional(units, say(`costs.units.${activity}`), 7),
					optional(rate, say(`costs.rate.${activity}`), 16, say('costs.rate-hint')),
				]),
				optional('basis', say('costs.basis'), 200, say('costs.basis-hint')),
				optional('agreed', say('costs.agreed'), 20, say('costs.agreed-hint'), agreed),
				optional('waiver', say('costs.waiver'), 500, say('costs.waiver-hint')),
			],
		},
	);
	return opened ? undefined : say('line.needs-client');
}

function selectProduction({ say, ui }: Session, productions: readonly ProductionState[]) {
	const options = productions.map(({ productionId, number, process }) => ({
		value: productionId,
		text: say('costs.production', { number, process: `${nameProcess(process.kind)}, ${process.number}` }),
	}));
	return [ui.select('production', { label: say('costs.which') }, options, options.at(-1)?.value)];
}
