import { randomBytes } from 'node:crypto';

/** Rocket.Chat's web client forgets a trigger after this time, and gives up on a submit. */
export const triggerLifetimeMs = 5000;

const alphabet = '23456789ABCDEFGHJKLMNPQRSTWXYZabcdefghijkmnopqrstuvwxyz';

/** As the web client makes them. */
export const makeTriggerId = (): string => Array.from(randomBytes(17), (byte) => alphabet[byte % alphabet.length]).join('');

/** The triggers of one client: each lets one server interaction in, for five seconds. */
export interface TriggerBook {
	add(triggerId: string): void;
	/** True once for each trigger that was added in the last five seconds. */
	take(triggerId: unknown): boolean;
}

/** @param now epoch ms of the client's own clock, which no workspace clock moves. */
export function createTriggerBook(now: () => number = Date.now): TriggerBook {
	const addedAt = new Map<string, number>();
	return {
		add: (triggerId) => void addedAt.set(triggerId, now()),
		take: (triggerId) => {
			const at = addedAt.get(triggerId as string);
			addedAt.delete(triggerId as string);
			return at !== undefined && now() - at < triggerLifetimeMs;
		},
	};
}
