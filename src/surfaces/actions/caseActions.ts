import { handOutLedger } from '../caseView/handOutLedger';
import { openCaseView, openLedgerView } from '../caseView/openCaseView';
import { verifyCase } from '../caseView/verifyCase';
import { openAnyCase } from '../findCase';
import type { Action } from '../surface';
import { sayRefusal } from '../texts';

/** *Open case*, on the card and wherever a case is named. */
export const showCase: Action = {
	actionId: 'showCase',
	capability: 'view-case',
	async run(session, value) {
		const found = await openAnyCase(session.desk, value, value);
		return found.ok ? openCaseView(session, found.value) : sayRefusal(session.say, found);
	},
};

/** *Ledger*, *Previous* and *Next*. The value is a case id, and a page after a colon. */
export const pageLedger: readonly Action[] = ['caseLedger', 'caseLedgerNext'].map((actionId) => ({
	actionId,
	capability: 'view-case',
	async run(session, value) {
		const [caseId = '', page = '0'] = value.split(':');
		const found = await openAnyCase(session.desk, caseId, caseId);
		if (!found.ok) {
			return sayRefusal(session.say, found);
		}
		return openLedgerView(session, found.value, Math.min(Math.max(Number.parseInt(page, 10) || 0, 0), 1_000_000));
	},
}));

/** *Export ledger*. */
export const exportCaseLedger: Action = {
	actionId: 'exportLedger',
	capability: 'export-ledger',
	async run(session, value) {
		const found = await openAnyCase(session.desk, value, value);
		return found.ok ? handOutLedger(session, found.value) : sayRefusal(session.say, found);
	},
};

/** *Verify now*. */
export const verifyThisCase: Action = {
	actionId: 'verifyCase',
	capability: 'verify-ledger',
	async run(session, value) {
		const found = await openAnyCase(session.desk, value, value);
		return found.ok ? verifyCase(session, found.value, []) : sayRefusal(session.say, found);
	},
};
