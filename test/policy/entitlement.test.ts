import fc from 'fast-check';

import { CLAUSES } from '../../src/policy/clauses';
import {
	decideEntitlement,
	ENTITLEMENTS,
	isLegalProcess,
	LEGAL_PROCESSES,
	RECORD_CATEGORIES,
} from '../../src/policy/entitlement';
import { findRecordCategory } from '../../src/policy/recordCategories';

const ALL = [...RECORD_CATEGORIES];
const PROTOTYPE_KEYS = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf', '0', 'length'];

/**
 * The whole table once more, by hand: what can leave under each process when everything is asked for.
 * @clause private-information-process
 * @clause contents-search-warrant
 * @clause preservation-ninety-days
 * @clause emergency-good-faith
 * @clause valid-legal-process
 */
describe('what may leave under each legal process, when everything is asked for', () => {
	it.each<[string, string[], string[], string]>([
		['none', [], [], CLAUSES['private-information-process']],
		['subpoena', ['account'], ['account'], CLAUSES['private-information-process']],
		['court-order', ['account', 'non-content'], ['account', 'non-content'], CLAUSES['private-information-process']],
		['search-warrant', ALL, ALL, CLAUSES['contents-search-warrant']],
		['emergency', [], ALL, CLAUSES['emergency-good-faith']],
		['consent', [], ALL, CLAUSES['private-information-process']],
		['epoc', [], ALL, CLAUSES['valid-legal-process']],
		['epoc-pr', [], [], CLAUSES['preservation-ninety-days']],
		['mlat', [], ALL, CLAUSES['contents-search-warrant']],
		['national-security-letter', [], ['account'], CLAUSES['private-information-process']],
	])('%s: %j; with every category named: %j. “%s”', (process, alone, named) => {
		expect(decideEntitlement(process, ALL).produced).toEqual(alone);
		expect(decideEntitlement(process, ALL, ALL).produced).toEqual(named);
	});

	it('has a row for every process', () => {
		expect(Object.keys(ENTITLEMENTS)).toEqual([...LEGAL_PROCESSES]);
	});
});

/** @clause contents-search-warrant */
describe('Requests for the contents of communications require a valid search warrant', () => {
	it('refuses contents under a subpoena, and says why', () => {
		expect(decideEntitlement('subpoena', ['account', 'content'])).toEqual({
			entitled: ['account'],
			produced: ['account'],
			withheld: [
				{
					category: 'content',
					reason: 'outside-process',
					sentence:
						'Contents of communications withheld: a subpoena does not reach them. They require a valid search warrant or equivalent.',
					clause: 'contents-search-warrant',
				},
			],
		});
	});

	it('produces no more than was asked for', () => {
		expect(decideEntitlement('search-warrant', ['account'])).toEqual({
			entitled: ['account', 'non-content', 'content'],
			produced: ['account'],
			withheld: [],
		});
	});

	it('does not let a person name more than the process reaches', () => {
		expect(decideEntitlement('subpoena', ALL, ALL).produced).toEqual(['account']);
		expect(decideEntitlement('national-security-letter', ALL, ALL).produced).toEqual(['account']);
	});

	it('in an emergency, produces what was named and says that the rest was not', () => {
		const { produced, withheld } = decideEntitlement('emergency', ALL, ['account']);
		expect(produced).toEqual(['account']);
		expect(withheld.map(({ category, reason }) => [category, reason])).toEqual([
			['non-content', 'not-named'],
			['content', 'not-named'],
		]);
		expect(withheld[0]?.sentence).toContain('what the approver finds necessary to prevent the harm');
	});

	it('preserves, but does not disclose, under a preservation certificate', () => {
		expect(decideEntitlement('epoc-pr', ['account'], ['account']).withheld).toMatchObject([
			{ reason: 'no-process', clause: 'preservation-ninety-days' },
		]);
	});
});

/** @clause private-information-process */
describe('nothing outside the table', () => {
	const anyProcess = fc.oneof(fc.constantFrom<string>(...LEGAL_PROCESSES, ...PROTOTYPE_KEYS), fc.string());
	const anyCategories = fc.array(fc.oneof(fc.constantFrom<string>(...RECORD_CATEGORIES, ...PROTOTYPE_KEYS), fc.string()));

	it('is ever produced, whatever is asked for and named', () => {
		fc.assert(
			fc.property(anyProcess, anyCategories, anyCategories, (process, requested, named) => {
				const { produced } = decideEntitlement(process, requested, named);
				const ceiling = isLegalProcess(process) ? ENTITLEMENTS[process].ceiling : [];
				expect(produced.every((category) => ceiling.includes(category) && requested.includes(category))).toBe(true);
				const needsNaming = isLegalProcess(process) && ENTITLEMENTS[process].onlyNamed;
				expect(!needsNaming || produced.every((category) => named.includes(category))).toBe(true);
			}),
		);
	});

	it('disappears: every category asked for is either produced or withheld with a reason', () => {
		fc.assert(
			fc.property(anyProcess, anyCategories, anyCategories, (process, requested, named) => {
				const { produced, withheld } = decideEntitlement(process, requested, named);
				const answered = [...produced, ...withheld.map(({ category }) => category)].sort();
				expect(answered).toEqual([...new Set(requested)].sort());
				expect(withheld.every(({ sentence, clause }) => sentence !== '' && clause in CLAUSES)).toBe(true);
			}),
		);
	});

	it.each([...PROTOTYPE_KEYS, 'Subpoena', 'search warrant', '', ' subpoena'])(
		'is given for the unknown process %j',
		(process) => {
			expect(decideEntitlement(process, ALL, ALL)).toMatchObject({ entitled: [], produced: [] });
			expect(decideEntitlement(process, ['account']).withheld).toMatchObject([{ reason: 'unknown-process' }]);
		},
	);

	it.each([...PROTOTYPE_KEYS, 'Content', 'everything', ''])('is given for the unknown category %j', (category) => {
		expect(decideEntitlement('search-warrant', [category], [category])).toMatchObject({
			produced: [],
			withheld: [{ category, reason: 'unknown-category' }],
		});
	});
});

/**
 * @clause private-information-process
 * @clause contents-search-warrant
 */
describe('the category of each kind of record', () => {
	it.each([
		['account', 'account'],
		['membership', 'non-content'],
		['message-metadata', 'non-content'],
		['message', 'content'],
		['file', 'content'],
	])('%s is %s', (kind, category) => {
		expect(findRecordCategory({ kind })).toBe(category);
	});

	it.each([
		['account field', 'account'],
		['membership', 'non-content'],
		['message', 'content'],
		['something new', 'content'],
		[undefined, 'content'],
	])('an exception about %s is %s', (what, category) => {
		expect(findRecordCategory({ kind: 'exception', what })).toBe(category);
	});

	it.each([...PROTOTYPE_KEYS, 'password', 'Account', ''])('%j has none, and is never produced', (kind) => {
		expect(findRecordCategory({ kind })).toBeUndefined();
	});
});
