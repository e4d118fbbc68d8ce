import { toNdjson } from '../evidence';
import { renderCustody } from './documents/custody';
import { renderNotHeld } from './documents/notHeld';
import { RECORD_FILES, renderRecordFile, type FewKind } from './documents/records';
import { renderWithheld } from './documents/withheld';
import type { ProductionCounts, ProductionFacts } from './facts';
import type { Numbering } from './numbering';
import { RECORDS_A_FILE } from './pages';
import type { Selection } from './selectRecords';
import type { Document } from './writer';
import type { Entitlement } from '../policy/entitlement';

interface FrontInput {
	facts: ProductionFacts;
	entitlement: Entitlement;
	selection: Selection;
	numbering: Numbering;
	counts: ProductionCounts;
}

/** What comes before messages and files: the account, its rooms, the exceptions, and what the production says of itself. */
export function listFrontDocuments(input: FrontInput): Document[] {
	const { facts, entitlement, counts } = input;
	const granted = entitlement.produced;
	const document = (path: string, holds: string, render: Document['render']): Document => ({ path, holds, render, records: 0 });
	return [
		...(granted.includes('account') ? listRecordFiles('account', input) : []),
		...(granted.includes('non-content') ? listRecordFiles('membership', input) : []),
		...listRecordFiles('exception', input),
		document('withheld.txt', 'what was requested, produced and withheld, and why', (id) =>
			renderWithheld(id, facts, entitlement, counts),
		),
		document('not-held.txt', 'what is not held, or never shown', (id) => renderNotHeld(id, facts)),
		document('custody.txt', 'the chain of custody', (id) => renderCustody(id, facts, granted)),
	];
}

/** One file, also of no records; further ones where there are many. */
function listRecordFiles(kind: FewKind, { facts, entitlement, selection, numbering }: FrontInput): Document[] {
	const { of, stem, holds } = RECORD_FILES[kind];
	const all: readonly object[] = selection[of];
	const documents: Document[] = [];
	for (let first = 0; first === 0 || first < all.length; first += RECORDS_A_FILE) {
		const records = all.slice(first, first + RECORDS_A_FILE);
		const suffix = first === 0 ? '' : `-${String(first / RECORDS_A_FILE + 1).padStart(4, '0')}`;
		const dataPath = `records/${stem}${suffix}.ndjson`;
		documents.push({
			path: `${stem}${suffix}.txt`,
			holds,
			render: (documentId) =>
				renderRecordFile(kind, { facts, granted: entitlement.produced, records, first, numbering, dataPath, documentId }),
			data: { path: dataPath, holds: 'the same, exact data', ndjson: toNdjson(records) },
			records: records.length,
		});
	}
	return documents;
}
