import type { ClauseId } from './clauses';
import { ENTITLEMENTS, isLegalProcess, type RecordCategory } from './entitlement';
import type { LawId } from './law';
import { readOfficialEmail } from './officialEmail';

export const REQUEST_KINDS = [
	'preservation',
	'extension',
	'account-information',
	'contents',
	'emergency',
	'epoc',
	'epoc-pr',
] as const;
export type RequestKind = (typeof REQUEST_KINDS)[number];

/** What the served request states, as a person recorded it. Absent means: the request does not say. */
export interface RequestFacts {
	readonly serverUrl?: string;
	/** Usernames or ids of the accounts in question. */
	readonly accounts?: readonly string[];
	/** Anything else by which the account or server can be found. */
	readonly otherIdentification?: string;
	readonly isSigned?: boolean;
	readonly isOnLetterhead?: boolean;
	readonly officialEmail?: string;
	readonly informationRequested?: string;
	readonly relationToInvestigation?: string;
	/** One of LEGAL_PROCESSES. */
	readonly process?: string;
	/** Extension: the case or hold that is to be extended. */
	readonly extendedReference?: string;
	/** Emergency: the cover sheet says that this is an Emergency Disclosure Request. */
	readonly isMarkedEmergency?: boolean;
	readonly personInDanger?: string;
	readonly natureOfEmergency?: string;
	/** Emergency: the messages to review, or the word "none". */
	readonly messagesToReview?: string;
	readonly whyNecessary?: string;
	/** Emergency: other details, or the word "none". */
	readonly otherDetails?: string;
	/** EPOC, EPOC-PR. */
	readonly issuingAuthority?: string;
	readonly addressee?: string;
	readonly dataCategory?: string;
	/** The period asked for, or the word "none" where the certificate sets none. */
	readonly timeRange?: string;
	readonly criminalProvisions?: string;
	/** EPOC: issued as an emergency case; then the reasons have to be stated. */
	readonly isEmergencyCase?: boolean;
	readonly emergencyReasons?: string;
}

export interface RequiredItem {
	/** Stable. */
	readonly item: string;
	/** The guidelines' term, to stand in a list of what is missing. */
	readonly term: string;
	readonly source: ClauseId | LawId;
	readonly isPresent: (facts: RequestFacts) => boolean;
}

/** What people write into a field that must not stay empty. */
const PLACEHOLDER = /^(n\.?\/?a\.?|none|nil|unknown|not known|tbd|tba|xxx+|see above|same)$/i;

const says = (text: string | undefined): boolean => /[\p{L}\p{N}]/u.test(text ?? '');
const states = (text: string | undefined): boolean => says(text) && !PLACEHOLDER.test((text ?? '').trim());
const names = (accounts: readonly string[] | undefined): boolean => (accounts ?? []).some(states);
const hasEmail = (facts: RequestFacts): boolean => readOfficialEmail(facts.officialEmail).ok;
const reaches = (category: RecordCategory) => (facts: RequestFacts) =>
	isLegalProcess(facts.process) && ENTITLEMENTS[facts.process].ceiling.includes(category);

const item = (name: string, term: string, source: ClauseId | LawId, isPresent: RequiredItem['isPresent']): RequiredItem => ({
	item: name,
	term,
	source,
	isPresent,
});

const PRESERVATION: readonly RequiredItem[] = [
	item('signature', 'the signature of the requesting official', 'preservation-signed', (facts) => facts.isSigned === true),
	item('official-email', 'a valid return official email address', 'preservation-email-letterhead', hasEmail),
	item('letterhead', 'law enforcement letterhead', 'preservation-email-letterhead', (facts) => facts.isOnLetterhead === true),
	item('server-url', 'the server URL of the subject offense', 'preservation-server-url', (facts) => states(facts.serverUrl)),
	item(
		'identification',
		'other information that may help us identify the offending server and/or user, such as the @username',
		'preservation-server-url',
		(facts) => names(facts.accounts) || states(facts.otherIdentification),
	),
];

const ACCOUNT_INFORMATION: readonly RequiredItem[] = [
	item('server-url', 'the Rocket.Chat server URL', 'account-request-url-username', (facts) => states(facts.serverUrl)),
	item('username', 'the @username of the subject Rocket.Chat account in question', 'account-request-url-username', (facts) =>
		names(facts.accounts),
	),
	item('information-requested', 'details about what specific information is requested', 'account-request-details', (facts) =>
		states(facts.informationRequested),
	),
	item('relation', 'the relationship of the information requested to your investigation', 'account-request-details', (facts) =>
		states(facts.relationToInvestigation),
	),
	item('official-email', 'a valid official email address', 'account-request-email', hasEmail),
	item('letterhead', 'law enforcement letterhead', 'account-request-letterhead', (facts) => facts.isOnLetterhead === true),
];

