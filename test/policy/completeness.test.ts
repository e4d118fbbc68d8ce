import fc from 'fast-check';

import { CLAUSES } from '../../src/policy/clauses';
import { checkRequest } from '../../src/policy/completeness';
import { LAW } from '../../src/policy/law';
import type { RequestFacts, RequestKind } from '../../src/policy/requestKinds';
import { isRequestKind, REQUEST_KINDS, REQUIRED_ITEMS } from '../../src/policy/requestKinds';

const common: RequestFacts = {
	serverUrl: 'https://open.rocket.chat',
	accounts: ['firstname.lastname'],
	isSigned: true,
	isOnLetterhead: true,
	officialEmail: 'j.doe@police.example.org',
};
const asked: RequestFacts = {
	...common,
	informationRequested: 'Account information',
	relationToInvestigation: 'Fraud case 12/2026',
};
const certificate: RequestFacts = {
	...common,
	issuingAuthority: 'Court of Appeal, Ghent',
	addressee: 'Rocket.Chat Technologies Corp.',
	dataCategory: 'subscriber data',
	timeRange: 'none',
	criminalProvisions: 'Article 504quater of the Criminal Code',
};

/** A complete request of each kind. */
const COMPLETE: Readonly<Record<RequestKind, RequestFacts>> = {
	'preservation': common,
	'extension': { ...common, extendedReference: 'LE-2026-0001' },
	'account-information': { ...asked, process: 'subpoena' },
	'contents': { ...asked, process: 'search-warrant' },
	'emergency': {
		...common,
		isMarkedEmergency: true,
		personInDanger: 'Sam Doe',
		natureOfEmergency: 'Report of suicide',
		messagesToReview: 'none',
		informationRequested: 'E-mail address',
		whyNecessary: 'To find where the person is',
		otherDetails: 'none',
	},
	'epoc': { ...certificate, isEmergencyCase: true, emergencyReasons: 'Imminent threat to life' },
	'epoc-pr': certificate,
};

const missingOf = (kind: RequestKind, facts: RequestFacts) => checkRequest(kind, facts).missing.map(({ item }) => item);

/**
 * @clause preservation-accepted
 * @clause valid-legal-process
 */
describe('a complete request', () => {
	it.each(REQUEST_KINDS)('of the kind %s is accepted', (kind) => {
		expect(checkRequest(kind, COMPLETE[kind])).toMatchObject({
			outcome: 'accepted',
			missing: [],
			deployment: { kind: 'community' },
		});
	});
});

/**
 * Leaving out one thing at a time, kind by kind, against the guidelines' own words.
 * @clause preservation-list
 * @clause preservation-signed
 * @clause preservation-email-letterhead
 * @clause preservation-server-url
 * @clause preservation-extension
 * @clause account-request-list
 * @clause account-request-url-username
 * @clause account-request-details
 * @clause account-request-email
 * @clause account-request-letterhead
 * @clause account-server-named
 * @clause private-information-process
 * @clause contents-search-warrant
 * @clause emergency-list
 * @clause emergency-cover-sheet
 * @clause emergency-person
 * @clause emergency-nature
 * @clause emergency-url-username
 * @clause emergency-messages
 * @clause emergency-information-why
 * @clause emergency-signature
 * @clause emergency-context
 */
