import type { Result } from './refusal';
import { accept, refuse } from './refusal';

/** One line of a cost statement. Money is whole cents, so that a sum is exact. */
export interface CostItem {
	/** What was done: searching, assembling, reproducing or otherwise providing. */
	readonly description: string;
	/** Whole units; work is counted in a unit small enough, such as a quarter of an hour. */
	readonly units: number;
	readonly unit: string;
	readonly rateCents: number;
	/** Where the rate comes from: the published schedule, an agreement, an invoice. */
	readonly basis: string;
}

export interface CostLine extends CostItem {
	readonly amountCents: number;
}

export interface CostStatement {
	readonly lines: readonly CostLine[];
	readonly subtotalCents: number;
	readonly waivedCents: number;
	readonly totalCents: number;
	readonly waiverReason?: string;
}

export type CostRefusal =
	| 'no-fee-in-emergency'
	| 'waiver-without-reason'
	| 'incomplete-line'
	| 'not-whole-cents'
	| 'sum-too-large';

/**
 * Adds up what is asked for the work of a production. Nothing is charged in an emergency; a waiver says why.
 *
 * @clause cost-reimbursement
 * @law us-2706
 * @law house-no-emergency-fee
 * @param items the work, line by line; none is a statement of nothing
 * @param options `isEmergency`: produced under an emergency disclosure request; `waiver`: everything is waived
 * @returns the statement in cents (US dollars), or refuses; refusals name the `line`, counted from 1
 * @example
 * buildCostStatement([{ description: 'Search', units: 3, unit: 'quarter of an hour', rateCents: 1250, basis: 'schedule' }])
 * // { ok: true, value: { …, subtotalCents: 3750, waivedCents: 0, totalCents: 3750 } }
 */
export function buildCostStatement(
	items: readonly CostItem[],
	options: { readonly isEmergency?: boolean; readonly waiver?: { readonly reason: string } } = {},
): Result<CostStatement, CostRefusal> {
	for (const [index, item] of items.entries()) {
		const refusal = findFault(item);
		if (refusal) {
			return refuse(refusal, { line: index + 1 });
		}
	}
	const lines = items.map((item) => ({ ...item, amountCents: item.units * item.rateCents }));
	const subtotalCents = lines.reduce((sum, { amountCents }) => sum + amountCents, 0);
	if (!Number.isSafeInteger(subtotalCents)) {
		return refuse('sum-too-large');
	}
	if (options.isEmergency && subtotalCents > 0) {
		return refuse('no-fee-in-emergency');
	}
	if (!options.waiver) {
		return accept({ lines, subtotalCents, waivedCents: 0, totalCents: subtotalCents });
	}
	const waiverReason = options.waiver.reason.trim();
	if (waiverReason === '') {
		return refuse('waiver-without-reason');
	}
	return accept({ lines, subtotalCents, waivedCents: subtotalCents, totalCents: 0, waiverReason });
}

function findFault({ description, units, unit, rateCents, basis }: CostItem): CostRefusal | undefined {
	if ([description, unit, basis].some((text) => text.trim() === '')) {
		return 'incomplete-line';
	}
	if (![units, rateCents].every((amount) => Number.isSafeInteger(amount) && amount >= 0)) {
		return 'not-whole-cents';
	}
	return Number.isSafeInteger(units * rateCents) ? undefined : 'sum-too-large';
}

/**
 * Cents as a person reads them.
 *
 * @example
 * formatCents(123450) // 'USD 1,234.50'
 */
export function formatCents(cents: number): string {
	if (!Number.isSafeInteger(cents)) {
		throw new RangeError('Not whole cents');
	}
	const digits = String(Math.abs(cents)).padStart(3, '0');
	const dollars = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',');
	return `USD ${cents < 0 ? '-' : ''}${dollars}.${digits.slice(-2)}`;
}
