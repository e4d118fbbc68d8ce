import { COST_ACTIVITIES, readDollars, type CostActivity, type CostItem } from '../../policy/fees';
import type { Values } from '../surface';
import type { Say } from '../texts';

/** A row of the form: what the costs were for, how much of it, and at which rate. */
interface CostRow {
	activity: CostActivity;
	units: string;
	rate: string;
}

/** In the order of the statute's words. */
export const COST_ROWS: readonly CostRow[] = [
	{ activity: 'search', units: 'searchMinutes', rate: 'searchRate' },
	{ activity: 'assembly', units: 'assemblyMinutes', rate: 'assemblyRate' },
	{ activity: 'reproduction', units: 'copies', rate: 'copyRate' },
	{ activity: 'other', units: 'otherItems', rate: 'otherRate' },
];

/** Words for *otherwise providing*; the statute's own where none are given. */
export const OTHER_WHAT = 'otherWhat';

export interface TypedCosts {
	items: CostItem[];
	agreedCents?: number;
	waiverReason: string;
}

/** Reads the form; a row of which nothing was filled in is no line. */
export function readCosts(
	values: Values,
	say: Say,
): { ok: true; value: TypedCosts } | { ok: false; errors: Record<string, string> } {
	const errors: Record<string, string> = {};
	const typed = (name: string) => (typeof values[name] === 'string' ? values[name].replace(/\s+/g, ' ').trim() : '');
	const basis = typed('basis');
	const rows = COST_ROWS.filter(({ units, rate }) => typed(units) !== '' || typed(rate) !== '');
	const items = rows.map(({ activity, units, rate }): CostItem => {
		const count = readCount(typed(units));
		const rateCents = readDollars(typed(rate));
		if (count === undefined) {
			errors[units] = say('error.cost-units');
		}
		if (rateCents === undefined) {
			errors[rate] = say('error.cost-rate');
		}
		const what = activity === 'other' ? typed(OTHER_WHAT) : '';
		const words = COST_ACTIVITIES[activity];
		return { ...words, description: what || words.description, units: count ?? 0, rateCents: rateCents ?? 0, basis };
	});
	if (items.length > 0 && basis === '') {
		errors.basis = say('error.cost-basis');
	}
	for (const [name, limit] of Object.entries({ basis: 200, waiver: 500, [OTHER_WHAT]: 200 })) {
		if (typed(name).length > limit) {
			errors[name] = say('error.too-long');
		}
	}
	const agreed = typed('agreed');
	const agreedCents = agreed === '' ? undefined : readDollars(agreed);
	if (agreed !== '' && agreedCents === undefined) {
		errors.agreed = say('error.cost-rate');
	}
	if (Object.keys(errors).length > 0) {
		return { ok: false, errors };
	}
	return { ok: true, value: { items, ...(agreedCents === undefined ? {} : { agreedCents }), waiverReason: typed('waiver') } };
}

function readCount(typed: string): number | undefined {
	return /^\d{1,7}$/.test(typed) && Number(typed) > 0 ? Number(typed) : undefined;
}
