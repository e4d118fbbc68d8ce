import { CLAUSES } from '../../src/policy/clauses';
import { findContact, isSubmittedAsAsked, RECEIVED_BY, SUBMISSION_CLAUSES } from '../../src/policy/contact';
import { REQUEST_KINDS } from '../../src/policy/requestKinds';

/**
 * @clause postal-address
 * @clause electronic-address
 */
describe('where requests go', () => {
	const OWN = 'Rocket.Chat Technologies Corp.';
	it.each([
		[
			'the guidelines’ postal address for their organisation',
			OWN,
			{},
			{ postalAddress: '251 Little Falls Drive, Wilmington, DE, 19808' },
		],
		['no address for another organisation', 'Example Ltd.', {}, {}],
		[
			'what an administrator typed, on one line',
			'Example Ltd.',
			{ email: ' legal@example.org ', postalAddress: ' 1 High Street,\n Exampleton ' },
			{ email: 'legal@example.org', postalAddress: '1 High Street, Exampleton' },
		],
		[
			'an address of its own before that of the guidelines',
			OWN,
			{ postalAddress: '1 High Street' },
			{ postalAddress: '1 High Street' },
		],
		['nothing that is no e-mail address', 'Example Ltd.', { email: '[email\u00a0protected]' }, {}],
		['nothing that is two addresses', 'Example Ltd.', { email: 'a@example.org, b@example.org' }, {}],
	])('%s', (_name, organisation, typed, expected) => {
		expect(findContact(organisation, typed)).toEqual(expected);
	});

	it('“Our address details are:” the organisation and its street, as the guidelines give them', () => {
		expect(`${OWN} ${findContact(OWN, {}).postalAddress}`).toBe(CLAUSES['postal-address']);
	});
});

/**
 * @clause preservation-submission
 * @clause account-request-submission
 * @clause emergency-submission
 */
describe('how a request has to be submitted', () => {
	it.each(REQUEST_KINDS)('a request of the kind %s has a sentence of the guidelines that names the address', (kind) => {
		expect(CLAUSES[SUBMISSION_CLAUSES[kind]]).toMatch(/submit(ted)? .*\[email\u00a0protected\]/);
	});

	it.each(RECEIVED_BY.map((receivedBy) => [receivedBy, receivedBy === 'legal-email'] as const))(
		'%s: %s',
		(receivedBy, asAsked) => {
			expect(isSubmittedAsAsked(receivedBy)).toBe(asAsked);
		},
	);

	it('is not judged where nobody recorded how it came', () => {
		expect(isSubmittedAsAsked(undefined)).toBeUndefined();
	});
});
