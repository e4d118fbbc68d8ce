import { renderDecision, renderProposal } from './exceptionForms';
import { openSending } from './openSending';
import { renderNotice } from './renderNotice';
import { openCaseForm } from '../openCaseForm';
import type { Action } from '../surface';

/**
 * *Notice and orders…*, on the case card, in the case view and the due list, and what its view offers. The value is a case id.
 *
 * @clause notice-exceptions
 */
export const noticeActions: readonly Action[] = [
	{ actionId: 'notice', capability: 'view-case', run: (session, value) => openCaseForm(session, value, 'notice', renderNotice) },
	{ actionId: 'sendNotice', capability: 'request-production', run: openSending },
	{
		actionId: 'proposeException',
		capability: 'request-production',
		run: (session, value) => openCaseForm(session, value, 'exception', renderProposal),
	},
	{
		actionId: 'decideException',
		capability: 'approve-production',
		run: (session, value) => openCaseForm(session, value, 'exception-decide', renderDecision),
	},
];
