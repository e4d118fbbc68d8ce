import fc from 'fast-check';

import { buildCostStatement, formatCents, readDollars } from '../../src/policy/fees';

const search = { description: 'Search', units: 3, unit: 'quarter of an hour', rateCents: 1250, basis: 'published schedule' };
const copy = { description: 'Assembling the package', units: 1, unit: 'package', rateCents: 999, basis: 'published schedule' };

/**
 * @clause cost-reimbursement
 * @law us-2706
 * @law house-no-emergency-fee
 * @law house-no-child-safety-fee
 */
describe('Rocket.Chat may seek reimbursement for costs', () => {
	it('adds the lines up in whole cents', () => {
		expect(buildCostStatement([search, copy])).toEqual({
			ok: true,
			value: {
				lines: [
					{ ...search, amountCents: 3750 },
					{ ...copy, amountCents: 999 },
				],
				subtotalCents: 4749,
				waivedCents: 0,
				totalCents: 4749,
			},
		});
	});

	it('is exact for any lines', () => {
		const items = fc.array(fc.record({ units: fc.nat(10_000), rateCents: fc.nat(1_000_000) }), { maxLength: 50 });
		fc.assert(
			fc.property(items, (amounts) => {
				const statement = buildCostStatement(amounts.map((amount) => ({ ...search, ...amount })));
				const exact = amounts.reduce((sum, { units, rateCents }) => sum + BigInt(units) * BigInt(rateCents), 0n);
				expect(statement.ok && BigInt(statement.value.totalCents)).toBe(exact);
			}),
		);
	});

	it('charges nothing in an emergency', () => {
		expect(buildCostStatement([search], { isEmergency: true })).toMatchObject({ ok: false, code: 'no-fee-in-emergency' });
		expect(buildCostStatement([{ ...search, rateCents: 0 }], { isEmergency: true })).toMatchObject({
			ok: true,
			value: { totalCents: 0 },
		});
	});

	it('charges nothing where the safety of a child is at stake', () => {
		expect(buildCostStatement([search], { isChildSafety: true })).toMatchObject({ ok: false, code: 'no-fee-for-child-safety' });
	});

	it('counts work in minutes at a rate for an hour, and leaves out a part of a cent', () => {
		const work = { ...search, unit: 'minute', rateUnit: 'hour', unitsPerRate: 60 };
		const amountOf = (units: number, rateCents: number) => {
			const built = buildCostStatement([{ ...work, units, rateCents }]);
			return built.ok ? built.value.totalCents : built.code;
		};
		expect(amountOf(90, 5000)).toBe(7500);
		expect(amountOf(1, 5000)).toBe(83);
		expect(amountOf(59, 1)).toBe(0);
		fc.assert(
			fc.property(fc.nat(1_000_000), fc.nat(10_000_000), (units, rateCents) => {
				expect(BigInt(amountOf(units, rateCents))).toBe((BigInt(units) * BigInt(rateCents)) / 60n);
			}),
		);
	});

	/** @law us-2706-b */
	it('asks for the amount that was agreed on, and never for more than the costs that are listed', () => {
		expect(buildCostStatement([search], { agreedCents: 3000 })).toMatchObject({
			value: { subtotalCents: 3750, agreedCents: 3000, totalCents: 3000 },
		});
		expect(buildCostStatement([search], { agreedCents: 3751 })).toEqual({
			ok: false,
			code: 'agreed-above-costs',
			params: { agreed: 'USD 37.51', costs: 'USD 37.50' },
		});
		expect(buildCostStatement([search], { agreedCents: 30.5 })).toMatchObject({ code: 'not-whole-cents' });
		expect(buildCostStatement([search], { agreedCents: 3000, waiver: { reason: 'Courtesy' } })).toMatchObject({
			value: { waivedCents: 3000, totalCents: 0 },
		});
	});

	it.each([
		['12.50', 1250],
		[' 250.00 USD', 25000],
		['$7', 700],
		['USD 0.05', 5],
		['12,50', undefined],
		['1,250', undefined],
		['1.5', undefined],
		['-3', undefined],
		['', undefined],
		['1e3', undefined],
		['9999999999', undefined],
	])('reads %j as %j cents', (typed, cents) => {
		expect(readDollars(typed)).toBe(cents);
	});

	it('waives everything, for a reason', () => {
		expect(buildCostStatement([search], { waiver: { reason: ' Child safety ' } })).toMatchObject({
			value: { subtotalCents: 3750, waivedCents: 3750, totalCents: 0, waiverReason: 'Child safety' },
		});
	});

	it('waives nothing without a reason', () => {
		expect(buildCostStatement([search], { waiver: { reason: ' ' } })).toMatchObject({ code: 'waiver-without-reason' });
	});

	it.each([
		[{ units: 1.5 }, 'not-whole-cents'],
		[{ units: -1 }, 'not-whole-cents'],
		[{ rateCents: 12.5 }, 'not-whole-cents'],
		[{ rateCents: NaN }, 'not-whole-cents'],
		[{ units: Number.MAX_SAFE_INTEGER, rateCents: 2 }, 'sum-too-large'],
		[{ description: ' ' }, 'incomplete-line'],
		[{ unit: '' }, 'incomplete-line'],
		[{ basis: '' }, 'incomplete-line'],
		[{ unitsPerRate: 0 }, 'not-whole-cents'],
	])('refuses a line with %j and names it: %s', (wrong, code) => {
		expect(buildCostStatement([copy, { ...search, ...wrong }])).toEqual({ ok: false, code, params: { line: 2 } });
	});

	it('refuses a sum beyond exact numbers', () => {
		const large = { ...search, units: 1, rateCents: Number.MAX_SAFE_INTEGER };
		expect(buildCostStatement([large, large])).toMatchObject({ code: 'sum-too-large' });
	});

	it.each([
		[0, 'USD 0.00'],
		[5, 'USD 0.05'],
		[123450, 'USD 1,234.50'],
		[100000000, 'USD 1,000,000.00'],
		[-250, 'USD -2.50'],
	])('writes %i cents as %s', (cents, written) => {
		expect(formatCents(cents)).toBe(written);
	});
});
