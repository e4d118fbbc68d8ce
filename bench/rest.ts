import { setTimeout as delay } from 'node:timers/promises';

/** Lets the machine's other work go on, and what the last run left behind settle. */
export function rest(ms = 3): Promise<void> {
	return delay(ms);
}
