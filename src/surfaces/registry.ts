import { changeProduction, pageHolds, preserveAccount, produceCase } from './actions/actions';
import { attachDocument } from './actions/attachDocument';
import { exportCaseLedger, pageLedger, showCase, verifyThisCase } from './actions/caseActions';
import { openDesk } from './actions/openDesk';
import { openDocument } from './actions/openDocument';
import { caseDecisionActions } from './caseView/caseForms';
import { openDeclaration } from './certificate/openDeclaration';
import { submitDeclaration } from './certificate/submitDeclaration';
import { showOneCase } from './commands/case';
import { due } from './commands/due';
import { emergency } from './commands/emergency';
import { createHelp } from './commands/help';
import { hold } from './commands/hold';
import { locate } from './commands/locate';
import { lookup } from './commands/lookup';
import { produce } from './commands/produce';
import { report } from './commands/report';
import { request } from './commands/request';
import { setup } from './commands/setup';
import { verify } from './commands/verify';
import { costActions } from './costs/actions';
import { submitCosts } from './costs/submitCosts';
import { pageDue } from './due/openDue';
import { openSnooze, submitSnooze } from './due/snooze';
import { emergencyActions } from './emergency/emergencyActions';
import { emergencyForms } from './emergency/submitEmergency';
import { EXPORT_ACTIONS } from './exports/exportActions';
import { submitExport } from './exports/exportForm';
import { importExport } from './exports/importExport';
import { submitImport } from './exports/submitImport';
import { submitApproval } from './forms/approve';
import { submitAttachment } from './forms/attach';
import { submitAcknowledgement, submitClosing, submitReopening } from './forms/caseDecisions';
import { submitLetter } from './forms/letter';
import { submitOpenDocument } from './forms/openDocument';
import { submitPreserve } from './forms/preserve';
import { submitProductionRequest } from './forms/produce';
import { submitRequestPage } from './forms/requestPage';
import { submitRequestReview } from './forms/requestReview';
import { submitSetup } from './forms/setup';
import { submitHead } from './forms/verify';
import { HOLD_ACTIONS } from './holds/actions';
import { HOLD_FORMS } from './holds/submits';
import { KEY_ACTIONS } from './keys/openForms';
import { KEY_FORMS } from './keys/submits';
import { openLetter } from './letters/actions';
import { coverLetterActions } from './letters/coverLetters';
import { noticeActions } from './notice/noticeActions';
import { submitExceptionDecision, submitExceptionProposal, submitNoticeForm } from './notice/submitNotice';
import { orderActions } from './orders/orderForms';
import { orderForms } from './orders/submitOrder';
import { openSignatures } from './outside/openSignatures';
import { outsideForms } from './outside/submitSignatures';
import { submitResumption } from './production/resume';
import { openWithdrawal, submitWithdrawal } from './production/withdraw';
import { chooseKind, discardRequest, newRequest } from './request/actions';
import { preserveSubject, submitPreserveAccepted } from './request/preserveAccepted';
import type { Action, Command, FormHandler } from './surface';

const help = createHelp(() => COMMANDS);

const INTAKE_FORMS = [submitRequestPage, submitRequestReview, submitPreserveAccepted, submitLetter];
const INTAKE_ACTIONS = [newRequest, chooseKind, discardRequest, preserveSubject, openLetter];

/** Every way in. What is not listed here does not exist. */
export const COMMANDS: readonly Command[] = [
	due,
	setup,
	locate,
	request,
	emergency,
	hold,
	produce,
	showOneCase,
	verify,
	lookup,
	report,
	help,
];
export const FORMS: readonly FormHandler[] = [
	submitSetup,
	submitPreserve,
	submitProductionRequest,
	submitApproval,
	submitResumption,
	submitWithdrawal,
	...INTAKE_FORMS,
	...HOLD_FORMS,
	submitClosing,
	submitReopening,
	...KEY_FORMS,
	submitExport,
	submitImport,
	submitAcknowledgement,
	submitHead,
	submitAttachment,
	submitOpenDocument,
	submitCosts,
	submitDeclaration,
	...outsideForms,
	submitSnooze,
	submitNoticeForm,
	submitExceptionProposal,
	submitExceptionDecision,
	...orderForms,
	...emergencyForms,
];
export const ACTIONS: readonly Action[] = [
	preserveAccount,
	produceCase,
	changeProduction,
	openWithdrawal,
	...pageHolds,
	...INTAKE_ACTIONS,
	...HOLD_ACTIONS,
	...KEY_ACTIONS,
	...EXPORT_ACTIONS,
	importExport,
	showCase,
	...caseDecisionActions,
	...pageLedger,
	exportCaseLedger,
	verifyThisCase,
	attachDocument,
	openDocument,
	openDesk,
	...pageDue,
	openSnooze,
	...costActions,
	...coverLetterActions,
	openDeclaration,
	openSignatures,
	...noticeActions,
	...orderActions,
	...emergencyActions,
];
