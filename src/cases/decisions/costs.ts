import { buildCostStatement, type CostItem, type CostRefusal } from '../../policy/fees';
import { accept, refuse, type Result } from '../../policy/refusal';
import { isStanding } from '../delivered';
import type { EventDraft } from '../events';
import type { CaseState, CostState, LetterState, ProductionState, RequestState } from '../state';

type NothingToCharge = 'no-delivered-production' | 'no-fee-in-emergency' | 'no-fee-for-child-safety';

/**
 * The productions for whose work reimbursement may be sought: those that were delivered, since the guidelines speak of
 * information produced, under legal process other than an emergency request; none in a case where two people found that a
 * child's safety is at stake.
 *
 * @clause cost-reimbursement
 * @law house-no-emergency-fee
 * @law house-no-child-safety-fee
 * @returns at least one, oldest first; or why there is none
 */
export function listChargeable(state: CaseState): Result<ProductionState[], NothingToCharge> {
	const delivered = state.productions.filter(isStanding);
	if (delivered.length === 0) {
		return refuse('no-delivered-production');
	}
	if (isAboutChildSafety(state)) {
		return refuse('no-fee-for-child-safety');
	}
	const chargeable = delivered.filter((production) => !isEmergency(production));
	return chargeable.length > 0 ? accept(chargeable) : refuse('no-fee-in-emergency');
}

export interface CostInput {
	statementId: string;
	productionId: string;
	items: readonly CostItem[];
	agreedCents?: number;
	/** Empty: nothing is waived. */
	waiverReason?: string;
}

/**
 * States what is asked for the work of a production. A statement for a production that has one already takes its place.
 *
 * @law us-2706
 * @returns the event; or why nothing can be charged, or which line is wrong
 */
export function decideCostStatement(
	state: CaseState,
	{ statementId, productionId, items, agreedCents, waiverReason }: CostInput,
): Result<EventDraft[], NothingToCharge | 'no-cost-lines' | 'no-such-production' | CostRefusal> {
	const chargeable = listChargeable(state);
	if (!chargeable.ok) {
		return chargeable;
	}
	const production = chargeable.value.find((known) => known.productionId === productionId);
	if (!production) {
		return refuse('no-such-production');
	}
	if (items.length === 0) {
		return refuse('no-cost-lines');
	}
	const built = buildCostStatement(items, {
		...{ isEmergency: isEmergency(production), isChildSafety: isAboutChildSafety(state) },
		...(agreedCents === undefined ? {} : { agreedCents }),
		...(waiverReason ? { waiver: { reason: waiverReason } } : {}),
	});
	if (!built.ok) {
		return built;
	}
	const { lines, ...sums } = built.value;
	const before = findStatement(state, productionId);
	const replaces = before ? { replaces: before.number } : {};
	const number = state.costs.length + 1;
	return accept([{ type: 'cost.stated', body: { statementId, number, productionId, ...replaces, lines: [...lines], ...sums } }]);
}

/** The statement that stands for a production: its latest. */
export function findStatement({ costs }: CaseState, productionId: string): CostState | undefined {
	return costs.filter((statement) => statement.productionId === productionId).at(-1);
}

/** The letter that carries a statement, in its latest words. */
export function findCostLetter({ letters }: CaseState, statementId: string): LetterState | undefined {
	return letters.filter((letter) => letter.statementId === statementId).at(-1);
}

/**
 * The request to whose sender a statement goes: the latest that asks for records, before the production was asked for; else
 * the latest of the case.
 */
export function findChargedRequest({ requests }: CaseState, { requestedAt }: ProductionState): RequestState | undefined {
	const asking = requests.filter(({ kind, recordedAt }) => ASKS_FOR_RECORDS.includes(kind) && recordedAt <= requestedAt);
	return asking.at(-1) ?? requests.at(-1);
}

const ASKS_FOR_RECORDS: readonly string[] = ['account-information', 'contents', 'epoc'];

function isEmergency({ process }: ProductionState): boolean {
	return process.kind === 'emergency';
}

function isAboutChildSafety({ exceptions }: CaseState): boolean {
	return exceptions.some(({ kind, status }) => kind === 'child-safety' && status === 'approved');
}
