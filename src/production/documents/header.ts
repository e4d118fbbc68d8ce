import { ENTITLEMENTS, isLegalProcess, type RecordCategory } from '../../policy/entitlement';
import { productionReference, type ProductionFacts } from '../facts';
import { field, heading, prose } from '../text/layout';

export const CATEGORY_TITLES: Readonly<Record<RecordCategory, string>> = {
	'account': 'basic account information',
	'non-content': 'records that are not contents of communications',
	'content': 'contents of communications',
};

/** What a lawyer calls the legal process; what was recorded, where it is not one of the table. */
export function describeProcess(kind: string): string {
	return isLegalProcess(kind) ? ENTITLEMENTS[kind].title : kind;
}

/**
 * The head of every text file: which document it is, of which production, under which legal process, and how to read it.
 *
 * @param documentId `LE-2026-0001-P1-D0001`
 */
export function renderHeader(title: string, documentId: string, facts: ProductionFacts): string[] {
	return [
		...heading(title),
		...field('Document', documentId),
		...field('Case', facts.reference),
		...field('Production', productionReference(facts)),
		...field('Produced by', facts.organisation),
		...field('Server', facts.serverUrl),
		...field('Account', `@${facts.subject.username}`),
		...field('Account id', facts.subject.userId),
		...field('Requested by', facts.agency.name),
		...field('Their reference', facts.agency.reference ?? '(none given)'),
		...field('Legal process', describeProcess(facts.process.kind)),
		...field('Issued by', facts.process.issuer),
		...field('Process number', facts.process.number),
		...field('Process dated', facts.process.issuedOn),
		...field('Snapshot complete', facts.snapshot.capturedAt),
		...field('Produced at', facts.producedAt),
		'',
		...prose`How to read this file. Text that was stored on the server or typed by a person stands only after a label and a
			colon, or after a bar ( | ). A plus sign ( + ) continues the line above it, with nothing left out between. A character
			that cannot be seen, or that would change how others are seen, is written {U+XXXX} with its Unicode number; where
			somebody typed {U+ itself, it is written {U+007B}U+. Straight quotation marks around a value are not part of it.
			Times are UTC, in the form 2026-01-31T09:30:00.000Z, by the clock of the server.`,
	];
}
