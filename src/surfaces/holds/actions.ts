import { findHold, type FoundHold } from './findHold';
import { openExtensionForm, openReleaseForm, openBlockForm, openUnblockForm } from './openForms';
import { renderHold } from './renderHold';
import { openModal, type Session } from '../session';
import type { Action } from '../surface';
import { sayRefusal } from '../texts';

/** A button that names a hold. */
function createHoldAction(actionId: string, open: (session: Session, found: FoundHold) => Promise<string | undefined>): Action {
	return {
		actionId,
		capability: 'place-hold',
		async run(session, value) {
			const found = await findHold(session, value);
			return found.ok ? open(session, found.value) : sayRefusal(session.say, found);
		},
	};
}

/** *Manage*, in the list of holds; and the four things that can be done about a hold. */
export const HOLD_ACTIONS: readonly Action[] = [
	createHoldAction('holdManage', async (session, found) => {
		const { caseFile, hold } = found;
		const data = { caseId: caseFile.caseId, holdId: hold.holdId };
		const opened = await openModal(session, 'hold', data, renderHold(session, found));
		return opened ? undefined : session.say('line.needs-client');
	}),
	createHoldAction('holdExtend', openExtensionForm),
	createHoldAction('holdRelease', openReleaseForm),
	createHoldAction('holdBlock', openBlockForm),
	createHoldAction('holdUnblock', openUnblockForm),
];
