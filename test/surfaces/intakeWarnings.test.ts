import { COMPLETE_VALUES } from './intakeValues';
import { listWarnings, type WarningInput } from '../../src/cases/decisions/warnings';
import { findDeployment } from '../../src/policy/deployment';
import type { REQUEST_KINDS } from '../../src/policy/requestKinds';
import { readRequest } from '../../src/surfaces/request/readRequest';
import { sayMaskedWarning, sayWarning } from '../../src/surfaces/request/sayRequest';
import { speak } from '../../src/surfaces/texts';

const MARIA = { userId: 'u1', username: 'maria.silva' };

/** What would be warned of a complete and honest request, changed in one thing. */
function warn(kind: (typeof REQUEST_KINDS)[number], typed: Record<string, string> = {}, change: Partial<WarningInput> = {}) {
	const { facts, details } = readRequest(kind, { ...COMPLETE_VALUES[kind], periodFrom: '2026-01-01', ...typed });
	return listWarnings({
		...{ kind, facts, subjects: [MARIA], agencyDomain: 'police.example', sameAgencyReference: [], openCases: [], legalTeam: [] },
		otherCapitals: [],
		details: { ...details, notFound: [] },
		deployment: findDeployment(facts.serverUrl),
		...change,
	});
}
const codes = (...input: Parameters<typeof warn>) => warn(...input).map(({ code }) => code);

describe('warnings', () => {
	it('are none for an honest request', () => {
		expect(codes('preservation')).toEqual([]);
		expect(codes('account-information')).toEqual([]);
		expect(codes('contents')).toEqual([]);
		expect(codes('contents', { receivedBy: 'legal-email' })).toEqual([]);
	});

	const rows: [string, string, Parameters<typeof warn>][] = [
		['free-mail', 'a free-mail address', ['preservation', { officialEmail: 'police@gmail.com' }]],
		['differs-from-agency', 'an address of another domain', ['preservation', { officialEmail: 'a@other.example' }]],
		['looks-like-agency', 'an address that looks like the agency’s', ['preservation', { officialEmail: 'a@po1ice.example' }]],
		['look-alike-server', 'a server that looks like this one', ['preservation', { serverUrl: 'https://0pen.rocket.chat' }]],
		['not-submitted-as-asked', 'a request that came by post', ['preservation', { receivedBy: 'post' }]],
		['server-unreadable', 'a server that cannot be read', ['preservation', { serverUrl: 'the chat server' }]],
		[
			'duplicate-reference',
			'an agency reference that a case bears',
			['preservation', {}, { sameAgencyReference: ['LE-2026-0001'] }],
		],
		[
			'duplicate-subject',
			'an account of an open case',
			['preservation', {}, { openCases: [{ reference: 'LE-2026-0001', subjects: [MARIA] }] }],
		],
		['subject-on-legal-team', 'an account of the legal team', ['preservation', {}, { legalTeam: ['u1'] }]],
		[
			'other-capitals',
			'an account with other capitals',
			['preservation', {}, { otherCapitals: [{ typed: 'Maria.Silva', username: 'maria.silva' }] }],
		],
		['no-period', 'contents of no period', ['contents', { periodFrom: '' }]],
		['asks-for-everything', 'all messages', ['contents', { informationRequested: 'All messages and files of the account' }]],
		[
			'asks-for-everything',
			'any and all records',
			['account-information', { informationRequested: 'any and all available records' }],
		],
		['order-without-end', 'an order without an end', ['contents', { nonDisclosure: 'order', orderCourt: 'C', orderNumber: '1' }]],
		['emergency-call-back', 'any emergency', ['emergency']],
		[
			'emergency-forbids-checking',
			'an emergency that nobody may check',
			['emergency', { otherDetails: 'Do not call our office, no time to verify.' }],
		],
		['emergency-many-accounts', 'an emergency about many accounts', ['emergency', { accounts: '@a @b @c @d' }]],
		['emergency-call-back', 'a European emergency case', ['epoc']],
	];
	it('name cases once each, in the same words however the store gives them', () => {
		const [first, second] = ['LE-2026-0001', 'LE-2026-0002'];
		const about = (sameAgencyReference: string[]) =>
			warn(
				'preservation',
				{},
				{ sameAgencyReference, openCases: sameAgencyReference.map((reference) => ({ reference, subjects: [MARIA] })) },
			).map((warning) => warning.about);
		expect(about([second, first, second])).toEqual(about([first, second]));
		expect(about([first, second])).toEqual([`${first}, ${second}`, `${first}, ${second}`]);
	});

	it.each(rows)('%s: %s', (code, _what, input) => {
		expect(codes(...input)).toContain(code);
	});

	it('on the card never name an account; to the person who records it they do', () => {
		const [warning] = warn('preservation', {}, { legalTeam: ['u1'] });
		expect(sayWarning(speak('en'), warning!)).toContain('@maria.silva');
		expect(sayMaskedWarning(speak('en'), warning!)).not.toContain('maria.silva');
		expect(sayMaskedWarning(speak('en'), warning!)).toContain('@m•••');
	});

	it.each(rows)('%s: %s has its sentence, with every fact filled in', (_code, _what, input) => {
		for (const warning of warn(...input)) {
			expect(sayWarning(speak('en'), warning)).toMatch(/^[^{}]+\.$/);
		}
	});
});