describe('a deficient request lists exactly what is missing', () => {
	const rows: [RequestKind, RequestFacts, string, string][] = [
		['preservation', { isSigned: false }, 'signature', 'be signed by the requesting official;'],
		['preservation', { officialEmail: '' }, 'official-email', 'have a valid return official email address'],
		['preservation', { officialEmail: 'the police' }, 'official-email', 'have a valid return official email address'],
		['preservation', { isOnLetterhead: false }, 'letterhead', 'be sent on law enforcement letterhead;'],
		['preservation', { serverUrl: 'someone@open.rocket.chat' }, 'server-url', 'include the server URL of the subject offense'],
		[
			'preservation',
			{ accounts: [] },
			'identification',
			'any other information that may help us identify the offending server and/or user',
		],
		['preservation', { accounts: ['n/a'] }, 'identification', 'any other information that may help us identify'],
		['extension', { extendedReference: ' ' }, 'extended-reference', 'requests for extensions of preservation requests'],
		['extension', { serverUrl: undefined }, 'server-url', 'include the server URL of the subject offense'],
		['extension', { isSigned: undefined }, 'signature', 'be signed by the requesting official;'],
		['account-information', { accounts: undefined }, 'username', '@username of the subject Rocket.Chat account in question'],
		[
			'account-information',
			{ informationRequested: 'TBD' },
			'information-requested',
			'details about what specific information is requested',
		],
		['account-information', { relationToInvestigation: '' }, 'relation', 'its relationship to your investigation'],
		['account-information', { officialEmail: undefined }, 'official-email', 'Include a valid official email address'],
		['account-information', { isOnLetterhead: undefined }, 'letterhead', 'Be issued on law enforcement letterhead.'],
		['account-information', { process: 'none' }, 'legal-process', 'a subpoena, court order, or other valid legal process'],
		[
			'account-information',
			{ process: 'a phone call' },
			'legal-process',
			'a subpoena, court order, or other valid legal process',
		],
		['account-information', { process: 'constructor' }, 'legal-process', 'a subpoena, court order, or other valid legal process'],
		['contents', { process: 'subpoena' }, 'legal-process', 'require a valid search warrant or equivalent'],
		['contents', { process: 'court-order' }, 'legal-process', 'require a valid search warrant or equivalent'],
		['contents', { process: undefined }, 'legal-process', 'require a valid search warrant or equivalent'],
		['emergency', { isMarkedEmergency: false }, 'cover-sheet', "that you're submitting an Emergency Disclosure Request;"],
		['emergency', { isOnLetterhead: false }, 'cover-sheet', 'which must be on law enforcement letterhead'],
		['emergency', { personInDanger: 'unknown' }, 'person', 'Identity of the person who is in danger'],
		['emergency', { natureOfEmergency: '-' }, 'nature', 'The nature of the emergency'],
		['emergency', { serverUrl: undefined, accounts: [] }, 'url-or-username', 'Rocket.Chat server URL and/or @username'],
		['emergency', { messagesToReview: '' }, 'messages', 'Any specific Rocket.Chat messages'],
		['emergency', { informationRequested: undefined }, 'information-why', 'The specific information requested'],
		['emergency', { whyNecessary: undefined }, 'information-why', 'why that information is necessary to prevent the emergency;'],
		['emergency', { isSigned: false }, 'signature', 'The signature of the submitting law enforcement officer'],
		['emergency', { otherDetails: undefined }, 'details', 'All other available details or context'],
	];

	it.each(rows)('%s without %j lacks %s: “%s”', (kind, without, item, words) => {
		const { outcome, missing, clause, sentence } = checkRequest(kind, { ...COMPLETE[kind], ...without });
		expect(outcome).toBe('deficient');
		expect(missing.map((known) => known.item)).toEqual([item]);
		const { source } = missing[0]!;
		expect(source in CLAUSES ? CLAUSES[source as keyof typeof CLAUSES] : '').toContain(words);
		expect(sentence).toBe(CLAUSES[clause]);
		expect(sentence).toMatch(/include|should/);
	});

	it.each(['epoc', 'epoc-pr'] as const)('%s lists what the regulation requires', (kind) => {
		const items = ['issuing-authority', 'addressee', 'user', 'data-category', 'time-range', 'criminal-provisions', 'server-url'];
		expect(missingOf(kind, {})).toEqual(items);
	});

	it('an EPOC issued as an emergency case states the reasons', () => {
		expect(missingOf('epoc', { ...COMPLETE.epoc, emergencyReasons: '' })).toEqual(['emergency-reasons']);
		expect(missingOf('epoc', { ...COMPLETE.epoc, isEmergencyCase: false, emergencyReasons: '' })).toEqual([]);
	});

	it('an empty emergency request lacks all eight items', () => {
		expect(missingOf('emergency', {})).toHaveLength(8);
		expect(REQUIRED_ITEMS.emergency).toHaveLength(8);
	});

	it('what is missing never depends on anything but what is stated: adding a fact never adds a missing item', () => {
		fc.assert(
			fc.property(fc.constantFrom(...REQUEST_KINDS), fc.subarray(Object.keys(COMPLETE.emergency)), (kind, left) => {
				const part: RequestFacts = Object.fromEntries(Object.entries(COMPLETE[kind]).filter(([key]) => left.includes(key)));
				const items = missingOf(kind, part);
				expect(missingOf(kind, { ...COMPLETE[kind], ...part })).toEqual([]);
				expect(missingOf(kind, {})).toEqual(expect.arrayContaining(items));
			}),
		);
	});
});

