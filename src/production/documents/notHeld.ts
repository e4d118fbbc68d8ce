import { CLAUSES, type ClauseId } from '../../policy/clauses';
import type { ProductionFacts } from '../facts';
import { renderHeader } from './header';
import { prose, quotation, subheading } from '../text/layout';

const STATEMENTS: readonly ClauseId[] = [
	'community-registration',
	'no-ip-log',
	'accuracy-not-guaranteed',
	'retention-undisclosed',
	'account-scope',
];

/**
 * not-held.txt: what Rocket.Chat says it does not have, and what the platform never shows to the software that copies records.
 *
 * @clause community-registration
 * @clause no-ip-log
 * @clause accuracy-not-guaranteed
 * @clause retention-undisclosed
 */
export function renderNotHeld(documentId: string, facts: ProductionFacts): string[] {
	return [
		...renderHeader('WHAT IS NOT HELD AND NOT SHOWN', documentId, facts),
		...subheading('In the words of the guidelines'),
		...prose`The Guidelines for Law Enforcement of Rocket.Chat Technologies Corp., last updated on 24 February 2022, state:`,
		...STATEMENTS.flatMap((clause) => quotation(CLAUSES[clause])),
		...subheading('Never shown by the platform'),
		...prose`The records were copied by an app inside Rocket.Chat. The platform shows an app what is listed in these files, and
			never the following, under any legal process:`,
		...prose`1. Sessions, devices, IP addresses and earlier logins. Of logins, only the time of the last one is shown.`,
		...prose`2. Passwords and other credentials.`,
		...prose`3. Rooms that the account had left, or that had been deleted, before the snapshot was taken.`,
		...prose`4. Messages that had been deleted before the snapshot was taken.`,
		...prose`5. Earlier versions of messages that were edited.`,
		...prose`6. Messages of end-to-end-encrypted rooms, neither in clear nor encrypted.`,
		...prose`7. System messages, such as that somebody joined, left or was removed.`,
		...prose`8. Earlier states of the account, such as former usernames, names and e-mail addresses.`,
		...prose`That something of this kind is absent here does not show that it never existed, nor that it does not exist elsewhere,
			for example in the database or the backups of the server.`,
	];
}
