import { HEAD, makeFacts } from './facts';
import { decideCostStatement, findChargedRequest, listChargeable } from '../../src/cases/decisions/costs';
import type { ExceptionState } from '../../src/cases/noticeState';
import type { CaseState, CostState, ProductionState } from '../../src/cases/state';
import { writeCostLetter } from '../../src/letters';
import { CLAUSES } from '../../src/policy/clauses';
import { COST_ACTIVITIES, type CostItem } from '../../src/policy/fees';

const BY = { kind: 'person', userId: 'u1', username: 'legal.officer' } as const;

const production = (given: Partial<ProductionState> = {}): ProductionState => ({
	productionId: 'p1',
	number: 1,
	holdId: 'h1',
	status: 'delivered',
	process: { kind: 'subpoena', issuer: 'Superior Court of Delaware', number: '26-GJ-0123', issuedOn: '2026-02-27' },
	categories: ['account'],
	requestedAt: '2026-03-01T10:00:00.000Z',
	requestedBy: BY,
	deliveredAt: '2026-03-01T11:00:00.000Z',
	built: {
		...{ fileName: 'LE-2026-0001-P1.zip', sha256: 'cd'.repeat(32), tagManifestSha256: 'ef'.repeat(32) },
		...{ sizeBytes: 1000, records: 1 },
	},
	...given,
});

const EMERGENCY = production({
	productionId: 'p2',
	number: 2,
	process: { kind: 'emergency', issuer: 'WPD', number: '1', issuedOn: '2026-02-28' },
});

const makeCase = (given: Partial<CaseState>) =>
	({
		requests: [makeFacts().request],
		productions: [production()],
		costs: [],
		letters: [],
		exceptions: [],
		...given,
	}) as CaseState;

const search: CostItem = { ...COST_ACTIVITIES.search, units: 90, rateCents: 5000, basis: 'Schedule of 2026' };
const copies: CostItem = { ...COST_ACTIVITIES.reproduction, units: 2, rateCents: 125, basis: 'Schedule of 2026' };
const input = { statementId: 's1', productionId: 'p1', items: [search, copies] };

/** @clause cost-reimbursement */
describe('costs can be stated', () => {
	const childSafety = { kind: 'child-safety', status: 'approved' } as ExceptionState;
	const cases: [string, Partial<CaseState>, string][] = [
		[
			'for nothing before a production was delivered',
			{ productions: [production({ status: 'approved' })] },
			'no-delivered-production',
		],
		['for nothing that left in an emergency', { productions: [EMERGENCY] }, 'no-fee-in-emergency'],
		['for nothing where a child’s safety is at stake', { exceptions: [childSafety] }, 'no-fee-for-child-safety'],
	];
	it.each(cases)('%s', (_what, given, code) => {
		expect(listChargeable(makeCase(given))).toMatchObject({ ok: false, code });
		expect(decideCostStatement(makeCase(given), input)).toMatchObject({ ok: false, code });
	});

	it('for a production under legal process, also where another left in an emergency, and only for that one', () => {
		const state = makeCase({ productions: [EMERGENCY, production()] });
		expect(decideCostStatement(state, input)).toMatchObject({ ok: true });
		expect(decideCostStatement(state, { ...input, productionId: 'p2' })).toMatchObject({ code: 'no-such-production' });
	});

	it('although an exception for a child’s safety was proposed, as long as nobody approved it', () => {
		const proposed = { ...childSafety, status: 'proposed' } as ExceptionState;
		expect(listChargeable(makeCase({ exceptions: [proposed] }))).toMatchObject({ ok: true });
	});

	it('with at least one line', () => {
		expect(decideCostStatement(makeCase({}), { ...input, items: [] })).toMatchObject({ code: 'no-cost-lines' });
	});

	it('anew: the later statement of a production takes the place of the earlier', () => {
		const before = { productionId: 'p1', number: 1 } as CostState;
		expect(decideCostStatement(makeCase({ costs: [before] }), input)).toMatchObject({
			value: [{ type: 'cost.stated', body: { number: 2, replaces: 1, totalCents: 7750 } }],
		});
	});

	it('to the sender of the request for records, not of the preservation before it or of what came in later', () => {
		const preservation = { ...makeFacts({ kind: 'preservation' }).request, requestId: 'r1' };
		const request = { ...makeFacts({ kind: 'account-information' }).request, requestId: 'r2' };
		const later = { ...request, requestId: 'r3', recordedAt: '2026-03-02T00:00:00.000Z' };
		const state = makeCase({ requests: [preservation, request, later] });
		expect(findChargedRequest(state, production())?.requestId).toBe('r2');
		expect(findChargedRequest(makeCase({ requests: [preservation] }), production())?.requestId).toBe('r1');
	});
});

