import { isSha256Hex } from '../../evidence';
import { verifyCase } from '../caseView/verifyCase';
import { openAnyCase } from '../findCase';
import type { FormHandler, Submitted } from '../surface';
import { sayRefusal } from '../texts';

/** A head that a person typed from a letter, a package or a certificate. */
export const submitHead: FormHandler = {
	kind: 'verify',
	capability: 'verify-ledger',
	secrets: [],
	async submit(session, form, values): Promise<Submitted> {
		const { desk, say } = session;
		const head = String(values.head ?? '')
			.replace(/\s/g, '')
			.toLowerCase();
		if (!isSha256Hex(head)) {
			return { errors: { head: say('verify.error.head') } };
		}
		const caseId = String(form.data.caseId);
		const found = await openAnyCase(desk, caseId, caseId);
		return found.ok ? { line: await verifyCase(session, found.value, [head]) } : { errors: { head: sayRefusal(say, found) } };
	},
};
