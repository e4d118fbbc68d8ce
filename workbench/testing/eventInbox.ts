import type { PushedEvents } from './pushedEvents';
import type { HostEvent } from '../engine/contract';

/** The text of an ephemeral message; empty when it consists of blocks alone. */
export const readEphemeral = (event: HostEvent): string =>
	event.kind === 'ephemeral' ? ((event.message.msg as string | undefined) ?? '') : '';

/** What a person has been told, and what of it the test has seen. */
export interface EventInbox {
	/** Marks the beginning of something that the person does: for `next`, what came before is the past. */
	begin(): number;
	/** Ephemerals since a beginning that nobody has taken yet, deeds at the same time included; they count as seen. */
	takeEphemerals(since: number): string[];
	/**
	 * The first event since the beginning that matches and that no earlier call returned; without `match`, also none that was seen.
	 * @throws Error after `timeoutMs`, telling what did come.
	 */
	next(kind: HostEvent['kind'], match: ((event: any) => boolean) | undefined, timeoutMs: number): Promise<HostEvent>;
}

export function createInbox(events: PushedEvents): EventInbox {
	const returned = new Set<HostEvent>();
	const seen = new Set<HostEvent>();
	let start = 0;
	const sinceBeginning = (): HostEvent[] => events.received.slice(start);
	const find = (kind: HostEvent['kind'], match?: (event: any) => boolean): HostEvent | undefined =>
		sinceBeginning().find((event) => event.kind === kind && !returned.has(event) && (match ? match(event) : !seen.has(event)));
	return {
		begin: () => {
			start = events.received.length;
			return start;
		},
		takeEphemerals: (since) => {
			const fresh = events.received.slice(since).filter((event) => event.kind === 'ephemeral' && !seen.has(event));
			for (const event of fresh) seen.add(event);
			return fresh.map(readEphemeral);
		},
		next: async (kind, match, timeoutMs) => {
			const patience = AbortSignal.timeout(timeoutMs);
			for (;;) {
				const found = find(kind, match);
				if (found) {
					returned.add(found);
					return found;
				}
				if (patience.aborted) {
					const came = JSON.stringify(sinceBeginning()).slice(0, 2000);
					throw new Error(`no ${kind} that matches within ${timeoutMs} ms; what came since: ${came}`);
				}
				await events.waitForMore(patience);
			}
		},
	};
}
