import type { CostLine } from '../../policy/fees';

/** What is asked for the work of a production (18 U.S.C. § 2706). Money is whole cents of US dollars. */
export interface CostEvents {
	'cost.stated': {
		statementId: string;
		/** Counted from 1 within the case. */
		number: number;
		productionId: string;
		/** The number of the statement that this one takes the place of: one production has one statement. */
		replaces?: number;
		lines: CostLine[];
		subtotalCents: number;
		agreedCents?: number;
		waivedCents: number;
		waiverReason?: string;
		totalCents: number;
	};
}
