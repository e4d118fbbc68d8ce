import { COMPLETE_VALUES } from './intakeValues';
import { decideIntake, findRegime } from '../../src/cases/decisions/intake';
import { LETTER_OF } from '../../src/cases/decisions/letters';
import type { RequestOutcome } from '../../src/cases/events';
import { REQUEST_KINDS, type RequestKind } from '../../src/policy/requestKinds';
import { readRequest } from '../../src/surfaces/request/readRequest';

const SETTINGS = { communityServers: ['https://open.rocket.chat'], hostedDomains: ['rocket.chat'] };
const FOUND = [{ userId: 'u1', username: 'firstname.lastname' }];

const decide = (kind: RequestKind, change: Record<string, string | string[]> = {}, subjects = FOUND) =>
	decideIntake({ kind, facts: readRequest(kind, { ...COMPLETE_VALUES[kind], ...change }).facts, settings: SETTINGS, subjects });

/** An emergency request without a server is looked for here; an extension and a European certificate are asked for the server. */
const WITHOUT_SERVER: Record<RequestKind, RequestOutcome> = {
	'preservation': 'rejected',
	'extension': 'deficient',
	'account-information': 'rejected',
	'contents': 'rejected',
	'emergency': 'accepted',
	'epoc': 'deficient',
	'epoc-pr': 'deficient',
};

/**
 * @clause server-url-required
 * @clause server-url-rejected
 * @clause private-referral
 * @clause deployment-hosted
 * @clause account-scope
 */
describe('what becomes of a request as it was typed', () => {
	describe.each(REQUEST_KINDS)('%s', (kind) => {
		const rows: [string, Record<string, string | string[]>, typeof FOUND, RequestOutcome][] = [
			['complete, about this server and an account of it', {}, FOUND, 'accepted'],
			['complete, and no account has that name', {}, [], 'no-such-account'],
			['without a server', { serverUrl: '' }, FOUND, WITHOUT_SERVER[kind]],
			['about a private server', { serverUrl: 'https://chat.example.org' }, [], 'referred'],
			['about a look-alike of this server', { serverUrl: 'https://open.rocket.chat.evil.example' }, [], 'referred'],
			['about a hosted workspace', { serverUrl: 'acme.rocket.chat' }, [], 'hosted'],
			[
				'about something that is no address',
				{ serverUrl: 'the chat server' },
				[],
				kind === 'emergency' ? 'no-such-account' : 'deficient',
			],
		];
		it.each(rows)('%s', (_what, change, subjects, outcome) => {
			expect(decide(kind, change, subjects).outcome).toBe(outcome);
		});
	});

	it('never tells an incomplete request whether an account exists', () => {
		expect(decide('account-information', { marks: [] }, []).outcome).toBe('deficient');
	});

	it('counts an address that nobody has found to be official as missing', () => {
		const { outcome, missing } = decide('preservation', { marks: ['signature', 'letterhead'] });
		expect(outcome).toBe('deficient');
		expect(missing.map(({ item }) => item)).toEqual(['official-email']);
	});

	it('has a letter for every outcome', () => {
		expect(new Set(Object.values(LETTER_OF)).size).toBe(Object.keys(LETTER_OF).length);
	});
});

describe('the clock of a preservation', () => {
	it.each([
		['preservation', 'domestic', 'us-2703f'],
		['preservation', 'mlat', 'us-2703f'],
		['preservation', 'budapest', 'budapest'],
		['epoc-pr', 'domestic', 'eu-2023-1543'],
		['preservation', 'epoc', 'eu-2023-1543'],
	] as const)('of a %s by the route %s runs by %s', (kind, route, regime) => expect(findRegime(kind, route)).toBe(regime));
});
