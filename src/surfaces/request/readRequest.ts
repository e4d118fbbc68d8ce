import { fieldNamesOf, SECTIONS } from './fields';
import { splitAccounts } from './readPage';
import { findRegime } from '../../cases/decisions/intake';
import type { Agency, LegalRoute, RequestDetails } from '../../cases/events';
import { withoutAbsent } from '../../platform/values';
import type { ReceivedBy } from '../../policy/contact';
import type { RequestFacts, RequestKind } from '../../policy/requestKinds';
import type { Values } from '../surface';

/** A request as it was typed, in the desk's own terms. */
export interface TypedRequest {
	kind: RequestKind;
	receivedOn: string;
	facts: RequestFacts;
	details: Omit<RequestDetails, 'deployment' | 'notFound' | 'warnings'>;
	agencyDomain?: string;
	/** The reference of the case that it belongs to, if it was given. */
	caseReference?: string;
}

/** @param typed the values of all pages, as `readPage` gave them; those of other kinds are left out */
export function readRequest(kind: RequestKind, typed: Values): TypedRequest {
	const names = new Set([
		...fieldNamesOf(kind),
		...(typed.nonDisclosure === 'order' ? SECTIONS.order.map(({ name }) => name) : []),
	]);
	const text = (name: string) => {
		const value = names.has(name) ? typed[name] : undefined;
		return typeof value === 'string' && value !== '' ? value : undefined;
	};
	const marks = Array.isArray(typed.marks) ? typed.marks : [];
	const route = (text('route') ?? 'domestic') as LegalRoute;
	const extendedReference = text('extendedReference');
	return {
		kind,
		receivedOn: text('receivedOn') ?? '',
		facts: readFacts(text, marks),
		details: withoutAbsent({
			from: readAgency(text),
			country: text('country'),
			route,
			marks,
			receivedBy: text('receivedBy') as ReceivedBy | undefined,
			process: readProcess(text),
			respondBy: text('respondBy'),
			period:
				text('periodFrom') || text('periodTo') ? withoutAbsent({ from: text('periodFrom'), to: text('periodTo') }) : undefined,
			nonDisclosureOrder: readOrder(text),
			wantsDeclaration: text('declaration') === 'yes',
			negotiatedFee: text('negotiatedFee'),
			regime: findRegime(kind, route),
		}),
		agencyDomain: text('agencyDomain'),
		caseReference: text('caseReference') ?? extendedReference,
	};
}

type ReadText = (name: string) => string | undefined;

function readFacts(text: ReadText, marks: readonly string[]): RequestFacts {
	const accounts = splitAccounts(text('accounts'));
	const stated = [
		...['serverUrl', 'otherIdentification', 'informationRequested', 'relationToInvestigation', 'process', 'extendedReference'],
		...['personInDanger', 'natureOfEmergency', 'messagesToReview', 'whyNecessary', 'otherDetails'],
		...['issuingAuthority', 'addressee', 'dataCategory', 'timeRange', 'criminalProvisions', 'emergencyReasons'],
	];
	return withoutAbsent({
		...Object.fromEntries(stated.map((name) => [name, text(name)])),
		accounts: accounts.length > 0 ? accounts : undefined,
		isSigned: marks.includes('signature'),
		isOnLetterhead: marks.includes('letterhead'),
		isMarkedEmergency: marks.includes('emergency-cover') || undefined,
		isEmergencyCase: text('isEmergencyCase') === 'yes' || undefined,
		// "A valid return official email address": one that a person has found to be official, not any that stands on the paper.
		officialEmail: marks.includes('official-email') ? text('officialEmail') : undefined,
	});
}

function readAgency(text: ReadText): Agency {
	return withoutAbsent({
		name: text('agency') ?? '',
		officer: text('officer') ?? '',
		officialEmail: text('officialEmail') ?? '',
		reference: text('agencyReference'),
	});
}

function readProcess(text: ReadText): RequestDetails['process'] {
	const kind = text('process');
	return kind === undefined
		? undefined
		: withoutAbsent({ kind, issuer: text('issuer'), number: text('processNumber'), issuedOn: text('issuedOn') });
}

function readOrder(text: ReadText): RequestDetails['nonDisclosureOrder'] {
	if (text('nonDisclosure') !== 'order') {
		return undefined;
	}
	return withoutAbsent({
		court: text('orderCourt') ?? '',
		number: text('orderNumber') ?? '',
		statute: text('orderStatute'),
		startsOn: text('orderStart'),
		endsOn: text('orderEnd'),
	});
}

/** The usernames of the people who alone may know of a case. */
export function readNamedPeople({ namedPeople }: Values): string[] {
	return splitAccounts(typeof namedPeople === 'string' ? namedPeople : '').map((name) => name.replace(/^@/, ''));
}