/**
 * @clause server-url-required
 * @clause server-url-rejected
 */
describe('Requests without the server URL will be rejected.', () => {
	it.each(['preservation', 'account-information', 'contents'] as const)('%s', (kind) => {
		expect(checkRequest(kind, { ...COMPLETE[kind], serverUrl: ' ' })).toMatchObject({
			outcome: 'rejected',
			sentence: 'Requests without the server URL will be rejected.',
			missing: [{ item: 'server-url' }],
		});
	});

	it('but an emergency request may name the @username instead: “Rocket.Chat server URL and/or @username”', () => {
		expect(checkRequest('emergency', { ...COMPLETE.emergency, serverUrl: undefined }).outcome).toBe('accepted');
	});
});

/**
 * @clause private-no-user-information
 * @clause private-referral
 * @clause account-scope
 * @clause deployment-hosted
 */
describe('We cannot produce user information for user accounts of private Rocket.Chat servers.', () => {
	it.each(REQUEST_KINDS)('%s about a private server is referred, complete or not', (kind) => {
		const verdict = { outcome: 'referred', clause: 'private-referral', deployment: { kind: 'private' } };
		expect(checkRequest(kind, { ...COMPLETE[kind], serverUrl: 'https://chat.example.org' })).toMatchObject(verdict);
		expect(checkRequest(kind, { serverUrl: 'https://chat.example.org' })).toMatchObject(verdict);
	});

	it('names the administrator and the owner of the DNS record', () => {
		const { sentence } = checkRequest('contents', { serverUrl: 'https://chat.example.org' });
		expect(sentence).toMatch(/private server administrator/);
		expect(sentence).toMatch(/owner of the DNS record/);
	});

	it('shows a look-alike before anybody refers or accepts it', () => {
		expect(checkRequest('preservation', { ...common, serverUrl: 'https://0pen.rocket.chat' })).toMatchObject({
			outcome: 'referred',
			deployment: { lookAlikeOf: 'open.rocket.chat' },
		});
	});

	it('keeps a hosted server apart, with what its request lacks', () => {
		const settings = { communityServers: ['https://open.rocket.chat'], hostedDomains: ['rocket.chat'] };
		const facts = { ...COMPLETE.preservation, serverUrl: 'acme.rocket.chat', isSigned: false };
		expect(checkRequest('preservation', facts, settings)).toMatchObject({ outcome: 'hosted', missing: [{ item: 'signature' }] });
	});
});

it('every item cites a clause of the guidelines or a law', () => {
	const sources = REQUEST_KINDS.flatMap((kind) => REQUIRED_ITEMS[kind].map(({ source }) => source));
	expect(sources.filter((source) => !(source in CLAUSES) && !(source in LAW))).toEqual([]);
});

it.each(['__proto__', 'constructor', '', 'Preservation', 7, null])('%j is no kind of request', (kind) => {
	expect(isRequestKind(kind)).toBe(false);
});
