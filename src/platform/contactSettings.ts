import type { IRead } from '@rocket.chat/apps-engine/definition/accessors';

import { createTextSetting, readSetting } from './textSettings';
import { asText } from './values';
import { findContact, type Contact } from '../policy/contact';

/** Where the organisation takes requests, as letters name it. The guidelines' postal address stands in for an empty one. */
export const CONTACT_EMAIL = createTextSetting('contact-email');
export const CONTACT_ADDRESS = createTextSetting('contact-address');

/** @param organisation whose desk it is, as it was set up */
export async function readContact(read: IRead, organisation: string): Promise<Contact> {
	const [email, postalAddress] = await Promise.all(
		[CONTACT_EMAIL, CONTACT_ADDRESS].map(async ({ id }) => asText(await readSetting(read, id))),
	);
	return findContact(organisation, { email, postalAddress });
}
