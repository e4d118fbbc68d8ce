import { renderDecision, renderProposal } from './exceptionForms';
import { openSending } from './openSending';
import { renderNotice } from './renderNotice';
import type { OpenCase } from '../../cases/caseFile';
import { openCase } from '../findCase';
import { openModal, type ModalView, type Session } from '../session';
import type { Action } from '../surface';
import { sayRefusal } from '../texts';

/**
 * *Notice and orders…*, on the case card, in the case view and the due list, and what its view offers. The value is a case id.
 *
 * @clause notice-exceptions
 */
export const noticeActions: readonly Action[] = [
	{ actionId: 'notice', capability: 'view-case', run: (session, value) => open(session, value, 'notice', renderNotice) },
	{ actionId: 'sendNotice', capability: 'request-production', run: openSending },
	{
		actionId: 'proposeException',
		capability: 'request-production',
		run: (session, value) => open(session, value, 'exception', renderProposal),
	},
	{
		actionId: 'decideException',
		capability: 'approve-production',
		run: (session, value) => open(session, value, 'exception-decide', renderDecision),
	},
];

async function open(
	session: Session,
	caseId: string,
	kind: string,
	render: (session: Session, caseFile: OpenCase) => ModalView | Promise<ModalView>,
): Promise<string | undefined> {
	const { desk, say } = session;
	const found = await openCase(desk, caseId);
	if (!found.ok) {
		return sayRefusal(say, found);
	}
	const view = await render(session, found.value);
	return (await openModal(session, kind, { caseId }, view)) ? undefined : say('line.needs-client');
}
