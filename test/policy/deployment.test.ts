import fc from 'fast-check';

import { DEPLOYMENT_REASONS, findDeployment } from '../../src/policy/deployment';
import { anyText } from '../anyText';

const settings = { communityServers: ['https://open.rocket.chat'], hostedDomains: ['rocket.chat', '*.hosted.example'] };

/**
 * @clause community-address
 * @clause deployment-community
 */
describe('The server that Rocket.Chat Technologies Corp. operates can only be accessed at: https://open.rocket.chat', () => {
	it.each([
		'https://open.rocket.chat',
		'open.rocket.chat',
		'HTTP://Open.Rocket.Chat.:8080/channel/general?x#y',
		'<https://open.rocket.chat/>',
	])('%s is the community server', (url) => {
		expect(findDeployment(url)).toEqual({
			kind: 'community',
			host: 'open.rocket.chat',
			reason: 'is-community-server',
			clause: 'deployment-community',
		});
	});

	it('takes the community servers from the settings', () => {
		const own = { communityServers: ['http://localhost:3000', 'chat.example.org'], hostedDomains: [] };
		expect(findDeployment('localhost:3000', own).kind).toBe('community');
		expect(findDeployment('https://chat.example.org', own).kind).toBe('community');
		expect(findDeployment('https://open.rocket.chat', own).kind).toBe('private');
	});

	it('does not take a number address for the community server', () => {
		expect(findDeployment('https://192.0.2.7')).toMatchObject({ kind: 'private', reason: 'ip-address' });
		expect(findDeployment('https://[2001:db8::1]')).toMatchObject({ kind: 'private', reason: 'ip-address' });
	});

	it('lets an unreadable setting match nothing', () => {
		const broken = { communityServers: ['', 'not a server'], hostedDomains: ['', '*', '.'] };
		expect(findDeployment('https://chat.example.org', broken).kind).toBe('private');
		expect(findDeployment('', broken).kind).toBe('missing');
	});
});

/** @clause deployment-hosted */
describe('servers hosted by us but managed by a customer (our hosted offering)', () => {
	it.each(['https://acme.rocket.chat', 'rocket.chat', 'team.hosted.example/home', 'hosted.example'])('%s is hosted', (url) => {
		expect(findDeployment(url, settings)).toMatchObject({ kind: 'hosted', reason: 'below-hosted-domain' });
	});

	it('does not take the end of another domain for a hosted one', () => {
		expect(findDeployment('notrocket.chat', settings).kind).toBe('private');
	});

	it('knows no hosted server unless the settings name its domain', () => {
		expect(findDeployment('https://acme.rocket.chat').kind).toBe('private');
	});

	it('warns of a hosted name that can be taken for the community server’s', () => {
		expect(findDeployment('https://0pen.rocket.chat', settings)).toMatchObject({
			kind: 'hosted',
			lookAlikeOf: 'open.rocket.chat',
		});
	});
});

/**
 * @clause deployment-private
 * @clause other-servers-not-ours
 */
