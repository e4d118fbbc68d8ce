import type { Records } from './records';
import { HOUR_MS } from '../policy/instants';

/** An attempt that was turned away. The list is for the legal team; it is no part of any case. */
export interface RefusedAttempt {
	at: string;
	userId: string;
	/** Which command, button or form. Never what was typed. */
	entry: string;
	code: string;
	/** True on the last one that is recorded of this person in this hour. */
	furtherOnesUnrecorded?: boolean;
}

const RECORDED_PER_HOUR = 20;

export interface Refusals {
	record(attempt: { userId: string; entry: string; code: string }, now: number): Promise<void>;
	listOfDay(day: string): Promise<RefusedAttempt[]>;
}

/** @param counts how many attempts of each person this process has seen in which hour; lives as long as the process */
export function createRefusals(records: Records, counts: Map<string, { hour: number; count: number }>): Refusals {
	const nameDay = (day: string) => `refusals:${day}`;
	return {
		async record({ userId, entry, code }, now) {
			const hour = Math.floor(now / HOUR_MS);
			const known = counts.get(userId);
			const count = known?.hour === hour ? known.count + 1 : 1;
			counts.set(userId, { hour, count });
			if (count > RECORDED_PER_HOUR) {
				return;
			}
			const at = new Date(now).toISOString();
			const last = count === RECORDED_PER_HOUR ? { furtherOnesUnrecorded: true } : {};
			await records.add([nameDay(at.slice(0, 10))], { at, userId, entry, code, ...last } satisfies RefusedAttempt);
		},
		listOfDay: (day) => records.list<RefusedAttempt>(nameDay(day)),
	};
}
