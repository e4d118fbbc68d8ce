import type { ClauseId } from '../../policy/clauses';
import { checkRequest, type MissingItem } from '../../policy/completeness';
import type { Deployment, DeploymentSettings } from '../../policy/deployment';
import type { RequestFacts, RequestKind } from '../../policy/requestKinds';
import type { LegalRoute, RequestOutcome, Subject } from '../events';

export interface IntakeInput {
	kind: RequestKind;
	facts: RequestFacts;
	/** Which servers are ours. */
	settings: DeploymentSettings;
	/** The accounts of this workspace that the named ones were found to be. Not looked up for another server. */
	subjects: readonly Subject[];
}

export interface IntakeDecision {
	outcome: RequestOutcome;
	deployment: Deployment;
	missing: readonly MissingItem[];
	clause: ClauseId;
}

/**
 * What becomes of a request: the guidelines' verdict and, where that is to accept it, whether any account was found that it
 * names. An incomplete request is never told whether an account exists: that too is information about a user.
 *
 * @clause server-url-required
 * @clause server-url-rejected
 * @clause private-referral
 * @clause account-scope
 */
export function decideIntake({ kind, facts, settings, subjects }: IntakeInput): IntakeDecision {
	const { outcome, deployment, missing, clause } = checkRequest(kind, facts, settings);
	const namesAccounts = (facts.accounts ?? []).length > 0;
	if (outcome === 'accepted' && namesAccounts && subjects.length === 0) {
		return { outcome: 'no-such-account', deployment, missing, clause: 'account-scope' };
	}
	return { outcome, deployment, missing, clause };
}

/** Whose clock a preservation runs by. A foreign request that a United States authority passes on runs by its law. */
export function findRegime(kind: RequestKind, route: LegalRoute): 'us-2703f' | 'eu-2023-1543' | 'budapest' {
	if (kind === 'epoc' || kind === 'epoc-pr' || route === 'epoc') {
		return 'eu-2023-1543';
	}
	return route === 'budapest' ? 'budapest' : 'us-2703f';
}
