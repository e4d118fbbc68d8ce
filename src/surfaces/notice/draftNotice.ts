import { promiseDisclosure } from '../../cases/decisions/notice';
import type { Subject } from '../../cases/events';
import type { CaseState } from '../../cases/state';
import { onOneLine, readClause } from '../../letters';
import { formatDay } from '../../policy/instants';
import type { Say } from '../texts';

export interface NoticeSender {
	organisation: string;
	serverUrl: string;
	/** Between notice and disclosure. */
	waitingDays: number;
}

/**
 * Drafts the notice to one account holder. Staff read and change it before it is sent. It says that information was asked
 * for, by whom, and what follows; of the other accounts of the case it says nothing.
 *
 * @clause notice-default
 * @param say in the account holder's language, as far as the workspace knows it
 */
export function draftNotice(state: CaseState, subject: Subject, sender: NoticeSender, say: Say, now: number): string {
	const { username, userId } = subject;
	const delivered = productionsFor(state, subject).some(({ status }) => status === 'delivered');
	const freeAt = promiseDisclosure(state, userId, sender.waitingDays, now);
	return [
		say('notice.draft.title', { username, server: sender.serverUrl }),
		'',
		say('notice.draft.received', { organisation: onOneLine(sender.organisation), agency: onOneLine(state.agency.name) }),
		delivered ? say('notice.draft.disclosed') : say('notice.draft.can-be-disclosed', { day: formatDay(freeAt) }),
		say('notice.draft.copy'),
		'',
		say('notice.draft.policy', { policy: readClause('notice-default') }),
		'',
		say('notice.draft.no-advice'),
		say('notice.draft.reference', { reference: state.reference }),
	].join('\n');
}

function productionsFor({ productions, holds }: CaseState, { userId }: Subject) {
	return productions.filter(({ holdId }) => holds.some((hold) => hold.holdId === holdId && hold.subject.userId === userId));
}
