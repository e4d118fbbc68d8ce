import type { RecordCategory } from './entitlement';
import { isRecordCategory } from './entitlement';
import type { Result } from './refusal';
import { accept, refuse } from './refusal';
import type { RequestFacts } from './requestKinds';
import { REQUIRED_ITEMS } from './requestKinds';

/** Where the number came from that the officer was called back on. */
export const NUMBER_SOURCES = ['agency-website', 'public-directory', 'earlier-contact', 'from-the-request'] as const;
export type NumberSource = (typeof NUMBER_SOURCES)[number];

export interface CallBack {
	readonly number: string;
	readonly numberFrom: string;
	/** Who was reached at the agency. */
	readonly personReached: string;
	readonly calledBy: string;
	/** Epoch ms. */
	readonly calledAt: number;
	/** The person reached said that the agency made this request. */
	readonly isConfirmed: boolean;
}

export interface EmergencyCase {
	readonly facts: RequestFacts;
	readonly callBack?: CallBack;
	/** User id of the person who recommends disclosure. */
	readonly recommendedBy?: string;
	/** User id of the person who decides. */
	readonly decidedBy?: string;
	readonly decision?: 'disclose' | 'refuse' | 'ask-for-more';
	readonly decisionReason?: string;
	/** What is necessary to prevent the harm: nothing else is entitled. */
	readonly scope?: { readonly categories: readonly string[]; readonly whyNecessary: string };
}

export type EmergencyRequirement =
	| 'eight-items'
	| 'call-back'
	| 'independent-number'
	| 'confirmation'
	| 'recommendation'
	| 'decision'
	| 'decision-reason'
	| 'second-person'
	| 'scope';

/** For staff: what each requirement asks of them. */
export const EMERGENCY_REQUIREMENTS: Readonly<Record<EmergencyRequirement, string>> = {
	'eight-items': 'Obtain what is missing of the eight items.',
	'call-back': 'Call the officer’s agency back, and record whom you reached, when and on which number.',
	'independent-number': 'Call back on a number that does not come from the request.',
	'confirmation': 'The agency has to confirm that it made this request.',
	'recommendation': 'One person recommends disclosure.',
	'decision': 'The decision has to be to disclose.',
	'decision-reason': 'Give the reason for the decision.',
	'second-person': 'The person who decides must be another than the one who recommends.',
	'scope': 'Name the record categories that are necessary, and why they prevent the harm.',
};

/**
 * Whether anything may leave in an emergency, and which categories: the eight items, a confirmed call-back on an independent
 * number, two people, and a scope. Pass the answer to `decideEntitlement('emergency', requested, named)`.
 *
 * @clause emergency-may-disclose
 * @clause emergency-case-by-case
 * @clause emergency-good-faith
 * @clause emergency-submission
 * @law us-2702-b-8
 * @law house-two-people
 * @law house-call-back
 * @returns the categories named, or refuses with everything that is still required (`missing`) and the items that the
 * request lacks (`items`)
 */
export function checkEmergencyDisclosure(emergency: EmergencyCase): Result<readonly RecordCategory[], 'emergency-not-ready'> {
	const items = REQUIRED_ITEMS.emergency.filter(({ isPresent }) => !isPresent(emergency.facts)).map(({ item }) => item);
	const missing = [
		...(items.length > 0 ? (['eight-items'] as const) : []),
		...checkCallBack(emergency.callBack),
		...checkDecision(emergency),
	];
	if (missing.length > 0) {
		return refuse('emergency-not-ready', { missing, items });
	}
	return accept((emergency.scope?.categories ?? []).filter(isRecordCategory));
}

function checkCallBack(callBack: CallBack | undefined): EmergencyRequirement[] {
	if (
		!callBack ||
		[callBack.number, callBack.personReached, callBack.calledBy].some(isBlank) ||
		!Number.isFinite(callBack.calledAt)
	) {
		return ['call-back'];
	}
	const isIndependent = NUMBER_SOURCES.some((source) => source === callBack.numberFrom && source !== 'from-the-request');
	return [
		...(isIndependent ? [] : (['independent-number'] as const)),
		...(callBack.isConfirmed === true ? [] : (['confirmation'] as const)),
	];
}

function checkDecision({ recommendedBy, decidedBy, decision, decisionReason, scope }: EmergencyCase): EmergencyRequirement[] {
	const missing: EmergencyRequirement[] = [];
	if (isBlank(recommendedBy)) {
		missing.push('recommendation');
	}
	if (decision !== 'disclose' || isBlank(decidedBy)) {
		missing.push('decision');
	}
	if (isBlank(decisionReason)) {
		missing.push('decision-reason');
	}
	if (!isBlank(recommendedBy) && recommendedBy === decidedBy) {
		missing.push('second-person');
	}
	if (!scope || isBlank(scope.whyNecessary) || scope.categories.length === 0 || !scope.categories.every(isRecordCategory)) {
		missing.push('scope');
	}
	return missing;
}

function isBlank(text: string | undefined): boolean {
	return (text ?? '').trim() === '';
}
