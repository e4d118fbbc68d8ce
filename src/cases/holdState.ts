import type { Actor, ChunkEntry, EventBodies } from './events';
import type { AccountStanding, CaptureProgress } from './events/capture';
import type { HoldFacts } from './events/hold';

export type HoldStatus = 'capturing' | 'active' | 'purging' | 'purged';

export interface ReminderState {
	startedAt: string;
	done: boolean;
}

export interface ExtensionState {
	number: number;
	requestId: string;
	at: string;
	by: Actor;
	/** The end before it. */
	from: string;
	expiresAt: string;
	beyondRegime?: string;
}

/** A preservation hold as it stands. */
export interface HoldState extends HoldFacts {
	placedAt: string;
	placedBy: Actor;
	status: HoldStatus;
	/** Steps of the capture that are done. */
	steps: number;
	/** The last of them, and when it was. */
	stepId?: string;
	steppedAt?: string;
	/** Where the capture stands: the place of the last room done. Empty before the first. */
	cursor: string;
	roomsDone: number;
	roomsTotal?: number;
	progress?: CaptureProgress;
	/** Why the last step of the capture did not succeed; the desk goes on trying. */
	trouble?: string;
	chunks: ChunkEntry[];
	capturedAt?: string;
	expiresAt?: string;
	counts?: EventBodies['snapshot.completed']['counts'];
	extensions?: ExtensionState[];
	release?: { at: string; by: Actor; reason: string };
	/** Litigation block: while it stands, nothing is purged. */
	block?: { at: string; by: Actor; matter: string };
	/** The account as it was last seen. */
	standing?: AccountStanding;
	/** Changes of the account, the announced ones included. */
	changes?: { changeId: string; at: string; before: AccountStanding; now: AccountStanding; announced: boolean }[];
	/** By days before expiry. */
	reminders: Record<number, ReminderState>;
	purge?: {
		startedAt: string;
		rule: string;
		completedAt?: string;
		certificate?: string;
		certificateSha256?: string;
		announced: boolean;
	};
}

/**
 * The hold that stands for a case in lists: of those that still keep records the one that ends first, and only where none
 * does the last one. What lists show as released or purged nobody watches or exports any more.
 */
export function findForemostHold(holds: readonly HoldState[]): HoldState | undefined {
	const [first] = holds
		.filter(({ status }) => status !== 'purged')
		.sort((one, other) => nameEnd(one).localeCompare(nameEnd(other)));
	return first ?? holds.at(-1);
}

/** By which holds are put in order. One whose snapshot is still being taken has no end yet; one that was released keeps nothing. */
function nameEnd({ expiresAt = '8', release }: HoldState): string {
	return release ? '9' : expiresAt;
}
