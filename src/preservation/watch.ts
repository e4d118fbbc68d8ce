import type { Workspace } from './ports';
import { appendEvents, type CaseTools, type OpenCase } from '../cases/caseFile';
import type { Actor, EventDraft } from '../cases/events';
import type { AccountStanding } from '../cases/events/capture';
import type { HoldState } from '../cases/state';

const SWEEP: Actor = { kind: 'desk', part: 'sweep' };

/** What can become of a held account, in the order in which it is told. */
export type AccountChange = 'deleted' | 'renamed' | 'deactivated' | 'reactivated' | 'roles-changed';

/** What is different about an account; empty when nothing is that matters to a hold. */
export function listChanges(before: AccountStanding, now: AccountStanding): AccountChange[] {
	if (!now.exists) {
		return before.exists ? ['deleted'] : [];
	}
	if (!before.exists) {
		return [];
	}
	const sortedRoles = ({ roles }: AccountStanding) => [...(roles ?? [])].sort().join('\n');
	return [
		...(before.username === now.username ? [] : ['renamed' as const]),
		...(before.active && !now.active ? ['deactivated' as const] : []),
		...(!before.active && now.active ? ['reactivated' as const] : []),
		...(sortedRoles(before) === sortedRoles(now) ? [] : ['roles-changed' as const]),
	];
}

/** Holds whose account is compared: from the first step of the capture to the purge. */
export function isWatched({ status, standing, release }: HoldState): boolean {
	return (status === 'capturing' || status === 'active') && standing !== undefined && !release;
}

/**
 * Compares every held account of a case with what it was when it was last seen, and records what has changed; the sweep
 * then tells it in the channel. A workspace that does not answer changes nothing.
 *
 * @throws when the workspace does not answer
 */
export async function watchAccounts(
	loaded: OpenCase,
	tools: CaseTools & { workspace: Pick<Workspace, 'readAccount'> },
): Promise<OpenCase> {
	const drafts: EventDraft[] = [];
	for (const { holdId, subject, standing } of loaded.state.holds.filter(isWatched)) {
		const account = await tools.workspace.readAccount(subject.userId);
		const now: AccountStanding = account
			? { exists: true, username: account.username, active: account.active, roles: account.roles }
			: { exists: false };
		if (standing && listChanges(standing, now).length > 0) {
			drafts.push({ type: 'account.changed', body: { holdId, changeId: tools.makeId(), before: standing, now } });
		}
	}
	return drafts.length > 0 ? appendEvents(loaded, drafts, SWEEP, tools) : loaded;
}
