import { addHours } from 'date-fns';

import type { RequestState } from './state';
import { isRegime, productionDeadline } from '../policy/clocks';

/** A paper names a day and no time zone: the day is over everywhere on earth 36 hours after it began in UTC. */
const DAY_IS_OVER_HOURS = 36;

/**
 * Until when nothing leaves on a European Production Order whose enforcing authority was notified, unless that authority says
 * earlier that it raises no ground for refusal: when the ten days since the receipt are over for certain. Whether it was
 * notified the certificate says, and only a person can read it; in an emergency the eight hours count instead.
 *
 * @param processKind of the production
 * @returns epoch ms; undefined when no such term runs
 * @law eu-2023-1543-10
 */
export function findEnforcingTerm(requests: readonly RequestState[], processKind: string, now: number): number | undefined {
	const ends = requests.flatMap(({ kind, details, facts, receivedOn, recordedAt }) => {
		const regime = details?.regime;
		if (processKind !== 'epoc' || kind !== 'epoc' || !isRegime(regime) || facts.isEmergencyCase === true) {
			return [];
		}
		const received = Math.min(addHours(receivedOn, DAY_IS_OVER_HOURS).getTime(), Date.parse(recordedAt));
		return [productionDeadline(received, regime) ?? now];
	});
	const end = Math.max(...ends);
	return end > now ? end : undefined;
}
