import { isSha256Hex } from '../../evidence';
import { verifyCase } from '../caseView/verifyCase';
import { findAnyCase } from '../findCase';
import type { Command } from '../surface';
import { sayRefusal } from '../texts';

/** `/legal-verify LE-2026-0001 [head]`: verifies the case now, also against a head that was read from a paper. */
export const verify: Command = {
	name: 'legal-verify',
	description: 'verify.command',
	params: 'verify.command.params',
	capability: 'verify-ledger',
	async run(session, args) {
		const [reference = '', ...heads] = args;
		const given = heads.map((head) => head.toLowerCase());
		if (given.some((head) => !isSha256Hex(head))) {
			return session.say('verify.error.head');
		}
		const found = await findAnyCase(session.desk, reference);
		return found.ok ? verifyCase(session, found.value, given.slice(0, 10)) : sayRefusal(session.say, found);
	},
};
