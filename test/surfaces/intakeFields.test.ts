import { COMPLETE_VALUES } from './intakeValues';
import { checkRequest } from '../../src/policy/completeness';
import { REQUEST_KINDS, REQUIRED_ITEMS, type RequestKind } from '../../src/policy/requestKinds';
import { fieldNamesOf, ITEM_FIELDS, pagesOf, SECTIONS } from '../../src/surfaces/request/fields';
import { optionsOf } from '../../src/surfaces/request/options';
import { readRequest } from '../../src/surfaces/request/readRequest';
import { speak } from '../../src/surfaces/texts';

const items = REQUEST_KINDS.flatMap((kind) => REQUIRED_ITEMS[kind].map(({ item }) => [kind, item] as const));

/**
 * @clause preservation-list
 * @clause account-request-list
 * @clause emergency-list
 */
describe('the form of a kind and the rule for it', () => {
	it.each(REQUEST_KINDS)('a %s typed in full satisfies the rule', (kind) => {
		const { facts } = readRequest(kind, COMPLETE_VALUES[kind]);
		expect(checkRequest(kind, facts).missing).toEqual([]);
	});

	it.each(items)('a %s asks for the %s, and without what is typed there it is missing', (kind, item) => {
		const fields = ITEM_FIELDS[item] ?? [];
		expect(fields.filter((name) => !fieldNamesOf(kind).has(name))).toEqual([]);
		// The reasons are asked for only in an emergency case; leaving out the question leaves out the need.
		const emptied = item === 'emergency-reasons' ? ['emergencyReasons'] : fields;
		const without = Object.fromEntries(Object.entries(COMPLETE_VALUES[kind]).filter(([name]) => !emptied.includes(name)));
		expect(checkRequest(kind, readRequest(kind, without).facts).missing.map((lacking) => lacking.item)).toContain(item);
	});

	it('knows no field for an item that no rule has', () => {
		expect(Object.keys(ITEM_FIELDS).filter((item) => !items.some(([, known]) => known === item))).toEqual([]);
	});

	it('takes nothing over that was typed for another kind', () => {
		const { facts, details } = readRequest('preservation', { ...COMPLETE_VALUES.emergency, ...COMPLETE_VALUES.contents });
		expect(facts).not.toHaveProperty('personInDanger');
		expect(facts).not.toHaveProperty('process');
		expect(details).not.toHaveProperty('process');
	});
});

describe('the pages of intake', () => {
	it.each(REQUEST_KINDS)('of a %s are short, hold every field once, and each has its words', (kind) => {
		const pages = pagesOf(kind, true);
		const names = pages.flat().map(({ name }) => name);
		expect(Math.max(...pages.map((fields) => fields.length))).toBeLessThanOrEqual(14);
		expect(new Set(names).size).toBe(names.length);
		expect([...fieldNamesOf(kind)].filter((name) => !names.includes(name))).toEqual([]);
		const say = speak('en');
		const wordless = names.filter((name) => !/\w/.test(say(`request.field.${name}` as 'request.field.agency')));
		const choices = pages.flat().filter(({ type }) => type === 'choice' || type === 'choices');
		const unnamed = choices.flatMap(({ name }) => optionsOf(name, kind, say)).filter(({ text }) => text.length < 2);
		expect({ wordless, unnamed }).toEqual({ wordless: [], unnamed: [] });
	});

	it('ask for the order that forbids notice only where there is one', () => {
		expect(pagesOf('contents', false).flat()).not.toEqual(expect.arrayContaining([...SECTIONS.order]));
		expect(pagesOf('contents', true).at(-1)).toEqual(SECTIONS.order);
		expect(pagesOf('preservation', true)).toHaveLength(1);
	});
});

describe('what is typed', () => {
	const read = (change: Record<string, string>, kind: RequestKind = 'contents') =>
		readRequest(kind, { ...COMPLETE_VALUES[kind], ...change });

	it('names several accounts, separated in any way, each once', () => {
		expect(read({ accounts: '@one.two, three;\nid:7kHjKbSf2eGmCwAyQ @one.two' }).facts.accounts).toEqual([
			'@one.two',
			'three',
			'id:7kHjKbSf2eGmCwAyQ',
		]);
	});

	it('is kept as process, period, order and terms', () => {
		const order = { nonDisclosure: 'order', orderCourt: 'Superior Court', orderNumber: '26-ND-7', orderEnd: '2026-06-01' };
		const { details } = read({ ...order, periodFrom: '2026-01-01', declaration: 'yes', negotiatedFee: '250.00 USD' });
		expect(details).toMatchObject({
			process: { kind: 'search-warrant', issuer: 'Superior Court', number: '26-1', issuedOn: '2026-02-27' },
			period: { from: '2026-01-01' },
			nonDisclosureOrder: { court: 'Superior Court', number: '26-ND-7', endsOn: '2026-06-01' },
			wantsDeclaration: true,
			negotiatedFee: '250.00 USD',
			regime: 'us-2703f',
		});
	});
});