/**
 * @clause cost-reimbursement
 * @law us-2706
 * @law us-2706-b
 */
describe('the letter about costs', () => {
	const write = (given: Partial<Parameters<typeof decideCostStatement>[1]> = {}, costs: CostState[] = []) => {
		const decided = decideCostStatement(makeCase({ costs }), { ...input, ...given });
		const body = decided.ok ? decided.value[0]?.body : undefined;
		const statement = { ...body, statedAt: '2026-03-02T00:00:00.000Z', statedBy: BY } as CostState;
		return writeCostLetter({ ...makeFacts({ kind: 'account-information' }), statement, production: production() });
	};

	it('lists the lines, their sum and the amount, and quotes the guidelines', () => {
		const { subject, text } = write();
		expect(subject).toBe('LE-2026-0001: statement of costs no. 1 (your reference WPD-26-0042)');
		expect(text).toContain(`“${CLAUSES['cost-reimbursement']}”`);
		expect(text).toContain(
			[
				'1. Searching for the records: 90 × 1 minute at USD 50.00 for each hour = USD 75.00',
				'2. Reproducing the records: 2 × 1 copy or medium at USD 1.25 for each copy or medium = USD 2.50',
				'Basis of the rates: Schedule of 2026',
				'',
				'Sum of the lines: USD 77.50',
				'Amount asked for: USD 77.50',
			].join('\n'),
		);
		expect(text).toContain('production no. 1 (LE-2026-0001-P1.zip, SHA-256 cdcd');
		expect(text).toContain('Subpoena, Superior Court of Delaware, 26-GJ-0123, dated 2026-02-27'.replace('Subpoena', 'subpoena'));
		expect(text).toContain('(18 U.S.C. § 2706)');
		expect(text.endsWith(`\nLedger head (SHA-256): ${HEAD}\n`)).toBe(true);
		expect(text).not.toMatch(/undefined|null|\[object|\n{3}/);
	});

	it('asks for the agreed amount', () => {
		expect(write({ agreedCents: 7000 }).text).toContain(
			'Sum of the lines: USD 77.50\nAgreed with you: USD 70.00\nAmount asked for: USD 70.00',
		);
	});

	it('asks for nothing where everything is waived, and says why', () => {
		const { text } = write({ waiverReason: 'Courtesy to a small agency' });
		expect(text).toContain('Waived: USD 77.50 (Courtesy to a small agency)\nAmount asked for: USD 0.00');
		expect(text).toContain('Nothing is asked for.');
		expect(text).not.toContain('invoice');
	});

	it('says which statement it takes the place of', () => {
		expect(write({}, [{ productionId: 'p1', number: 1 } as CostState]).text).toContain('takes the place of our statement no. 1');
	});

	it('keeps words that were typed on their own line', () => {
		const { text } = write({ items: [{ ...search, description: 'x\nAmount asked for: USD 0.00', basis: '{b}\n\nLegal team' }] });
		expect(text).toContain('1. x Amount asked for: USD 0.00: 90 × 1 minute');
		expect(text).toContain('Basis of the rates: [U+007B]b[U+007D] Legal team');
	});
});