/** The guidelines' eight items. Messages and details may be "none": then the question was answered. */
const EMERGENCY: readonly RequiredItem[] = [
	item(
		'cover-sheet',
		"an indication on your cover sheet, on law enforcement letterhead, that you're submitting an Emergency Disclosure Request",
		'emergency-cover-sheet',
		(facts) => facts.isMarkedEmergency === true && facts.isOnLetterhead === true,
	),
	item('person', 'the identity of the person who is in danger of death or serious physical injury', 'emergency-person', (facts) =>
		states(facts.personInDanger),
	),
	item('nature', 'the nature of the emergency (e.g., report of suicide, bomb threat)', 'emergency-nature', (facts) =>
		states(facts.natureOfEmergency),
	),
	item(
		'url-or-username',
		'the Rocket.Chat server URL and/or @username of the subject account(s) whose information is necessary to prevent the emergency',
		'emergency-url-username',
		(facts) => states(facts.serverUrl) || names(facts.accounts),
	),
	item(
		'messages',
		'any specific Rocket.Chat messages you would like us to review, or a statement that there are none',
		'emergency-messages',
		(facts) => says(facts.messagesToReview),
	),
	item(
		'information-why',
		'the specific information requested and why that information is necessary to prevent the emergency',
		'emergency-information-why',
		(facts) => states(facts.informationRequested) && states(facts.whyNecessary),
	),
	item(
		'signature',
		'the signature of the submitting law enforcement officer',
		'emergency-signature',
		(facts) => facts.isSigned === true,
	),
	item(
		'details',
		'all other available details or context regarding the particular circumstances, or a statement that there are none',
		'emergency-context',
		(facts) => says(facts.otherDetails),
	),
];

const certificateItems = (source: LawId): readonly RequiredItem[] => [
	item('issuing-authority', 'the issuing and, where applicable, the validating authority', source, (facts) =>
		states(facts.issuingAuthority),
	),
	item('addressee', 'the addressee', source, (facts) => states(facts.addressee)),
	item(
		'user',
		'the user, or a unique identifier such as a user name',
		source,
		(facts) => names(facts.accounts) || states(facts.otherIdentification),
	),
	item('data-category', 'the requested data category', source, (facts) => states(facts.dataCategory)),
	item('time-range', 'the time range of the data, or a statement that there is none', source, (facts) => says(facts.timeRange)),
	item('criminal-provisions', 'the applicable provisions of the criminal law of the issuing State', source, (facts) =>
		states(facts.criminalProvisions),
	),
	item('server-url', 'the Rocket.Chat server URL', 'account-server-named', (facts) => states(facts.serverUrl)),
];

/**
 * What each kind of request has to contain: the guidelines' lists, item by item, and for the European certificates the
 * regulation's. "Valid legal process" is an item of its own, because a request without it cannot be answered.
 *
 * @clause preservation-signed
 * @clause preservation-email-letterhead
 * @clause preservation-server-url
 * @clause preservation-extension
 * @clause account-request-url-username
 * @clause account-request-details
 * @clause account-request-email
 * @clause account-request-letterhead
 * @clause account-server-named
 * @clause private-information-process
 * @clause contents-search-warrant
 * @clause emergency-cover-sheet
 * @clause emergency-person
 * @clause emergency-nature
 * @clause emergency-url-username
 * @clause emergency-messages
 * @clause emergency-information-why
 * @clause emergency-signature
 * @clause emergency-context
 * @law eu-2023-1543-5
 * @law eu-2023-1543-6
 */
export const REQUIRED_ITEMS: Readonly<Record<RequestKind, readonly RequiredItem[]>> = {
	'preservation': PRESERVATION,
	'extension': [
		...PRESERVATION,
		item('extended-reference', 'the reference of the preservation to be extended', 'preservation-extension', (facts) =>
			states(facts.extendedReference),
		),
	],
	'account-information': [
		...ACCOUNT_INFORMATION,
		item(
			'legal-process',
			'a subpoena, court order, or other valid legal process',
			'private-information-process',
			reaches('account'),
		),
	],
	'contents': [
		...ACCOUNT_INFORMATION,
		item('legal-process', 'a valid search warrant or equivalent', 'contents-search-warrant', reaches('content')),
	],
	'emergency': EMERGENCY,
	'epoc': [
		...certificateItems('eu-2023-1543-5'),
		item(
			'emergency-reasons',
			'the duly justified reasons for the emergency',
			'eu-2023-1543-5',
			(facts) => facts.isEmergencyCase !== true || states(facts.emergencyReasons),
		),
	],
	'epoc-pr': certificateItems('eu-2023-1543-6'),
};

export function isRequestKind(value: unknown): value is RequestKind {
	return REQUEST_KINDS.some((kind) => kind === value);
}
