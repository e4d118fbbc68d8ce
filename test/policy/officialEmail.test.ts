import fc from 'fast-check';

import en from '../../i18n/en.json';
import { readOfficialEmail, type EmailWarning } from '../../src/policy/officialEmail';
import { anyText } from '../anyText';

const warningsOf = (typed: string, agency?: string) => {
	const read = readOfficialEmail(typed, agency);
	return read.ok ? read.value.warnings : read.code;
};

/**
 * @clause preservation-email-letterhead
 * @clause account-request-email
 */
describe('a valid official email address', () => {
	it.each([
		['j.doe@police.example.org', 'j.doe@police.example.org'],
		['  J.Doe@Police.Example.ORG ', 'J.Doe@police.example.org'],
		['Jane Doe <j.doe@police.example.org>', 'j.doe@police.example.org'],
		['"chief@real.example" <j.doe@police.example.org>', 'j.doe@police.example.org'],
		['j+case17@police.example.org', 'j+case17@police.example.org'],
		['j.doe@büro.example', 'j.doe@xn--bro-hoa.example'],
	])('reads %j as %s', (typed, address) => {
		expect(readOfficialEmail(typed)).toMatchObject({ ok: true, value: { address } });
	});

	it.each([
		'police.example.org',
		'@police.example.org',
		'j.doe@',
		'j.doe@police',
		'j doe@police.example.org',
		'j.doe@police.example.org, chief@police.example.org',
		'j.doe@police.example.org; chief@police.example.org',
		'j.doe@police.example.org\nBcc: all@police.example.org',
		'j.doe@police..example.org',
		'j..doe@police.example.org',
		'j.doe@192.0.2.7',
		'j.doe@police.example.org/path',
		'j.doe@[192.0.2.7]',
		'<j.doe@police.example.org',
		`${'a'.repeat(400)}@police.example.org`,
	])('refuses %j, with an example of right input', (typed) => {
		expect(readOfficialEmail(typed)).toMatchObject({
			ok: false,
			code: 'not-an-email-address',
			params: { example: 'officer@agency.example' },
		});
	});

	it.each([undefined, null, '', '  '])('is missing for %j', (typed) => {
		expect(readOfficialEmail(typed)).toMatchObject({ ok: false, code: 'missing' });
	});

	it.each(['j.doe@gmail.com', 'J.DOE@Gmail.COM', 'j.doe@protonmail.com', 'police.berlin@web.de', 'x@mailinator.com'])(
		'warns that %s is a free-mail address',
		(typed) => {
			expect(warningsOf(typed)).toEqual(['free-mail']);
		},
	);

	it.each([
		['j.doe@police.example.org', 'police.example.org', []],
		['j.doe@cyber.police.example.org', 'police.example.org', []],
		['j.doe@police.example.org', 'https://www.police.example.org/contact', []],
		['j.doe@police.example.org', 'front.desk@police.example.org', []],
		['j.doe@police.example.org', '', []],
		['j.doe@police.example.org', undefined, []],
		['j.doe@example.org', 'police.example.org', ['differs-from-agency']],
		['j.doe@notpolice.example.org', 'police.example.org', ['looks-like-agency']],
		['j.doe@sheriff.example', 'police.example.org', ['differs-from-agency']],
		['j.doe@police-example.org', 'police.example.org', ['looks-like-agency']],
		['j.doe@p0lice.example.org', 'police.example.org', ['looks-like-agency']],
		['j.doe@police.example.org.mail.example', 'police.example.org', ['looks-like-agency']],
		['j.doe@pоlice.example.org', 'police.example.org', ['international-name', 'looks-like-agency']],
		['j.doe@gmail.com', 'police.example.org', ['free-mail', 'differs-from-agency']],
		['j.doe@police.example.org', 'the city police', ['agency-unreadable']],
	])('%s compared with %j gives the warnings %j', (typed, agency, warnings) => {
		expect(warningsOf(typed, agency)).toEqual(warnings);
	});

	it.each<EmailWarning>(['free-mail', 'differs-from-agency', 'looks-like-agency', 'international-name', 'agency-unreadable'])(
		'has words for people about %s',
		(warning) => {
			expect(en[`warning.${warning}`]).toMatch(/\{about\}.*\.$/);
		},
	);

	it('never throws, and never lets a line break or a second address through', () => {
		fc.assert(
			fc.property(fc.oneof(anyText(), fc.emailAddress()), fc.string(), (typed, agency) => {
				const read = readOfficialEmail(typed, agency);
				expect(!read.ok || /^[^\s@,;<>]+@[^\s@,;<>]+$/.test(read.value.address)).toBe(true);
			}),
		);
	});
});
