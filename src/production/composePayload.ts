import { PAYLOAD_FOLDER, toNdjson, toUtf8, type CertificateFacts } from '../evidence';
import type { Entitlement } from '../policy/entitlement';
import { renderCustody } from './documents/custody';
import { renderNotHeld } from './documents/notHeld';
import { renderReadme, type ListedFile } from './documents/readme';
import { RECORD_FILES, renderAccount, renderExceptions, renderMemberships, type RecordsContext } from './documents/records';
import { renderWithheld } from './documents/withheld';
import { documentId, type ProductionFacts } from './facts';
import type { Selection } from './selectRecords';
import { encodeText } from './text/layout';

/** What goes into a bag: path below `data/` → bytes, and path beside `data/` → bytes. */
export interface Payload {
	payload: Map<string, Uint8Array>;
	tagFiles: Map<string, Uint8Array>;
}

/** The signer's certificate, beside the README. */
export const SIGNER_FILE = 'signer.pem';

/** A text file before it has its number. Further kinds of record (transcripts, files) are further sections. */
interface Section {
	path: string;
	holds: string;
	render: (documentId: string) => string[];
	/** The exact records that the text shows. */
	data?: { path: string; holds: string; records: readonly unknown[] };
}

/**
 * Writes every file of a production but the manifests and the signature. Pure: equal input gives equal bytes.
 * Documents are numbered in the order of the README's list, README.txt first.
 */
export function composePayload(
	facts: ProductionFacts,
	entitlement: Entitlement,
	selection: Selection,
	signer: CertificateFacts,
): Payload {
	const payload = new Map<string, Uint8Array>();
	const listed: ListedFile[] = [{ path: 'README.txt', documentId: documentId(facts, 1), holds: 'this text' }];
	listSections(facts, entitlement, selection).forEach((section, index) => {
		const id = documentId(facts, index + 2);
		payload.set(section.path, encodeText(section.render(id)));
		listed.push({ path: PAYLOAD_FOLDER + section.path, documentId: id, holds: section.holds });
		if (section.data) {
			payload.set(section.data.path, toNdjson(section.data.records));
			listed.push({ path: PAYLOAD_FOLDER + section.data.path, holds: section.data.holds });
		}
	});
	listed.push({ path: SIGNER_FILE, holds: 'the certificate of the signer' });
	const records = selection.accounts.length + selection.memberships.length + selection.exceptions.length;
	const readme = renderReadme({ documentId: documentId(facts, 1), facts, files: listed, records, signer });
	const tagFiles = new Map([
		['README.txt', encodeText(readme)],
		[SIGNER_FILE, toUtf8(signer.pem)],
	]);
	return { payload, tagFiles };
}

function listSections(facts: ProductionFacts, entitlement: Entitlement, selection: Selection): Section[] {
	const granted = entitlement.produced;
	const context = (id: string): RecordsContext => ({ facts, granted, selection, documentId: id });
	const account: Section = {
		path: RECORD_FILES.account.text,
		holds: 'the account',
		render: (id) => renderAccount(context(id)),
		data: { path: RECORD_FILES.account.data, holds: 'the same, exact data', records: selection.accounts },
	};
	const memberships: Section = {
		path: RECORD_FILES.membership.text,
		holds: 'the rooms that the account belonged to',
		render: (id) => renderMemberships(context(id)),
		data: { path: RECORD_FILES.membership.data, holds: 'the same, exact data', records: selection.memberships },
	};
	const exceptions: Section = {
		path: RECORD_FILES.exception.text,
		holds: 'what could not be seen or copied',
		render: (id) => renderExceptions(context(id)),
		data: { path: RECORD_FILES.exception.data, holds: 'the same, exact data', records: selection.exceptions },
	};
	return [
		...(granted.includes('account') ? [account] : []),
		...(granted.includes('non-content') ? [memberships] : []),
		exceptions,
		{
			path: 'withheld.txt',
			holds: 'what was requested, produced and withheld, and why',
			render: (id) => renderWithheld(id, facts, entitlement),
		},
		{ path: 'not-held.txt', holds: 'what is not held, or never shown', render: (id) => renderNotHeld(id, facts) },
		{ path: 'custody.txt', holds: 'the chain of custody', render: (id) => renderCustody(id, facts, granted) },
	];
}
