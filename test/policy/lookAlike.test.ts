import fc from 'fast-check';

import { countSlips, findLookAlike, shapeOf } from '../../src/policy/lookAlike';

describe('names that can be taken for another', () => {
	it.each([
		['rnail.example.org', 'mail.example.org', 'r and n for m'],
		['vvork.example.org', 'work.example.org', 'two v for w'],
		['chat.exarnp1e.org', 'chat.example.org', 'r and n, and a one'],
		['caht.exmaple.org', 'chat.example.org', 'letters swapped twice'],
		['chаt.example.org', 'chat.example.org', 'a Cyrillic а'],
		['çhat.example.org', 'chat.example.org', 'a cedilla'],
		['chat-example.org', 'chat.example.org', 'a hyphen for a dot'],
		['chat.example.org.login.example', 'chat.example.org', 'more behind it'],
	])('%s for %s: %s', (name, known) => {
		expect(findLookAlike(name, ['other.example', known])).toBe(known);
	});

	it.each([
		['chat.example.org', 'the name itself'],
		['room.chat.example.org', 'a name below it, made by who owns it'],
		['mail.example.org', 'an honest neighbour'],
		['example.org', 'what it stands below'],
		['talk.company.example', 'something else'],
	])('not %s: %s', (name) => {
		expect(findLookAlike(name, ['chat.example.org'])).toBeUndefined();
	});

	it('leaves honest private servers alone that are called for the software', () => {
		expect(findLookAlike('rocketchat.company.example', ['rocket.chat'])).toBeUndefined();
	});

	it('gives one shape to whatever looks the same', () => {
		expect(shapeOf('0pen.rосket.chat')).toBe(shapeOf('open.rocket.chat'));
		expect(shapeOf('open.rocket.chat')).not.toBe(shapeOf('demo.rocket.chat'));
	});
});

describe('counting slips of the finger', () => {
	it.each([
		['chat', 'chat', 0],
		['caht', 'chat', 1],
		['cht', 'chat', 1],
		['chaat', 'chat', 1],
		['chut', 'chat', 1],
		['', 'chat', 4],
		['tahc', 'chat', 3],
	])('%j to %j: %i', (one, other, slips) => {
		expect(countSlips(one, other)).toBe(slips);
		expect(countSlips(other, one)).toBe(slips);
	});

	it('is nothing only between equals, and never more than the longer word', () => {
		const word = fc.stringMatching(/^[abc]{0,8}$/);
		fc.assert(
			fc.property(word, word, (one, other) => {
				const slips = countSlips(one, other);
				expect(slips === 0).toBe(one === other);
				expect(slips).toBeLessThanOrEqual(Math.max(one.length, other.length));
			}),
		);
	});
});
