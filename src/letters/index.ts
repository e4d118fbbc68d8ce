/** Every letter of the desk: text from facts of a case. How a letter is sent is not its matter. */
import { writeAcknowledgement } from './acknowledgement';
import { writeDeficiency } from './deficiency';
import { writeHosted } from './hosted';
import type { Letter, LetterFacts } from './letter';
import { writeNoSuchAccount } from './noSuchAccount';
import { writeReferral } from './referral';
import { writeRejection } from './rejection';
import type { AnswerKind } from '../cases/events';

export { writeCostLetter } from './costStatement';
export { writeEmergencyLetter } from './emergency';
export { writeExtensionLetter } from './extension';
export { closeLetter, openLetter, readClause, type Letter, type LetterFacts } from './letter';
export { escapeForMail, onOneLine, unescapeMail } from './mailText';
export { writeProductionLetter } from './production';

const WRITERS: Readonly<Record<AnswerKind, (facts: LetterFacts) => Letter>> = {
	'acknowledgement': writeAcknowledgement,
	'deficiency': writeDeficiency,
	'rejection': writeRejection,
	'referral': writeReferral,
	'hosted': writeHosted,
	'no-such-account': writeNoSuchAccount,
};

/** Drafts the answer of a kind; a person reads and may change it before it goes anywhere. */
export function writeLetter(kind: AnswerKind, facts: LetterFacts): Letter {
	return WRITERS[kind](facts);
}
