import type { RequestKind } from '../../src/policy/requestKinds';

const SENDER = {
	agency: 'Wilmington Police Department',
	officer: 'Det. A. Example',
	officialEmail: 'a.example@police.example',
	route: 'domestic',
	receivedOn: '2026-02-28',
	marks: ['signature', 'letterhead', 'official-email'],
	serverUrl: 'https://open.rocket.chat',
	accounts: '@firstname.lastname',
};
const ASKED = {
	...SENDER,
	issuer: 'Superior Court',
	processNumber: '26-1',
	issuedOn: '2026-02-27',
	informationRequested: 'E-mail address',
	relationToInvestigation: 'Fraud case 12/2026',
};
const CERTIFICATE = {
	...SENDER,
	route: 'epoc',
	issuingAuthority: 'Court of Appeal, Ghent',
	addressee: 'Rocket.Chat Technologies Corp.',
	dataCategory: 'subscriber data',
	timeRange: 'none',
	criminalProvisions: 'Article 504quater of the Criminal Code',
};

/** What a person types for a complete request of each kind. */
export const COMPLETE_VALUES: Readonly<Record<RequestKind, Record<string, string | string[]>>> = {
	'preservation': SENDER,
	'extension': { ...SENDER, extendedReference: 'LE-2026-0001' },
	'account-information': { ...ASKED, process: 'subpoena' },
	'contents': { ...ASKED, process: 'search-warrant' },
	'emergency': {
		...SENDER,
		marks: [...SENDER.marks, 'emergency-cover'],
		personInDanger: 'Sam Doe',
		natureOfEmergency: 'Report of suicide',
		messagesToReview: 'none',
		informationRequested: 'E-mail address',
		whyNecessary: 'To find where the person is',
		otherDetails: 'none',
	},
	'epoc': { ...CERTIFICATE, isEmergencyCase: 'yes', emergencyReasons: 'Imminent threat to life' },
	'epoc-pr': CERTIFICATE,
};
