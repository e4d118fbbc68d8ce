import { CLAUSES, type ClauseId } from './clauses';
import { readOfficialEmail } from './officialEmail';
import type { RequestKind } from './requestKinds';

/** Where the organisation takes requests. */
export interface Contact {
	/** The address that the guidelines name and that their page hides from machines; absent until an administrator gives it. */
	readonly email?: string;
	readonly postalAddress?: string;
}

/** Whose guidelines these are. Another organisation that runs the desk has another postal address. */
const GUIDELINES_ORGANISATION = 'Rocket.Chat Technologies Corp.';

/**
 * Reads where requests go, as an administrator typed it. What is no e-mail address is as good as none: it is not printed in
 * a letter.
 *
 * @clause postal-address
 * @clause electronic-address
 * @example
 * findContact('Rocket.Chat Technologies Corp.', { email: '', postalAddress: '' })
 * // { postalAddress: '251 Little Falls Drive, Wilmington, DE, 19808' }
 */
export function findContact(organisation: string, typed: { email?: string; postalAddress?: string }): Contact {
	const email = readOfficialEmail(typed.email);
	const postalAddress = typed.postalAddress?.replace(/\s+/g, ' ').trim() || findOwnAddress(organisation);
	return { ...(email.ok ? { email: email.value.address } : {}), ...(postalAddress ? { postalAddress } : {}) };
}

function findOwnAddress(organisation: string): string | undefined {
	return isGuidelinesOrganisation(organisation)
		? CLAUSES['postal-address'].slice(GUIDELINES_ORGANISATION.length).trim()
		: undefined;
}

/** Whether the desk is that of the organisation which the guidelines speak for. */
export function isGuidelinesOrganisation(organisation: string): boolean {
	return organisation.trim() === GUIDELINES_ORGANISATION;
}

/** Which sentence of the guidelines says where a request of each kind goes. The European certificates go where requests do. */
export const SUBMISSION_CLAUSES: Readonly<Record<RequestKind, ClauseId>> = {
	'preservation': 'preservation-submission',
	'extension': 'preservation-submission',
	'account-information': 'account-request-submission',
	'contents': 'account-request-submission',
	'emergency': 'emergency-submission',
	'epoc': 'account-request-submission',
	'epoc-pr': 'preservation-submission',
};

/** How a request came in. */
export const RECEIVED_BY = ['legal-email', 'other-email', 'post', 'in-person', 'other'] as const;
export type ReceivedBy = (typeof RECEIVED_BY)[number];

/**
 * Whether a request came the way that the guidelines ask for: by e-mail to the legal team's address. One that came otherwise
 * is dealt with all the same; people are told, so that they make sure who sent it.
 *
 * @clause preservation-submission
 * @clause account-request-submission
 * @clause emergency-submission
 * @clause electronic-address
 * @returns undefined when nobody recorded how it came
 */
export function isSubmittedAsAsked(receivedBy: string | undefined): boolean | undefined {
	return receivedBy === undefined ? undefined : receivedBy === 'legal-email';
}
