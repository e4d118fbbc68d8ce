import { HEAD, makeFacts } from './facts';
import { ANSWER_KINDS } from '../../src/cases/events/letter';
import { closeLetter, openLetter, writeLetter } from '../../src/letters';
import { CLAUSES, type ClauseId } from '../../src/policy/clauses';
import { REQUEST_KINDS, REQUIRED_ITEMS, type RequestKind } from '../../src/policy/requestKinds';

/** A clause as a letter quotes it: without the page's stray space and without the word that answers a heading. */
const words = (clause: ClauseId) =>
	CLAUSES[clause]
		.replace(/\u00a0/g, '')
		.replace(/^Yes\. /, '')
		.trim();

/** @clause receipt-waives-nothing */
describe('every letter', () => {
	const letters = ANSWER_KINDS.flatMap((kind) => REQUEST_KINDS.map((request) => [kind, request] as const));

	it.each(letters)(
		'%s to a request of the kind %s gives both references, waives nothing and ends with the ledger’s head',
		(kind, request) => {
			const { subject, text } = writeLetter(kind, makeFacts({ kind: request, missing: ['server-url'] }));
			expect(subject).toMatch(/^LE-2026-0001: .+ \(your reference WPD-26-0042\)$/);
			expect(
				text.startsWith(
					'Det. A. Example\nWilmington Police Department\n\nDate: 2026-03-01\nOur reference: LE-2026-0001\nYour reference: WPD-26-0042\n',
				),
			).toBe(true);
			expect(text).toContain(`\n\n${CLAUSES['receipt-waives-nothing']}\n\n`);
			expect(text.endsWith(`\n\n--\nCase LE-2026-0001\nLedger head (SHA-256): ${HEAD}\n`)).toBe(true);
			expect(text).not.toMatch(/undefined|null|\[object|\n{3}/);
		},
	);

	/**
	 * @clause postal-address
	 * @clause electronic-address
	 */
	it.each(letters)('%s to a request of the kind %s says where to write, as far as the desk knows', (kind, request) => {
		const facts = makeFacts({ kind: request, missing: ['server-url'] });
		expect(writeLetter(kind, facts).text).toContain(
			`\n\nLegal team\n${CLAUSES['postal-address'].replace('Corp. ', 'Corp.\n')}\nElectronic communication must go to: legal@rocket.example\n\n--\n`,
		);
		const unknown = writeLetter(kind, { ...facts, organisation: 'Example Ltd.', contact: {} }).text;
		expect(unknown).toContain('\n\nLegal team\nExample Ltd.\n\n--\n');
		expect(unknown).not.toContain('protected]');
	});

	it('gives back the part that people edit, and closes it again', () => {
		const { text } = writeLetter('acknowledgement', makeFacts());
		const body = openLetter(text, 'LE-2026-0001', HEAD);
		expect(body).not.toContain(HEAD);
		expect(closeLetter(body, 'LE-2026-0001', HEAD)).toBe(text);
	});

	it('stays far below what a form’s field takes, whatever the request states', () => {
		const long = 'x'.repeat(5000);
		const details = { from: { name: long, officer: long, officialEmail: long, reference: long } };
		const missing = REQUIRED_ITEMS.emergency.map(({ item }) => item);
		const facts = makeFacts({ kind: 'emergency', missing, details, facts: { serverUrl: long, accounts: [long] } });
		for (const kind of ANSWER_KINDS) {
			expect(writeLetter(kind, facts).text.length).toBeLessThan(8000);
			expect(writeLetter(kind, facts).subject.length).toBeLessThanOrEqual(180);
		}
	});
});

/**
 * @clause preservation-accepted
 * @clause preservation-ninety-days
 * @clause preservation-extension
 * @clause valid-legal-process
 * @clause private-information-process
 * @clause contents-search-warrant
 * @clause notice-default
 * @clause notice-duration
 * @clause cost-reimbursement
 * @clause authentication-declaration
 * @clause emergency-case-by-case
 * @clause community-registration
 */
describe('the acknowledgement says what the guidelines say comes next', () => {
	const rows: [RequestKind, ClauseId[]][] = [
		['preservation', ['preservation-accepted', 'preservation-ninety-days', 'private-information-process']],
		['extension', ['preservation-extension']],
		[
			'account-information',
			[
				'valid-legal-process',
				'private-information-process',
				'community-registration',
				'no-ip-log',
				'notice-default',
				'notice-duration',
				'cost-reimbursement',
				'authentication-declaration',
			],
		],
		['contents', ['contents-search-warrant', 'notice-default']],
		['emergency', ['emergency-case-by-case']],
		['epoc', ['valid-legal-process', 'notice-default']],
		['epoc-pr', ['valid-legal-process']],
	];
	it.each(rows)('%s', (kind, clauses) => {
		const { text } = writeLetter('acknowledgement', makeFacts({ kind }));
		expect(text).toContain('opened it under the reference LE-2026-0001');
		for (const clause of clauses) {
			expect(text).toContain(`“${words(clause)}”`);
		}
	});

	it('does not promise ninety days under a law that has another period', () => {
		const { text } = writeLetter('acknowledgement', makeFacts({ kind: 'epoc-pr' }));
		expect(text).toContain('Under Regulation (EU) 2023/1543 preserved data is kept for up to 60 days.');
		expect(text).not.toContain('90 days');
	});

	it('tells nobody whether the account exists or anything was preserved', () => {
		const { text } = writeLetter('acknowledgement', makeFacts({ kind: 'account-information' }));
		expect(text).not.toMatch(/exists|was found|have preserved|has been preserved/);
	});

	it('charges nothing in an emergency', () => {
		expect(writeLetter('acknowledgement', makeFacts({ kind: 'emergency' })).text).not.toMatch(/reimbursement|fee/i);
	});
});

/**
 * @clause preservation-list
 * @clause preservation-signed
 * @clause preservation-email-letterhead
 * @clause preservation-server-url
 * @clause account-request-list
 * @clause account-request-url-username
 * @clause account-request-details
 * @clause account-request-email
 * @clause account-request-letterhead
 * @clause emergency-list
 */
describe('the deficiency letter', () => {
	const rows = REQUEST_KINDS.flatMap((kind) => REQUIRED_ITEMS[kind].map(({ item, term }) => [kind, item, term] as const));

	it.each(rows)('to a %s that lacks the %s lists just that', (kind, item, term) => {
		const { text } = writeLetter('deficiency', makeFacts({ kind, outcome: 'deficient', missing: [item] }));
		const listed = text.split('\n').filter((line) => line.startsWith('- '));
		expect(listed).toHaveLength(1);
		expect(listed[0]).toContain(term);
	});

	it('lists everything that is missing, in the order of the guidelines', () => {
		const missing = ['letterhead', 'signature'];
		const { text } = writeLetter('deficiency', makeFacts({ outcome: 'deficient', missing }));
		expect(text).toContain('- the signature of the requesting official\n- law enforcement letterhead\n');
		expect(text).toContain(`“${words('preservation-list')}”`);
	});

	it('asks for a search warrant where contents are asked for without one', () => {
		const { text } = writeLetter('deficiency', makeFacts({ kind: 'contents', missing: ['legal-process'] }));
		expect(text).toContain(words('contents-search-warrant'));
	});

	/**
	 * @clause preservation-submission
	 * @clause account-request-submission
	 * @clause emergency-submission
	 * @clause directed-to
	 */
	it.each<[RequestKind, ClauseId, boolean]>([
		['preservation', 'preservation-submission', false],
		['extension', 'preservation-submission', false],
		['account-information', 'account-request-submission', true],
		['contents', 'account-request-submission', true],
		['emergency', 'emergency-submission', false],
		['epoc', 'account-request-submission', true],
		['epoc-pr', 'preservation-submission', false],
	])('to a %s says where to send it again, in the words of %s', (kind, clause, isDirected) => {
		const facts = makeFacts({ kind, outcome: 'deficient', missing: ['letterhead'] });
		const address = CLAUSES[clause].replace('[email\u00a0protected]', 'legal@rocket.example');
		expect(address).toContain('legal@rocket.example');
		const { text } = writeLetter('deficiency', facts);
		expect(text).toContain(`“${address}”`);
		expect(text.includes(CLAUSES['directed-to'])).toBe(isDirected);
		const elsewhere = writeLetter('deficiency', { ...facts, organisation: 'Example Ltd.', contact: {} }).text;
		expect(elsewhere).not.toContain('Wilmington, Delaware');
		expect(elsewhere).not.toContain(address);
	});

	it('says nothing about any account', () => {
		expect(writeLetter('deficiency', makeFacts({ missing: ['signature'] })).text).not.toContain('firstname.lastname');
	});
});

/**
 * @clause server-url-required
 * @clause server-url-rejected
 * @clause account-server-named
 */
it('the rejection letter rejects in the guidelines’ wording', () => {
	const { text } = writeLetter('rejection', makeFacts({ outcome: 'rejected', facts: { serverUrl: undefined } }));
	expect(text).toContain(`${words('server-url-required')} ${words('server-url-rejected')}`);
	expect(text).toContain(words('account-server-named'));
	expect(text).toContain('must be submitted to our legal team at legal@rocket.example.');
});

/**
 * @clause private-no-user-information
 * @clause private-referral
 * @clause private-no-relationship
 * @clause private-no-access
 * @clause private-no-control
 * @clause private-no-regulation
 * @clause private-registration
 * @clause private-registration-data
 */
it('the referral letter names the server, its administrator and the owner of its DNS record', () => {
	const details = { deployment: { kind: 'private', host: 'chat.example.org' } };
	const { text } = writeLetter('referral', makeFacts({ outcome: 'referred', details }));
	expect(text).toContain('names the server chat.example.org.');
	for (const clause of [
		'private-no-user-information',
		'private-referral',
		'private-no-relationship',
		'private-no-access',
		'private-no-control',
		'private-no-regulation',
		'private-registration',
		'private-registration-data',
	] as const) {
		expect(text).toContain(words(clause));
	}
});

/**
 * @clause deployment-hosted
 * @clause cloud-registration
 */
it('the letter about a hosted workspace promises no result, and asks for what is missing', () => {
	const details = { deployment: { kind: 'hosted', host: 'acme.rocket.chat' } };
	const { text } = writeLetter('hosted', makeFacts({ outcome: 'hosted', details, missing: ['signature'] }));
	expect(text).toContain('acme.rocket.chat');
	expect(text).toContain(words('deployment-hosted'));
	expect(text).toContain('promises no result');
	expect(text).toContain(words('cloud-registration'));
	expect(text).toContain('- the signature of the requesting official');
});

/**
 * @clause account-scope
 * @clause community-no-ip-log
 */
it('the letter that no account was found says how names were compared, and not that there never was one', () => {
	const { text } = writeLetter('no-such-account', makeFacts({ outcome: 'no-such-account' }));
	expect(text).toContain('We looked for @firstname.lastname on https://open.rocket.chat');
	expect(text).toContain('does not show that there never was one');
	expect(text).toContain(words('account-scope'));
});
