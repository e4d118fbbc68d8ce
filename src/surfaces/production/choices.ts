import { ENTITLEMENTS, LEGAL_PROCESSES, RECORD_CATEGORIES } from '../../policy/entitlement';

/** The processes under which anything at all can be produced. A national security letter has a way of its own. */
export const PRODUCIBLE_PROCESSES = LEGAL_PROCESSES.filter(
	(process) => ENTITLEMENTS[process].ceiling.length > 0 && process !== 'national-security-letter',
);

export const PRODUCIBLE_CATEGORIES = RECORD_CATEGORIES;
