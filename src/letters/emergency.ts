import { composeLetter, listItems, nameRequest, quote, readClause, type Letter, type LetterFacts } from './letter';
import { onOneLine } from './mailText';
import type { EmergencyState } from '../cases/noticeState';
import type { ProductionState } from '../cases/state';
import type { RecordCategory } from '../policy/entitlement';
import { formatInstant } from '../policy/instants';
import { LAW } from '../policy/law';
import { REQUIRED_ITEMS } from '../policy/requestKinds';

/** A letter's facts, and what was decided on the emergency request that it answers. */
export interface EmergencyLetterFacts extends LetterFacts {
	decision: NonNullable<EmergencyState['decision']>;
	/** The production under the request that has left, if one has. */
	delivered?: ProductionState;
}

const CATEGORY_WORDS: Readonly<Record<RecordCategory, string>> = {
	'account': 'basic account information',
	'non-content': 'records of rooms and times, without contents',
	'content': 'contents of communications',
};

/** Writes the letter that tells an agency what was decided. The reason of a refusal stays in the case; a person may add it. */
export function writeEmergencyLetter(facts: EmergencyLetterFacts): Letter {
	switch (facts.decision.decision) {
		case 'disclose':
			return writeDisclosure(facts);
		case 'refuse':
			return writeRefusal(facts);
		case 'ask-for-more':
			return writeQuestion(facts);
	}
}

/**
 * What is disclosed, on what ground, and what is expected afterwards.
 *
 * @clause emergency-good-faith
 * @clause emergency-may-disclose
 * @clause notice-default
 * @law us-2702-b-8
 */
function writeDisclosure(facts: EmergencyLetterFacts): Letter {
	const { decision, delivered } = facts;
	const categories = decision.categories.map((category) => CATEGORY_WORDS[category as RecordCategory] ?? category);
	const built = delivered?.built;
	return composeLetter(facts, `disclosure in answer to your ${nameRequest(facts)}`, [
		`On ${formatInstant(Date.parse(decision.at))} we decided to disclose information in answer to your ${nameRequest(facts)}, as ${LAW['us-2702-b-8'].cite} permits.`,
		quote('emergency-good-faith'),
		`We disclose no more than what is necessary to prevent that harm: ${categories.join('; ')}, as far as we hold it for the account(s) named.`,
		built
			? `The records left as the signed package ${built.fileName} (SHA-256 ${built.sha256}). How to verify it stands in its README.`
			: 'The records come as a signed package. How to verify it stands in its README.',
		'We charge nothing for it. Please serve legal process for what you receive as soon as you can; anything further needs legal process too.',
		`We tell the account holder afterwards. ${quote('notice-default', 'notice-duration')}`,
	]);
}

/**
 * That nothing is disclosed: the statute permits, and obliges to nothing.
 *
 * @clause emergency-case-by-case
 * @clause valid-legal-process
 * @law us-2702-b-8
 */
function writeRefusal(facts: EmergencyLetterFacts): Letter {
	return composeLetter(facts, `your ${nameRequest(facts)}: no disclosure`, [
		`We have considered your ${nameRequest(facts)} and disclose nothing on the strength of it. ${LAW['us-2702-b-8'].cite} permits disclosure in an emergency and obliges nobody to it.`,
		quote('emergency-case-by-case'),
		...listMissing(facts),
		`If you have more to tell us about the danger, please send the request again with it at once. Otherwise: ${readClause('valid-legal-process')}`,
	]);
}

/**
 * What is still needed before it can be decided.
 *
 * @clause emergency-list
 * @clause emergency-good-faith
 */
function writeQuestion(facts: EmergencyLetterFacts): Letter {
	return composeLetter(facts, `your ${nameRequest(facts)}: we need to know more`, [
		`We have your ${nameRequest(facts)} before us and cannot decide on it yet. We need to know more, and look at your answer as soon as it is here.`,
		`What we ask: ${onOneLine(facts.decision.reason, 1000)}`,
		...listMissing(facts),
		quote('emergency-good-faith'),
	]);
}

function listMissing({ request }: LetterFacts): string[] {
	const missing = REQUIRED_ITEMS.emergency.filter(({ isPresent }) => !isPresent(request.facts));
	return missing.length > 0
		? [`${quote('emergency-list')} Of that list we did not find:`, listItems(missing.map(({ term }) => term))]
		: [];
}
