import type { CallBack, EmergencyCase } from '../../src/policy/emergency';
import { checkEmergencyDisclosure, EMERGENCY_REQUIREMENTS } from '../../src/policy/emergency';
import { decideEntitlement } from '../../src/policy/entitlement';

const callBack: CallBack = {
	number: '+1 302 555 0100',
	numberFrom: 'agency-website',
	personReached: 'Duty sergeant',
	calledBy: 'officer',
	calledAt: Date.parse('2026-03-01T12:00:00Z'),
	isConfirmed: true,
};
const ready: EmergencyCase = {
	facts: {
		serverUrl: 'https://open.rocket.chat',
		isSigned: true,
		isOnLetterhead: true,
		isMarkedEmergency: true,
		personInDanger: 'Sam Doe',
		natureOfEmergency: 'Bomb threat',
		messagesToReview: 'none',
		informationRequested: 'E-mail address',
		whyNecessary: 'To warn the school',
		otherDetails: '#general, this morning',
	},
	callBack,
	recommendedBy: 'officer',
	decidedBy: 'counsel',
	decision: 'disclose',
	decisionReason: 'Confirmed by the duty sergeant',
	scope: { categories: ['account'], whyNecessary: 'The address finds the sender' },
};
const missingFrom = (emergency: EmergencyCase) => {
	const check = checkEmergencyDisclosure(emergency);
	return check.ok ? [] : check.params?.missing;
};

/**
 * @clause emergency-may-disclose
 * @clause emergency-case-by-case
 * @clause emergency-good-faith
 * @clause emergency-submission
 */
describe('we may provide information necessary to prevent that harm if we have it', () => {
	it('once the eight items, the call-back, two people and the scope are there', () => {
		expect(checkEmergencyDisclosure(ready)).toEqual({ ok: true, value: ['account'] });
	});

	it('and then only what was named as necessary', () => {
		const scope = checkEmergencyDisclosure(ready);
		expect(decideEntitlement('emergency', ['account', 'non-content', 'content'], scope.ok ? scope.value : []).produced).toEqual([
			'account',
		]);
	});

	const rows: [string, Partial<EmergencyCase>, string[]][] = [
		['one of the eight items', { facts: { ...ready.facts, personInDanger: '' } }, ['eight-items']],
		['a call-back', { callBack: undefined }, ['call-back']],
		['the number called', { callBack: { ...callBack, number: ' ' } }, ['call-back']],
		['the person reached', { callBack: { ...callBack, personReached: '' } }, ['call-back']],
		['the caller', { callBack: { ...callBack, calledBy: '' } }, ['call-back']],
		['the time of the call', { callBack: { ...callBack, calledAt: NaN } }, ['call-back']],
		['an independent number', { callBack: { ...callBack, numberFrom: 'from-the-request' } }, ['independent-number']],
		['a known source of the number', { callBack: { ...callBack, numberFrom: 'the officer gave it' } }, ['independent-number']],
		['the agency’s confirmation', { callBack: { ...callBack, isConfirmed: false } }, ['confirmation']],
		['a recommendation', { recommendedBy: '' }, ['recommendation']],
		['a decision', { decision: undefined }, ['decision']],
		['a decision to disclose', { decision: 'refuse' }, ['decision']],
		['somebody who decided', { decidedBy: undefined }, ['decision']],
		['a reason', { decisionReason: ' ' }, ['decision-reason']],
		['a second person', { decidedBy: 'officer' }, ['second-person']],
		['a scope', { scope: undefined }, ['scope']],
		['a category in the scope', { scope: { categories: [], whyNecessary: 'x' } }, ['scope']],
		['known categories only', { scope: { categories: ['account', 'everything'], whyNecessary: 'x' } }, ['scope']],
		['why the scope prevents the harm', { scope: { categories: ['account'], whyNecessary: '' } }, ['scope']],
	];

	it.each(rows)('nothing leaves without %s', (_, without, missing) => {
		expect(missingFrom({ ...ready, ...without })).toEqual(missing);
	});

	it('tells which of the eight items are missing', () => {
		expect(checkEmergencyDisclosure({ ...ready, facts: {} })).toMatchObject({
			code: 'emergency-not-ready',
			params: {
				items: ['cover-sheet', 'person', 'nature', 'url-or-username', 'messages', 'information-why', 'signature', 'details'],
			},
		});
	});

	it('tells everything that is required at once, each with what to do', () => {
		const missing = missingFrom({ facts: {} }) as (keyof typeof EMERGENCY_REQUIREMENTS)[];
		expect(missing).toEqual(['eight-items', 'call-back', 'recommendation', 'decision', 'decision-reason', 'scope']);
		expect(missing.every((requirement) => EMERGENCY_REQUIREMENTS[requirement] !== '')).toBe(true);
	});
});
