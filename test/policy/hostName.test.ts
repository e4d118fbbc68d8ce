import fc from 'fast-check';

import { readHostName } from '../../src/policy/hostName';
import { anyText } from '../anyText';

const hostOf = (input: string) => {
	const read = readHostName(input);
	return read.ok ? read.value.host : read.code;
};

describe('reading a server’s name', () => {
	it.each([
		['https://open.rocket.chat', 'as the guidelines write it'],
		['http://open.rocket.chat', 'without encryption'],
		['open.rocket.chat', 'without scheme'],
		['//open.rocket.chat', 'with the scheme left out'],
		['https:/open.rocket.chat', 'with a slash forgotten'],
		['HTTPS://OPEN.Rocket.Chat/', 'in capitals'],
		['open.rocket.chat.', 'with the trailing dot of the name system'],
		['https://open.rocket.chat./channel/general', 'with the trailing dot before a path'],
		['https://open.rocket.chat:443', 'with a port'],
		['open.rocket.chat:3000/home', 'with a port and no scheme'],
		['https://open.rocket.chat/direct/abc?msg=1#top', 'with path, query and fragment'],
		['open.rocket.chat?x=https://evil.example', 'with an address in the query'],
		['  https://open.rocket.chat \n', 'with blanks around'],
		['<https://open.rocket.chat>', 'in angle brackets'],
		['(https://open.rocket.chat/),', 'in round brackets, in the middle of a sentence'],
		['[open.rocket.chat]', 'in square brackets'],
		['“open.rocket.chat”', 'in quotation marks'],
		['hxxps://open[.]rocket[.]chat', 'made harmless, as investigators do'],
		['open(dot)rocket(dot)chat', 'made harmless in words'],
		['hxxps[:]//open[.]rocket[.]chat/', 'made harmless with a bracketed colon'],
		['https://open%2Erocket%2Echat', 'percent-encoded'],
		['https://ｏｐｅｎ.rocket.chat', 'in full-width letters, which the name system folds'],
		['https://someone@open.rocket.chat/', 'with a user name in front'],
	])('finds the server in %j (%s)', (input) => {
		expect(hostOf(input)).toBe('open.rocket.chat');
	});

	it.each([
		['https://open.rocket.chat@evil.example/', 'evil.example'],
		['https://open.rocket.chat%40evil.example', 'not-a-server-name'],
		['https://open.rocket.chat:secret@evil.example', 'evil.example'],
		['https://bücher.example', 'xn--bcher-kva.example'],
		['https://xn--bcher-kva.example', 'xn--bcher-kva.example'],
		['http://192.0.2.7:3000', '192.0.2.7'],
		['http://0xC0.0.2.7/', '192.0.2.7'],
		['https://[2001:db8::1]:3000/', '[2001:db8::1]'],
		['http://localhost:3000', 'localhost'],
		['localhost:3000', 'localhost'],
		['http://chat/', 'chat'],
	])('reads %j as a browser does: %s', (input, host) => {
		expect(hostOf(input)).toBe(host);
	});

	it('keeps what stands before an @, since it is how a server is made to look like another', () => {
		expect(readHostName('https://open.rocket.chat:x@evil.example')).toMatchObject({ value: { userInfo: 'open.rocket.chat:x' } });
	});

	it('shows international names as a person reads them', () => {
		expect(readHostName('xn--bcher-kva.example')).toMatchObject({ value: { displayHost: 'bücher.example' } });
	});

	it.each([
		['', 'missing'],
		['   ', 'missing'],
		['""', 'missing'],
		['open.rocket.chat and chat.example', 'several-words'],
		['the community server', 'several-words'],
		['someone@open.rocket.chat', 'email-address'],
		['@someone:open.rocket.chat', 'email-address'],
		['mailto:someone@open.rocket.chat', 'email-address'],
		['ftp://open.rocket.chat', 'not-a-web-address'],
		['rocketchat://auth?host=open.rocket.chat', 'not-a-web-address'],
		['javascript:alert(1)', 'not-a-server-name'],
		['https://open.rocket.chat\\@evil.example', 'ambiguous-characters'],
		['open.rocket\u0000.chat', 'ambiguous-characters'],
		['open.\u202etekcor.chat', 'ambiguous-characters'],
		['unknown', 'not-a-server-name'],
		['n/a', 'not-a-server-name'],
		['-', 'not-a-server-name'],
		['https://', 'not-a-server-name'],
		['open..rocket.chat', 'not-a-server-name'],
		[`${'a'.repeat(64)}.example`, 'not-a-server-name'],
		['a.'.repeat(2000), 'ambiguous-characters'],
	])('refuses %j: %s', (input, code) => {
		expect(hostOf(input)).toBe(code);
	});

	it('refuses null and undefined as missing', () => {
		expect([readHostName(null), readHostName(undefined)]).toEqual([
			{ ok: false, code: 'missing' },
			{ ok: false, code: 'missing' },
		]);
	});

	it('never throws, and what it reads it reads again to the same', () => {
		fc.assert(
			fc.property(fc.oneof(anyText(), fc.webUrl(), fc.domain(), fc.ipV6()), (input) => {
				const read = readHostName(input);
				expect(!read.ok || hostOf(`https://${read.value.host}`) === read.value.host).toBe(true);
			}),
		);
	});
});
