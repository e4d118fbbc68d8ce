import type { IUser } from '@rocket.chat/apps-engine/definition/users';

import type { TypedRequest } from './readRequest';
import { decideIntake, type IntakeDecision } from '../../cases/decisions/intake';
import { listWarnings } from '../../cases/decisions/warnings';
import type { IntakeWarning, Subject } from '../../cases/events';
import { findDeployment } from '../../policy/deployment';
import { openCase } from '../findCase';
import { lookUpAccount } from '../lookUpAccount';
import type { RequestBody } from '../recordRequest';
import type { Session } from '../session';

/** What the desk finds out about a typed request before anybody records it. */
export interface Assessment {
	decision: IntakeDecision;
	subjects: Subject[];
	notFound: string[];
	warnings: IntakeWarning[];
}

/** What is recorded of a request. */
export function describeAssessed(requestId: string, request: TypedRequest, assessment: Assessment): RequestBody {
	const { kind, receivedOn, facts, details } = request;
	const { decision, subjects, notFound, warnings } = assessment;
	const { kind: server, host } = decision.deployment;
	return {
		...{ requestId, kind, receivedOn, facts, subjects, outcome: decision.outcome },
		details: { ...details, deployment: host ? { kind: server, host } : { kind: server }, notFound, warnings },
		missing: decision.missing.map(({ item }) => item),
	};
}

interface LookedUp {
	users: IUser[];
	notFound: string[];
	otherCapitals: { typed: string; username: string }[];
}

/**
 * Assesses a request: the accounts that it names are looked up if they are accounts of this server, and only then. The server
 * that it names is recognised by its name; nothing is ever sent to it.
 *
 * @param caseId the case that it will belong to, when there is one
 */
export async function assessRequest(session: Session, request: TypedRequest, caseId?: string): Promise<Assessment> {
	const { desk } = session;
	const { kind, facts, details, agencyDomain } = request;
	const settings = await desk.findServers();
	const { kind: server } = findDeployment(facts.serverUrl, settings);
	// An emergency request may name "server URL and/or @username": without a server, the account is looked for here.
	const isHere = server === 'community' || (kind === 'emergency' && server === 'missing');
	const { users, notFound, otherCapitals } = await lookUpAccounts(session, isHere ? (facts.accounts ?? []) : []);
	const subjects = users.map(({ id: userId, username }) => ({ userId, username }));
	const decision = decideIntake({ kind, facts, settings, subjects });
	const open = (await desk.index.list('open')).filter((summary) => summary.caseId !== caseId);
	const warnings = listWarnings({
		...{ kind, facts, subjects, agencyDomain, otherCapitals },
		details: { ...details, notFound },
		deployment: decision.deployment,
		sameAgencyReference: await findSameReference(session, details.from.reference, caseId),
		openCases: open,
		legalTeam: users.filter((user) => isLegal(session, user)).map(({ id }) => id),
	});
	return { decision, subjects, notFound, warnings };
}

async function lookUpAccounts({ desk }: Session, accounts: readonly string[]): Promise<LookedUp> {
	const found: LookedUp = { users: [], notFound: [], otherCapitals: [] };
	const answers = await Promise.all(accounts.map((account) => lookUpAccount(desk, account)));
	for (const [index, looked] of answers.entries()) {
		const account = accounts[index] ?? '';
		if (!looked.ok) {
			found.notFound.push(account);
			continue;
		}
		const { user, typed } = looked.value;
		if (!found.users.some(({ id }) => id === user.id)) {
			found.users.push(user);
		}
		if (typed) {
			found.otherCapitals.push({ typed, username: user.username });
		}
	}
	return found;
}

function isLegal({ desk }: Session, { roles }: IUser): boolean {
	return [desk.config?.officerRole, desk.config?.approverRole].some((role) => role !== undefined && roles?.includes(role));
}

/** More cases than this with one reference say nothing more. */
const MOST_DUPLICATES = 10;

/** Other cases with the same agency reference, of those that the person may know of. */
async function findSameReference({ desk }: Session, agencyReference: string | undefined, caseId: string | undefined) {
	const noted = agencyReference ? await desk.agencyReferences.find(agencyReference) : [];
	const others = new Map(noted.filter((other) => other.caseId !== caseId).map((other) => [other.caseId, other.reference]));
	const visible: string[] = [];
	for (const [otherId, reference] of [...others].slice(-MOST_DUPLICATES)) {
		if ((await openCase(desk, otherId)).ok) {
			visible.push(reference);
		}
	}
	return visible.sort();
}
