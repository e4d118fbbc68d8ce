import type { Result } from './refusal';
import { accept, refuse } from './refusal';

/**
 * What costs are for, in the words of 18 U.S.C. § 2706(a): "searching for, assembling, reproducing, or otherwise providing".
 * Work is counted in minutes and its rate is stated for an hour.
 */
export const COST_ACTIVITIES = {
	search: { description: 'Searching for the records', unit: 'minute', rateUnit: 'hour', unitsPerRate: 60 },
	assembly: { description: 'Assembling the records', unit: 'minute', rateUnit: 'hour', unitsPerRate: 60 },
	reproduction: { description: 'Reproducing the records', unit: 'copy or medium', rateUnit: 'copy or medium', unitsPerRate: 1 },
	other: { description: 'Otherwise providing the records', unit: 'item', rateUnit: 'item', unitsPerRate: 1 },
} as const;

export type CostActivity = keyof typeof COST_ACTIVITIES;

/** One line of a cost statement. Money is whole cents, so that a sum is exact. */
export interface CostItem {
	/** What was done: searching, assembling, reproducing or otherwise providing. */
	readonly description: string;
	/** Whole units. */
	readonly units: number;
	/** In the singular. */
	readonly unit: string;
	readonly rateCents: number;
	/** What the rate is for, in the singular: `hour` where the unit is a minute; the unit itself if not given. */
	readonly rateUnit?: string;
	/** How many units that is: 60; 1 if not given. */
	readonly unitsPerRate?: number;
	/** Where the rate comes from: the published schedule, an agreement, an invoice. */
	readonly basis: string;
}

export interface CostLine extends CostItem {
	/** A part of a cent is left out: only what was incurred is asked for. */
	readonly amountCents: number;
}

export interface CostStatement {
	readonly lines: readonly CostLine[];
	readonly subtotalCents: number;
	/** The amount that was agreed on with the agency, where one was. */
	readonly agreedCents?: number;
	readonly waivedCents: number;
	/** What is asked for. */
	readonly totalCents: number;
	readonly waiverReason?: string;
}

export interface CostOptions {
	/** Produced under an emergency disclosure request. */
	readonly isEmergency?: boolean;
	/** The account holder was not told because of child sexual exploitation. */
	readonly isChildSafety?: boolean;
	readonly agreedCents?: number;
	/** Everything is waived. */
	readonly waiver?: { readonly reason: string };
}

export type CostRefusal =
	| 'no-fee-in-emergency'
	| 'no-fee-for-child-safety'
	| 'waiver-without-reason'
	| 'incomplete-line'
	| 'not-whole-cents'
	| 'agreed-above-costs'
	| 'sum-too-large';

/**
 * Adds up what is asked for the work of a production. Nothing is charged in an emergency and where a child's safety is at
 * stake; a waiver says why. The amount is as agreed (18 U.S.C. § 2706(b)), and never above the costs that are listed (a).
 *
 * @clause cost-reimbursement
 * @law us-2706
 * @law house-no-emergency-fee
 * @law house-no-child-safety-fee
 * @param items the work, line by line; none is a statement of nothing
 * @returns the statement in cents (US dollars), or refuses; refusals name the `line`, counted from 1
 * @example
 * buildCostStatement([{ description: 'Search', units: 90, unit: 'minute', rateCents: 5000, rateUnit: 'hour', unitsPerRate: 60, basis: 'schedule' }])
 * // { ok: true, value: { …, subtotalCents: 7500, waivedCents: 0, totalCents: 7500 } }
 */
export function buildCostStatement(items: readonly CostItem[], options: CostOptions = {}): Result<CostStatement, CostRefusal> {
	for (const [index, item] of items.entries()) {
		const refusal = findFault(item);
		if (refusal) {
			return refuse(refusal, { line: index + 1 });
		}
	}
	const lines = items.map((item) => ({ ...item, amountCents: countAmount(item) }));
	const subtotalCents = lines.reduce((sum, { amountCents }) => sum + amountCents, 0);
	if (!Number.isSafeInteger(subtotalCents)) {
		return refuse('sum-too-large');
	}
	const { agreedCents, isEmergency = false, isChildSafety = false } = options;
	if (subtotalCents > 0 && (isEmergency || isChildSafety)) {
		return refuse(isEmergency ? 'no-fee-in-emergency' : 'no-fee-for-child-safety');
	}
	if (agreedCents !== undefined && !isAmount(agreedCents)) {
		return refuse('not-whole-cents');
	}
	if (agreedCents !== undefined && agreedCents > subtotalCents) {
		return refuse('agreed-above-costs', { agreed: formatCents(agreedCents), costs: formatCents(subtotalCents) });
	}
	return applyWaiver({ lines, subtotalCents, ...(agreedCents === undefined ? {} : { agreedCents }) }, options);
}

function applyWaiver(
	costs: Pick<CostStatement, 'lines' | 'subtotalCents' | 'agreedCents'>,
	{ waiver }: CostOptions,
): Result<CostStatement, 'waiver-without-reason'> {
	const asked = costs.agreedCents ?? costs.subtotalCents;
	if (!waiver) {
		return accept({ ...costs, waivedCents: 0, totalCents: asked });
	}
	const waiverReason = waiver.reason.trim();
	if (waiverReason === '') {
		return refuse('waiver-without-reason');
	}
	return accept({ ...costs, waivedCents: asked, totalCents: 0, waiverReason });
}

function findFault({ description, units, unit, rateCents, unitsPerRate = 1, basis }: CostItem): CostRefusal | undefined {
	if ([description, unit, basis].some((text) => text.trim() === '')) {
		return 'incomplete-line';
	}
	if (![units, rateCents, unitsPerRate].every(isAmount) || unitsPerRate === 0) {
		return 'not-whole-cents';
	}
	return Number.isSafeInteger(units * rateCents) ? undefined : 'sum-too-large';
}

function isAmount(value: number): boolean {
	return Number.isSafeInteger(value) && value >= 0;
}

/** Exact: the remainder is taken away before the division. */
function countAmount({ units, rateCents, unitsPerRate = 1 }: CostItem): number {
	const product = units * rateCents;
	return (product - (product % unitsPerRate)) / unitsPerRate;
}

/**
 * Reads an amount of US dollars that a person typed.
 *
 * @returns whole cents; undefined unless it is digits with, at most, a point and two digits after it
 * @example
 * readDollars(' 12.50 ') // 1250
 * readDollars('1,250') // undefined: a comma is read in two ways
 */
export function readDollars(typed: string): number | undefined {
	const [, dollars, cents = '00'] = /^(?:USD\s*|\$\s*)?(\d{1,9})(?:\.(\d{2}))?(?:\s*USD)?$/i.exec(typed.trim()) ?? [];
	return dollars === undefined ? undefined : Number(dollars) * 100 + Number(cents);
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
