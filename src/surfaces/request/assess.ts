import type { IUser } from '@rocket.chat/apps-engine/definition/users';

import type { TypedRequest } from './readRequest';
import type { CaseAudience } from '../../cases/access';
import { decideIntake, type IntakeDecision } from '../../cases/decisions/intake';
import { listWarnings } from '../../cases/decisions/warnings';
import type { IntakeWarning, Subject } from '../../cases/events';
import { findDeployment } from '../../policy/deployment';
import { isForMembers } from '../cards/audience';
import { openCase } from '../findCase';
import { lookUpAccount } from '../lookUpAccount';
import type { RequestBody } from '../recordRequest';
import type { Session } from '../session';

/** What the desk finds out about a typed request before anybody records it. */
export interface Assessment {
	decision: IntakeDecision;
	subjects: Subject[];
	notFound: string[];
	/** For the person who takes the request in: they may name cases that others do not know of. */
	warnings: IntakeWarning[];
	/** Those of them that everybody may read who knows of the new case. */
	sharedWarnings: IntakeWarning[];
}

/** What is recorded of a request. */
export function describeAssessed(requestId: string, request: TypedRequest, assessment: Assessment): RequestBody {
	const { kind, receivedOn, facts, details } = request;
	const { decision, subjects, notFound, sharedWarnings: warnings } = assessment;
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
	const same = await listSameReference(session, details.from.reference, caseId);
	const warn = (isTold: (other: OtherCase) => boolean) =>
		listWarnings({
			...{ kind, facts, subjects, agencyDomain, otherCapitals },
			details: { ...details, notFound },
			deployment: decision.deployment,
			sameAgencyReference: same.filter(isTold).map(({ reference }) => reference),
			openCases: open.filter(isTold),
			legalTeam: users.filter((user) => isLegal(session, user)).map(({ id }) => id),
		});
	const secret = await listKept(session, [...open.filter((other) => isAbout(other, subjects)), ...same]);
	const sharedWarnings = warn(({ reference }) => !secret.includes(reference));
	return { decision, subjects, notFound, warnings: warn(() => true), sharedWarnings };
}

/** A case besides the one that a request will belong to, of which the person may know. */
type OtherCase = CaseAudience & { reference: string };

const isAbout = (other: OtherCase, subjects: readonly Subject[]): boolean =>
	other.subjects.some(({ userId }) => subjects.some((subject) => subject.userId === userId));

/** Cases that are kept from somebody: what is recorded in another case, and stands on its card, does not name them. */
async function listKept({ desk }: Session, others: readonly OtherCase[]): Promise<string[]> {
	const kept = await Promise.all(others.map(async (other) => ((await isForMembers(desk, other)) ? [] : [other.reference])));
	return kept.flat();
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
async function listSameReference(
	{ desk }: Session,
	agencyReference: string | undefined,
	caseId: string | undefined,
): Promise<OtherCase[]> {
	const noted = agencyReference ? await desk.agencyReferences.find(agencyReference) : [];
	// The store gives them in any order; of many the latest are looked at, each time the same.
	noted.sort((one, other) => (one.reference < other.reference ? -1 : 1));
	const others = new Set(noted.map((other) => other.caseId).filter((otherId) => otherId !== caseId));
	const visible: OtherCase[] = [];
	for (const otherId of [...others].slice(-MOST_DUPLICATES)) {
		const found = await openCase(desk, otherId);
		visible.push(...(found.ok ? [found.value.state] : []));
	}
	return visible.sort((one, other) => (one.reference < other.reference ? -1 : 1));
}
