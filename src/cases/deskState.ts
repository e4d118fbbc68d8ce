import type { EventBodies } from './events';
import type { HashedEvent } from './ledger';

/** How the desk is set up, and since when. The latest configuration in ledger order rules. */
export type DeskConfig = EventBodies['desk.configured'] & { since: string };

/** @returns undefined until `/legal-setup` was completed */
export function foldDesk(events: readonly HashedEvent[]): DeskConfig | undefined {
	let config: DeskConfig | undefined;
	for (const { event } of events) {
		if (event.type === 'desk.configured') {
			config = { ...event.body, since: event.at };
		}
	}
	return config;
}