describe('Any other Rocket.Chat server you access is not operated by Rocket.Chat Technologies Corp.', () => {
	it.each(['https://chat.example.org', 'rocketchat.company.example', 'http://chat/', 'sub.open.rocket.chat'])(
		'%s is private',
		(url) => {
			const deployment = findDeployment(url);
			expect(deployment.kind).toBe('private');
			expect(deployment.lookAlikeOf).toBeUndefined();
		},
	);

	it.each([
		['open.rocket.chat.evil.example', 'the name put in front of another'],
		['https://evil-open.rocket.chat.example.org', 'the name inside another'],
		['https://ореn.rocket.chat', 'Cyrillic о, р and е'],
		['https://xn--n-itb0ai.rocket.chat', 'the same in punycode'],
		['https://οpen.rocket.chat', 'a Greek omicron'],
		['https://open.rocket.ċhat', 'a dot above'],
		['0pen.rocket.chat', 'a zero'],
		['open.r0cket.chat', 'a zero further on'],
		['open.rocket.chat-login.example', 'a longer ending'],
		['open-rocket.chat', 'a hyphen for a dot'],
		['openrocket.chat', 'a dot left out'],
		['open.rocketchat.example', 'a dot left out, another ending'],
		['opne.rocket.chat', 'letters swapped'],
		['open.rocket.cat', 'a letter left out'],
		['open.rockett.chat', 'a letter too many'],
		['open.rocket.chut', 'a letter changed'],
	])('%s is private and looks like the community server: %s', (url) => {
		expect(findDeployment(url)).toMatchObject({
			kind: 'private',
			lookAlikeOf: 'open.rocket.chat',
			reason: 'looks-like-known-server',
			clause: 'other-servers-not-ours',
		});
	});

	it.each([
		'https://open.rocket.chat@evil.example',
		'https://open.rocket.chat:443@evil.example/',
		'https://0pen.rocket.chat@192.0.2.7',
	])('%s names what stands after the @', (url) => {
		expect(findDeployment(url)).toMatchObject({
			kind: 'private',
			lookAlikeOf: 'open.rocket.chat',
			reason: 'known-server-before-at-sign',
		});
	});

	it('finds what looks like a hosted domain', () => {
		expect(findDeployment('acme.rосket.chat', settings)).toMatchObject({ kind: 'private', lookAlikeOf: 'rocket.chat' });
		expect(findDeployment('acme.roket.chat', settings)).toMatchObject({ kind: 'private', lookAlikeOf: 'rocket.chat' });
		expect(findDeployment('acme.rocket.chat.evil.example', settings)).toMatchObject({
			kind: 'private',
			lookAlikeOf: 'rocket.chat',
		});
	});

	it('shows an international name both ways', () => {
		expect(findDeployment('https://bücher.example')).toMatchObject({
			host: 'xn--bcher-kva.example',
			displayHost: 'bücher.example',
		});
	});
});

/**
 * @clause server-url-required
 * @clause deployment-lookup
 */
describe('All requests for user account information must specify the server URL', () => {
	it.each([undefined, null, '', '  ', '\n'])('%j is missing', (url) => {
		expect(findDeployment(url)).toEqual({ kind: 'missing', reason: 'missing', clause: 'server-url-required' });
	});

	it.each([
		'someone@open.rocket.chat',
		'open.rocket.chat or acme.rocket.chat',
		'the community',
		'ftp://open.rocket.chat',
		'https://open.rocket.chat\\@x.y',
	])('%j is unreadable, and the reason says how to write it', (url) => {
		const deployment = findDeployment(url);
		expect(deployment).toMatchObject({ kind: 'unreadable' });
		expect(deployment.host).toBeUndefined();
		expect(DEPLOYMENT_REASONS[deployment.reason]).toMatch(/https:\/\/open\.rocket\.chat/);
	});

	it('never calls anything ours that is not the name itself or below a hosted domain', () => {
		const anything = fc.oneof(anyText(), fc.webUrl({ withQueryParameters: true }), fc.domain(), fc.emailAddress());
		fc.assert(
			fc.property(anything, (url) => {
				const { kind, host = '' } = findDeployment(url, settings);
				expect(kind !== 'community' || host === 'open.rocket.chat').toBe(true);
				expect(kind !== 'hosted' || /(^|\.)(rocket\.chat|hosted\.example)$/.test(host)).toBe(true);
			}),
		);
	});

	it('never takes a name with anything added to it for the community server', () => {
		fc.assert(
			fc.property(fc.domain(), (domain) => {
				expect(findDeployment(`https://open.rocket.chat.${domain}`).kind).toBe('private');
				expect(findDeployment(`https://open.rocket.chat@${domain}`).kind).toBe('private');
				expect(findDeployment(`https://${domain}/open.rocket.chat`).kind).toBe('private');
				expect(findDeployment(`https://${domain}/?https://open.rocket.chat`).kind).toBe('private');
			}),
		);
	});
});
