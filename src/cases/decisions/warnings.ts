import { isSubmittedAsAsked } from '../../policy/contact';
import type { Deployment } from '../../policy/deployment';
import { readOfficialEmail } from '../../policy/officialEmail';
import type { RequestFacts, RequestKind } from '../../policy/requestKinds';
import type { IntakeWarning, RequestDetails, Subject } from '../events';

export interface WarningInput {
	kind: RequestKind;
	facts: RequestFacts;
	details: Pick<RequestDetails, 'period' | 'nonDisclosureOrder' | 'from' | 'notFound' | 'receivedBy'>;
	deployment: Deployment;
	subjects: readonly Subject[];
	/** The agency's domain, from a source other than the request. */
	agencyDomain?: string;
	/** References of cases with the same agency reference. */
	sameAgencyReference: readonly string[];
	/** Open cases about the same account, which the reader may know of. */
	openCases: readonly { reference: string; subjects: readonly Subject[] }[];
	/** User ids of the subjects who work in the legal team. */
	legalTeam: readonly string[];
	/** Accounts whose name has other capitals than the request. */
	otherCapitals: readonly { typed: string; username: string }[];
}

/** Kinds under which records leave, and for which the extent of what is asked for matters. */
const ASKS_FOR_RECORDS: readonly RequestKind[] = ['account-information', 'contents', 'emergency', 'epoc'];

const ASKS_FOR_EVERYTHING =
	/\b(all|any|any and all|every|each|entire|complete|full|whole)\b[^.;\n]{0,40}\b(messages?|communications?|contents?|conversations?|chats?|files?|records?|data|information|history|activity)\b/iu;

/** How forged emergency requests press: nobody may check them. */
const FORBIDS_CHECKING =
	/\b(do not|don't|cannot|can't|no time to|without)\b[^.;\n]{0,30}\b(call|phone|contact|verif\w*|confirm\w*|delay)\b/iu;

/**
 * Everything about a request that people should look at before they act on it. No warning decides anything: a forged
 * request can have none, and an honest one several.
 *
 * @clause preservation-email-letterhead
 * @clause account-request-email
 * @clause account-request-details
 * @clause notice-duration
 * @clause preservation-submission
 * @clause account-request-submission
 * @clause emergency-submission
 * @clause electronic-address
 */
export function listWarnings(input: WarningInput): IntakeWarning[] {
	return [
		...warnOfAddress(input),
		...warnOfSubmission(input),
		...warnOfServer(input.deployment),
		...warnOfDuplicates(input),
		...warnOfSubjects(input),
		...warnOfScope(input),
		...warnOfEmergency(input),
	];
}

function warnOfAddress({ details, agencyDomain }: WarningInput): IntakeWarning[] {
	const email = readOfficialEmail(details.from.officialEmail, agencyDomain);
	return email.ok ? email.value.warnings.map((code) => ({ code, about: email.value.domain })) : [];
}

function warnOfSubmission({ details: { receivedBy } }: WarningInput): IntakeWarning[] {
	return isSubmittedAsAsked(receivedBy) === false ? [{ code: 'not-submitted-as-asked' }] : [];
}

function warnOfServer({ kind, lookAlikeOf, displayHost, host }: Deployment): IntakeWarning[] {
	if (kind === 'unreadable') {
		return [{ code: 'server-unreadable' }];
	}
	return lookAlikeOf ? [{ code: 'look-alike-server', about: `${displayHost ?? host} / ${lookAlikeOf}` }] : [];
}

function warnOfDuplicates({ sameAgencyReference, openCases, subjects }: WarningInput): IntakeWarning[] {
	const named = (about: readonly Subject[], userId: string) => about.some((subject) => subject.userId === userId);
	return [
		...(sameAgencyReference.length > 0 ? [{ code: 'duplicate-reference', about: nameCases(sameAgencyReference) }] : []),
		...subjects.flatMap(({ userId, username }) => {
			const cases = openCases.filter((open) => named(open.subjects, userId)).map(({ reference }) => reference);
			return cases.length > 0 ? [{ code: 'duplicate-subject', about: nameCases(cases), username }] : [];
		}),
	];
}

/** The store gives cases in any order: the same warning is worded the same each time, by which it is known to have been shown. */
function nameCases(references: readonly string[]): string {
	return [...new Set(references)].sort().join(', ');
}

function warnOfSubjects({ details, subjects, legalTeam, otherCapitals }: WarningInput): IntakeWarning[] {
	return [
		...subjects
			.filter(({ userId }) => legalTeam.includes(userId))
			.map(({ username }) => ({ code: 'subject-on-legal-team', username })),
		...otherCapitals.map(({ username }) => ({ code: 'other-capitals', username })),
		...(details.notFound.length > 0 && subjects.length > 0
			? [{ code: 'some-not-found', about: String(details.notFound.length) }]
			: []),
	];
}

function warnOfScope({ kind, facts, details: { period, nonDisclosureOrder } }: WarningInput): IntakeWarning[] {
	if (!ASKS_FOR_RECORDS.includes(kind)) {
		return [];
	}
	const hasPeriod = period?.from !== undefined || period?.to !== undefined || /\d/.test(facts.timeRange ?? '');
	const isUnbounded = kind !== 'account-information' && !hasPeriod;
	return [
		...(isUnbounded ? [{ code: 'no-period' }] : []),
		...(ASKS_FOR_EVERYTHING.test(facts.informationRequested ?? facts.dataCategory ?? '')
			? [{ code: 'asks-for-everything' }]
			: []),
		...(nonDisclosureOrder && !nonDisclosureOrder.endsOn ? [{ code: 'order-without-end' }] : []),
	];
}

/** Forged emergency requests come from look-alike or stolen addresses, want much, and want nobody to check (FBI notification of 4 November 2024). */
function warnOfEmergency({ kind, facts, subjects }: WarningInput): IntakeWarning[] {
	if (kind !== 'emergency' && facts.isEmergencyCase !== true) {
		return [];
	}
	const words = [facts.natureOfEmergency, facts.whyNecessary, facts.otherDetails, facts.emergencyReasons].join('\n');
	const accounts = Math.max(subjects.length, facts.accounts?.length ?? 0);
	return [
		{ code: 'emergency-call-back' },
		...(FORBIDS_CHECKING.test(words) ? [{ code: 'emergency-forbids-checking' }] : []),
		...(accounts > 3 ? [{ code: 'emergency-many-accounts', about: String(accounts) }] : []),
	];
}
