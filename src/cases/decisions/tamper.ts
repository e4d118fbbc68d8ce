import { accept, refuse, type Result } from '../../policy/refusal';
import type { EventBodies, EventDraft } from '../events';
import type { CaseState } from '../state';

type Sign = EventBodies['tamper.found']['signs'][number];

/** Whether signs were found that this ledger is not what its authors wrote, and no approver has answered for them. */
export function isSuspect({ tamper }: CaseState): boolean {
	return tamper !== undefined && tamper.acknowledged === undefined;
}

/** Records signs that a verification found and that are not in the case yet; none when all of them are. */
export function recordSigns(state: CaseState, signs: readonly Sign[], headsGiven: readonly string[]): EventDraft[] {
	const known = new Set(state.tamper?.signs.map(({ code, hash }) => `${code} ${hash}`));
	const isNew = signs.some(({ code, hash }) => !known.has(`${code} ${hash}`));
	return isNew ? [{ type: 'tamper.found', body: { signs: [...signs], headsGiven: [...headsGiven] } }] : [];
}

/** An approver answers for what was found, with what they found out: nothing leaves under this case before. */
export function decideAcknowledgement(state: CaseState, reason: string): Result<EventDraft[], 'nothing-to-acknowledge'> {
	return isSuspect(state) ? accept([{ type: 'tamper.acknowledged', body: { reason } }]) : refuse('nothing-to-acknowledge');
}
