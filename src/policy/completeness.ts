import type { ClauseId } from './clauses';
import { CLAUSES } from './clauses';
import type { Deployment, DeploymentSettings } from './deployment';
import { findDeployment } from './deployment';
import type { LawId } from './law';
import type { RequestFacts, RequestKind } from './requestKinds';
import { REQUIRED_ITEMS } from './requestKinds';

export interface MissingItem {
	readonly item: string;
	/** In the guidelines' terms, to stand in the deficiency letter. */
	readonly term: string;
	readonly source: ClauseId | LawId;
}

/**
 * - `accepted`: complete, and about a server that is ours to answer for.
 * - `deficient`: `missing` says what the deficiency letter lists.
 * - `rejected`: no server URL.
 * - `referred`: a private server; its administrator answers, or the owner of the DNS record.
 * - `hosted`: a customer's server in the hosted offering; the records have to be obtained from it.
 */
export type IntakeOutcome = 'accepted' | 'deficient' | 'rejected' | 'referred' | 'hosted';

export interface IntakeVerdict {
	readonly outcome: IntakeOutcome;
	/** Which server it is about, with any warning about its name: look at `lookAlikeOf` before a letter is sent. */
	readonly deployment: Deployment;
	readonly missing: readonly MissingItem[];
	readonly clause: ClauseId;
	/** The guidelines' own sentence for this outcome. */
	readonly sentence: string;
}

/** Requests that the guidelines reject without a server URL. The other kinds are asked for it: see `checkRequest`. */
const REJECTED_WITHOUT_URL: ReadonlySet<RequestKind> = new Set<RequestKind>(['preservation', 'account-information', 'contents']);

/**
 * Checks a request against the list for its kind, and says what becomes of it.
 *
 * An emergency request names "server URL and/or @username": one of them is enough, and life comes before form. An extension
 * names the preservation that it extends, and a European certificate binds in its own way: both are asked for a missing URL,
 * not rejected. An address that cannot be read is asked for again.
 *
 * @clause server-url-required
 * @clause server-url-rejected
 * @clause private-no-user-information
 * @clause private-referral
 * @clause account-scope
 * @clause preservation-list
 * @clause preservation-accepted
 * @clause account-request-list
 * @clause emergency-list
 * @clause emergency-submission
 */
export function checkRequest(kind: RequestKind, facts: RequestFacts, settings?: DeploymentSettings): IntakeVerdict {
	const deployment = findDeployment(facts.serverUrl, settings);
	const missing = listMissing(kind, facts, deployment);
	const decide = (outcome: IntakeOutcome, clause: ClauseId): IntakeVerdict => ({
		outcome,
		deployment,
		missing,
		clause,
		sentence: CLAUSES[clause],
	});
	if (deployment.kind === 'missing' && REJECTED_WITHOUT_URL.has(kind)) {
		return decide('rejected', 'server-url-rejected');
	}
	if (deployment.kind === 'private') {
		return decide('referred', 'private-referral');
	}
	if (deployment.kind === 'hosted') {
		return decide('hosted', 'deployment-hosted');
	}
	if (missing.length > 0) {
		return decide('deficient', LIST_CLAUSES[kind]);
	}
	return decide('accepted', ACCEPTING_CLAUSES[kind]);
}

/** Where the list for each kind begins. The European certificates have theirs in the regulation, and are valid legal process here. */
const LIST_CLAUSES: Readonly<Record<RequestKind, ClauseId>> = {
	'preservation': 'preservation-list',
	'extension': 'preservation-list',
	'account-information': 'account-request-list',
	'contents': 'account-request-list',
	'emergency': 'emergency-list',
	'epoc': 'valid-legal-process',
	'epoc-pr': 'valid-legal-process',
};

const ACCEPTING_CLAUSES: Readonly<Record<RequestKind, ClauseId>> = {
	'preservation': 'preservation-accepted',
	'extension': 'preservation-extension',
	'account-information': 'valid-legal-process',
	'contents': 'valid-legal-process',
	'emergency': 'emergency-case-by-case',
	'epoc': 'valid-legal-process',
	'epoc-pr': 'preservation-accepted',
};

function listMissing(kind: RequestKind, facts: RequestFacts, deployment: Deployment): MissingItem[] {
	// An address that says something but cannot be read is as good as none.
	const known = deployment.kind === 'unreadable' ? { ...facts, serverUrl: undefined } : facts;
	return REQUIRED_ITEMS[kind]
		.filter(({ isPresent }) => !isPresent(known))
		.map(({ item, term, source }) => ({ item, term, source }));
}
