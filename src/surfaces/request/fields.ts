import { REQUIRED_ITEMS, type RequestKind } from '../../policy/requestKinds';
import { REQUEST_MARKS } from '../preserveForm';

/** A form's field: its name, what can be typed into it, and how much. */
export interface Field {
	name: string;
	type: 'line' | 'text' | 'date' | 'choice' | 'choices';
	maxLength?: number;
	/** A case cannot be opened without it. Whatever else a paper lacks is recorded as missing. */
	required?: true;
}

export type Section = 'sender' | 'subject' | 'process' | 'asked' | 'emergency' | 'certificate' | 'terms' | 'order';

const line = (name: string, maxLength = 200): Field => ({ name, type: 'line', maxLength });
const text = (name: string, maxLength = 2000): Field => ({ name, type: 'text', maxLength });
const date = (name: string): Field => ({ name, type: 'date' });
const choice = (name: string): Field => ({ name, type: 'choice' });

/** Every field of intake, in the order in which people meet them. */
export const SECTIONS: Readonly<Record<Section, readonly Field[]>> = {
	sender: [
		{ ...line('agency'), required: true },
		line('officer'),
		line('officialEmail', 320),
		line('agencyDomain'),
		line('country', 60),
		{ ...choice('route'), required: true },
		line('agencyReference'),
		{ ...date('receivedOn'), required: true },
		choice('receivedBy'),
		{ name: 'marks', type: 'choices' },
	],
	subject: [
		line('serverUrl', 300),
		text('accounts', 2000),
		text('otherIdentification', 1000),
		line('extendedReference', 40),
		line('caseReference', 40),
	],
	process: [
		choice('process'),
		line('issuer'),
		line('processNumber', 120),
		date('issuedOn'),
		date('respondBy'),
		line('namedPeople', 1000),
	],
	asked: [text('informationRequested'), text('relationToInvestigation'), date('periodFrom'), date('periodTo')],
	emergency: [
		line('personInDanger'),
		text('natureOfEmergency'),
		text('whyNecessary'),
		text('messagesToReview'),
		text('otherDetails'),
	],
	certificate: [
		line('issuingAuthority'),
		line('addressee'),
		line('dataCategory'),
		line('timeRange'),
		text('criminalProvisions', 1000),
		choice('isEmergencyCase'),
		text('emergencyReasons'),
	],
	terms: [choice('declaration'), line('negotiatedFee'), choice('nonDisclosure')],
	order: [
		{ ...line('orderCourt'), required: true },
		{ ...line('orderNumber', 120), required: true },
		line('orderStatute'),
		date('orderStart'),
		date('orderEnd'),
	],
};

/**
 * Where each item of the guidelines' and the regulation's lists is typed in: by these the form follows the rule.
 *
 * @clause emergency-cover-sheet
 * @clause emergency-person
 * @clause emergency-nature
 * @clause emergency-url-username
 * @clause emergency-messages
 * @clause emergency-information-why
 * @clause emergency-signature
 * @clause emergency-context
 */
export const ITEM_FIELDS: Readonly<Record<string, readonly string[]>> = {
	'signature': ['marks'],
	'official-email': ['officialEmail', 'marks'],
	'letterhead': ['marks'],
	'cover-sheet': ['marks'],
	'server-url': ['serverUrl'],
	'identification': ['accounts', 'otherIdentification'],
	'username': ['accounts'],
	'user': ['accounts', 'otherIdentification'],
	'url-or-username': ['serverUrl', 'accounts'],
	'extended-reference': ['extendedReference'],
	'information-requested': ['informationRequested'],
	'relation': ['relationToInvestigation'],
	'legal-process': ['process', 'issuer', 'processNumber', 'issuedOn', 'namedPeople'],
	'person': ['personInDanger'],
	'nature': ['natureOfEmergency'],
	'messages': ['messagesToReview'],
	'information-why': ['informationRequested', 'whyNecessary'],
	'details': ['otherDetails'],
	'issuing-authority': ['issuingAuthority'],
	'addressee': ['addressee'],
	'data-category': ['dataCategory'],
	'time-range': ['timeRange'],
	'criminal-provisions': ['criminalProvisions'],
	'emergency-reasons': ['isEmergencyCase', 'emergencyReasons'],
};

const SENDER = SECTIONS.sender.map(({ name }) => name);
const ABOUT = ['serverUrl', 'accounts', 'caseReference'];
const PERIOD = ['periodFrom', 'periodTo'];
const TERMS = ['declaration', 'negotiatedFee', 'nonDisclosure'];

/** What a kind has beyond its list of required items. */
const EXTRAS: Readonly<Record<RequestKind, readonly string[]>> = {
	'preservation': [],
	'extension': [],
	'account-information': ['respondBy', ...PERIOD, ...TERMS],
	'contents': ['respondBy', ...PERIOD, ...TERMS],
	'emergency': PERIOD,
	'epoc': TERMS,
	'epoc-pr': [],
};

/** What a person can attest to have seen on a paper of this kind. */
export function marksOf(kind: RequestKind): string[] {
	return kind === 'emergency' ? [...REQUEST_MARKS, 'emergency-cover'] : [...REQUEST_MARKS];
}

/** The names of a kind's fields. */
export function fieldNamesOf(kind: RequestKind): Set<string> {
	const items = REQUIRED_ITEMS[kind].flatMap(({ item }) => ITEM_FIELDS[item] ?? []);
	const names = new Set([...SENDER, ...ABOUT, ...items, ...EXTRAS[kind]]);
	if (kind === 'extension') {
		// The case that is extended is the case that the request belongs to.
		names.delete('caseReference');
	}
	return names;
}

/** More fields than this do not go on one page. */
const PER_PAGE = 14;

/**
 * A kind's fields, page by page; sections stay together. The order that forbids notice has a page of its own, which is shown
 * only where there is one.
 *
 * @param hasOrder whether the person said that an order forbids notice
 */
export function pagesOf(kind: RequestKind, hasOrder: boolean): Field[][] {
	const names = fieldNamesOf(kind);
	const sections = Object.values(SECTIONS).map((fields) => fields.filter(({ name }) => names.has(name)));
	const pages: Field[][] = [[]];
	for (const section of sections) {
		const last = pages.at(-1);
		if (last && last.length + section.length <= PER_PAGE) {
			last.push(...section);
		} else {
			pages.push([...section]);
		}
	}
	return hasOrder && names.has('nonDisclosure') ? [...pages, [...SECTIONS.order]] : pages;
}
