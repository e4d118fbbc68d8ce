import { openLetterForm } from './openLetter';
import { openCase } from '../findCase';
import type { Action } from '../surface';
import { sayRefusal } from '../texts';

/** *Letter*, after a request was recorded and on the case card. */
export const openLetter: Action = {
	actionId: 'openLetter',
	capability: 'send-letter',
	async run(session, value) {
		const { desk, say } = session;
		const [caseId = '', requestId = ''] = value.split(' ');
		const found = await openCase(desk, caseId);
		if (!found.ok) {
			return sayRefusal(say, found);
		}
		const request = found.value.state.requests.find((known) => known.requestId === requestId);
		return request ? openLetterForm(session, found.value, request) : say('refusal.no-such-letter');
	},
};
