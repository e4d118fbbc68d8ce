import type { Records } from './records';
import { sha256Hex } from '../evidence';

/** An agency's own reference, and the request of which case bears it. */
export interface NotedReference {
	caseId: string;
	reference: string;
}

/** Which cases bear an agency's reference, so that a request that comes in twice is noticed. Only ever a hint: the ledgers are the truth. */
export interface AgencyReferences {
	note(agencyReference: string, noted: NotedReference): Promise<void>;
	find(agencyReference: string): Promise<NotedReference[]>;
}

export function createAgencyReferences(records: Records): AgencyReferences {
	return {
		note: (agencyReference, noted) => records.add([nameReference(agencyReference)], noted),
		find: (agencyReference) => records.list<NotedReference>(nameReference(agencyReference)),
	};
}

/** The same reference, however it is spaced, dashed or capitalised. */
function nameReference(agencyReference: string): string {
	const bare = agencyReference
		.normalize('NFKC')
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]/gu, '');
	return `agency-reference:${sha256Hex(bare)}`;
}
