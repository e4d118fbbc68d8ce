import { composeLetter, quote, type Letter, type LetterFacts } from './letter';
import type { ExtensionState } from '../cases/state';
import { formatInstant } from '../policy/instants';

/** A letter's facts, and the extension that was granted on the request. */
export interface ExtensionLetterFacts extends LetterFacts {
	extension: ExtensionState;
}

/**
 * Until when a preservation lasts after an extension, which the acknowledgement has promised to tell. It says nothing of what
 * was preserved.
 *
 * @clause preservation-extension
 */
export function writeExtensionLetter(facts: ExtensionLetterFacts): Letter {
	const { number, from, expiresAt } = facts.extension;
	return composeLetter(facts, 'the preservation is extended', [
		`On your request the preservation under our reference ${facts.reference} is extended (extension no. ${number}).`,
		`It would have ended at ${formatInstant(Date.parse(from))}. It now ends at ${formatInstant(Date.parse(expiresAt))}, unless legal process is served by then.`,
		quote('preservation-extension'),
	]);
}
