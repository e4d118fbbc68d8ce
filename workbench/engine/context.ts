/** What every part of one server instance shares. */
import type { AppManager } from 'apps-engine-server/server/AppManager';

import type { Clock } from './clock';
import type { HostEvent } from './contract';
import type { Faults } from './faults';
import type { Disorder } from './random';
import type { Engine } from './staging/engine';
import type { Store } from './store/database';

export interface Context {
	readonly instanceId: string;
	readonly store: Store;
	readonly clock: Clock;
	readonly engine: Engine;
	readonly faults: Faults;
	readonly disorder: Disorder;
	/** Set once the bridges exist. */
	manager: AppManager;
	log(line: string): void;
	/** Tells connected clients, also those of other instances. */
	emit(event: HostEvent): void;
}

/** An error as the server's clients and apps see it: `reason [code]`, or `[code]` without a reason. */
export class ServerError extends Error {
	constructor(
		readonly code: string,
		reason?: string,
	) {
		super(reason ? `${reason} [${code}]` : `[${code}]`);
	}
}
