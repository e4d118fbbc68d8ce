import fc from 'fast-check';

import { readAccountName } from '../../src/policy/username';
import { anyText } from '../anyText';

/** @clause account-request-url-username */
describe('@username of the subject Rocket.Chat account in question', () => {
	it.each([
		'firstname.lastname',
		'@firstname.lastname',
		'  @firstname.lastname ',
		'@ firstname.lastname',
		'@@firstname.lastname',
		'@firstname.lastname.',
		'@firstname.lastname,',
		'"@firstname.lastname"',
		'(@firstname.lastname);',
		'<@firstname.lastname>',
		'`firstname.lastname`',
		'\u200bfirstname.lastname\u2060',
	])('reads %j', (typed) => {
		expect(readAccountName(typed)).toEqual({ ok: true, value: { username: 'firstname.lastname' } });
	});

	it('keeps capitals, since Rocket.Chat looks usernames up exactly', () => {
		expect(readAccountName('@Firstname_Last-Name')).toEqual({ ok: true, value: { username: 'Firstname_Last-Name' } });
	});

	it.each(['7kHjKbSf2eGmCwAyQ', '507f1f77bcf86cd799439011', '1234567'])('takes %s for a username or an id', (typed) => {
		expect(readAccountName(typed)).toEqual({ ok: true, value: { username: typed, id: typed } });
	});

	it('takes an id that is called one', () => {
		expect(readAccountName('id:7kHjKbSf2eGmCwAyQ')).toEqual({ ok: true, value: { id: '7kHjKbSf2eGmCwAyQ' } });
		expect(readAccountName('ID:rocket')).toEqual({ ok: true, value: { id: 'rocket' } });
	});

	it.each([
		['', 'missing'],
		['@', 'missing'],
		['  ', 'missing'],
		['First Last', 'several-words'],
		['@anna @ben', 'several-words'],
		['https://open.rocket.chat/direct/anna', 'web-address'],
		['open.rocket.chat/direct/anna', 'web-address'],
		['anna@open.rocket.chat', 'other-server'],
		['@anna:matrix.example', 'other-server'],
		['anna<script>', 'not-a-username'],
		['anna,ben', 'not-a-username'],
		['аnna', 'not-a-username'],
		['anna\u0000', 'not-a-username'],
		['id:a.b', 'not-a-username'],
		['a'.repeat(129), 'not-a-username'],
	])('refuses %j: %s, with an example of right input', (typed, code) => {
		expect(readAccountName(typed)).toMatchObject({ ok: false, code, params: { example: '@firstname.lastname' } });
	});

	it('follows the workspace’s own rule for usernames', () => {
		expect(readAccountName('Øyvind', '[a-zø]+')).toMatchObject({ ok: false });
		expect(readAccountName('øyvind', '[a-zø]+')).toEqual({ ok: true, value: { username: 'øyvind' } });
	});

	it('falls back to Rocket.Chat’s rule where the workspace’s cannot be used', () => {
		expect(readAccountName('anna', '[')).toEqual({ ok: true, value: { username: 'anna' } });
		expect(readAccountName('anna<', '[')).toMatchObject({ ok: false, code: 'not-a-username' });
	});

	it('never throws, and reads what it read again to the same', () => {
		fc.assert(
			fc.property(fc.oneof(anyText(), fc.stringMatching(/^@?[0-9a-zA-Z-_.]{1,40}$/)), (typed) => {
				const read = readAccountName(typed);
				expect(!read.ok || !read.value.username || readAccountName(`@${read.value.username}`)).toEqual(
					read.ok && read.value.username ? read : true,
				);
			}),
		);
	});
});
