import { authorise, CAPABILITIES, maySeeCase, type Caller, type Capability } from '../../src/cases/access';
import type { DeskConfig } from '../../src/cases/deskState';

const CERTIFICATE = { pem: '', fingerprint: '' };
const CONFIG: DeskConfig = {
	organisation: 'Example',
	serverUrl: 'https://open.rocket.chat',
	channelId: 'legal-room',
	officerRole: 'legal-officer',
	approverRole: 'legal-approver',
	sealing: CERTIFICATE,
	signing: CERTIFICATE,
	keysSince: '2026-01-01T00:00:00.000Z',
	keyIds: {},
	replaced: { sealing: [], signing: [] },
	since: '2026-01-01T00:00:00.000Z',
};

/** What each role may do, written out: a capability that is added has to be decided about here too. */
const STAFF = ['officer', 'approver'];
const EVERYBODY = [...STAFF, 'administrator'];
const WHO: Record<Capability, string[]> = {
	'set-up': ['administrator'],
	'locate-account': STAFF,
	'record-request': STAFF,
	'send-letter': STAFF,
	'place-hold': STAFF,
	'list-holds': EVERYBODY,
	'request-production': STAFF,
	'approve-production': ['approver'],
	'view-case': STAFF,
	'close-case': STAFF,
	'verify-ledger': STAFF,
	'export-ledger': STAFF,
	'attach-document': STAFF,
	'import-case': STAFF,
	'open-document': STAFF,
	'look-up-server': EVERYBODY,
	'make-report': STAFF,
	'read-help': EVERYBODY,
};
const whatMay = (...roles: string[]) => CAPABILITIES.filter((capability) => WHO[capability].some((role) => roles.includes(role)));

const caller = (roles: string[], change: Partial<Caller> = {}): Caller => ({
	userId: 'u1',
	active: true,
	roles,
	room: { id: 'legal-room', isMember: true },
	isChannelMember: true,
	...change,
});

const allowed = (who: Caller, config: DeskConfig | undefined = CONFIG) =>
	CAPABILITIES.filter((capability) => authorise(capability, config, who).ok);

describe('who may do what', () => {
	it.each([
		['an ordinary user', ['user'], []],
		['a guest', ['guest'], []],
		['an officer', ['user', 'legal-officer'], whatMay('officer')],
		['an approver', ['legal-approver'], whatMay('approver')],
		['an administrator', ['admin'], ['set-up', 'list-holds', 'look-up-server', 'read-help']],
		['an administrator who is an officer too', ['admin', 'legal-officer'], whatMay('officer', 'administrator')],
	])('%s', (_who, roles, expected) => {
		expect(allowed(caller(roles))).toEqual(expected);
	});

	it('lets nobody do anything with a deactivated account', () => {
		expect(allowed(caller(['admin', 'legal-officer', 'legal-approver'], { active: false }))).toEqual([]);
	});

	it('lets nobody call from a room in which they are not', () => {
		expect(
			allowed(caller(['admin', 'legal-officer', 'legal-approver'], { room: { id: 'legal-room', isMember: false } })),
		).toEqual([]);
	});

	it('lets an officer who was removed from the legal channel do nothing, and does not say why', () => {
		expect(allowed(caller(['legal-officer', 'legal-approver'], { isChannelMember: false }))).toEqual([]);
		expect(authorise('place-hold', CONFIG, caller(['legal-officer'], { isChannelMember: false }))).toEqual({
			ok: false,
			code: 'not-authorised',
		});
	});

	it('sends an officer in another room to the legal channel', () => {
		const room = { id: 'general', isMember: true };
		expect(authorise('place-hold', CONFIG, caller(['legal-officer'], { room }))).toEqual({ ok: false, code: 'wrong-room' });
		expect(authorise('place-hold', CONFIG, caller(['user'], { room }))).toEqual({ ok: false, code: 'not-authorised' });
	});

	it('allows nothing but setting up before the desk is set up, and says so', () => {
		const withoutConfig = CAPABILITIES.filter(
			(capability) => authorise(capability, undefined, caller(['admin', 'legal-officer'])).ok,
		);
		expect(withoutConfig).toEqual(['set-up']);
		expect(authorise('set-up', undefined, caller(['admin'])).ok).toBe(true);
		expect(authorise('place-hold', undefined, caller(['user']))).toEqual({ ok: false, code: 'not-set-up' });
	});
});

describe('who may know of a case', () => {
	const subjects = [{ userId: 'subject', username: 's' }];

	it.each([
		['the team, of an ordinary case', { subjects }, 'u1', true],
		['not its subject, though they work in the team', { subjects }, 'subject', false],
		['the people named in a restricted case', { subjects, restrictedTo: ['u1'] }, 'u1', true],
		['nobody else of a restricted case', { subjects, restrictedTo: ['u1'] }, 'u2', false],
		['nobody of a case that is restricted to nobody', { subjects, restrictedTo: [] }, 'u1', false],
		['not the subject, even where they were named by mistake', { subjects, restrictedTo: ['subject'] }, 'subject', false],
	])('%s', (_who, audience, userId, expected) => {
		expect(maySeeCase(audience, userId)).toBe(expected);
	});
});
