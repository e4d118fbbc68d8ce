import { isInScope, resolveScope } from '../../src/production/scope';

const FROM = '2026-01-10T00:00:00.000Z';
const UNTIL = '2026-01-20T00:00:00.000Z';
const memberships = [
	{ kind: 'membership', roomId: 'dm', roomKind: 'direct messages', counterparts: [{ id: 'bob' }] },
	{ kind: 'membership', roomId: 'group-dm', roomKind: 'direct messages', counterparts: [{ id: 'eve' }, { id: 'bob' }] },
	{ kind: 'membership', roomId: 'other-dm', roomKind: 'direct messages', counterparts: [{ id: 'eve' }] },
	{ kind: 'membership', roomId: 'team', roomKind: 'private group' },
];
const message = (roomId: string, sentAt?: string) => ({ kind: 'message', roomId, ...(sentAt ? { sentAt } : {}) });

describe('narrowing by period', () => {
	test.each([
		[FROM, true],
		['2026-01-09T23:59:59.999Z', false],
		['2026-01-19T23:59:59.999Z', true],
		[UNTIL, false],
		[undefined, false],
		['not a time', false],
	])('of a message sent at %s: %p', (sentAt, expected) => {
		const scope = resolveScope({ from: FROM, until: UNTIL }, 'me', memberships);
		expect(isInScope(message('team', sentAt), scope)).toBe(expected);
	});

	test.each([
		[{ from: FROM }, '2030-01-01T00:00:00.000Z', true],
		[{ from: FROM }, '2020-01-01T00:00:00.000Z', false],
		[{ until: UNTIL }, '2020-01-01T00:00:00.000Z', true],
		[{ until: UNTIL }, '2030-01-01T00:00:00.000Z', false],
	])('%j of a message sent at %s: %p', (scope, sentAt, expected) => {
		expect(isInScope(message('team', sentAt), resolveScope(scope, 'me', memberships))).toBe(expected);
	});
});

describe('narrowing by rooms and people', () => {
	const scope = resolveScope(
		{ rooms: [{ roomId: 'team', name: 'team' }], counterparts: [{ userId: 'bob', username: 'bob' }] },
		'me',
		memberships,
	);

	test.each([
		['a room that is named', 'team', true],
		['a direct room with a person who is named', 'dm', true],
		['a direct room of several with that person', 'group-dm', true],
		['a direct room by its id, whose membership could not be copied', 'bobme', true],
		['a direct room with somebody else', 'other-dm', false],
		['any other room', 'public', false],
	])('%s', (_what, roomId, expected) => {
		expect(isInScope(message(roomId), scope)).toBe(expected);
		expect(isInScope({ kind: 'membership', roomId }, scope)).toBe(expected);
		expect(isInScope({ kind: 'exception', what: 'room', where: roomId }, scope)).toBe(expected);
		expect(isInScope({ kind: 'exception', what: 'file', where: 'f', roomId }, scope)).toBe(expected);
	});

	test('leaves out what cannot be placed, and keeps what concerns the account', () => {
		expect(isInScope({ kind: 'exception', what: 'file', where: 'f' }, scope)).toBe(false);
		expect(isInScope({ kind: 'exception', what: 'account', where: 'me' }, scope)).toBe(true);
		expect(isInScope({ kind: 'exception', what: 'membership', where: 'me', code: 'rooms-unavailable' }, scope)).toBe(true);
		expect(isInScope({ kind: 'account' }, scope)).toBe(true);
	});

	test('narrows nothing where nothing is named', () => {
		expect(isInScope(message('anywhere'), resolveScope(undefined, 'me', memberships))).toBe(true);
	});
});
