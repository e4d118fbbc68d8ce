import { openCostLetter } from './openCostLetter';
import { openCosts } from './openCosts';
import { openCase } from '../findCase';
import type { Action } from '../surface';
import { sayRefusal } from '../texts';

export const costActions: readonly Action[] = [
	/** *State costs…*, on a case. */
	{
		actionId: 'costs',
		capability: 'request-production',
		async run(session, value) {
			const found = await openCase(session.desk, value);
			return found.ok ? openCosts(session, found.value) : sayRefusal(session.say, found);
		},
	},
	/** *Letter*, on a cost statement. The value is the case's id and the statement's, with a colon between. */
	{
		actionId: 'openCostLetter',
		capability: 'request-production',
		async run(session, value) {
			const [caseId = '', statementId = ''] = value.split(':');
			const found = await openCase(session.desk, caseId);
			return found.ok ? openCostLetter(session, found.value, statementId) : sayRefusal(session.say, found);
		},
	},
];
