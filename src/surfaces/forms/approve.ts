import * as z from 'zod/v4';

import { appendEvents } from '../../cases/caseFile';
import { decideApproval } from '../../cases/decisions';
import { keepCard } from '../cards/keepCard';
import { parseFields } from '../fields';
import { openCase } from '../findCase';
import { openKeys } from '../openKeys';
import { produceInBackground } from '../produceInBackground';
import type { FormHandler, Submitted } from '../surface';
import { sayRefusal } from '../texts';

const APPROVAL = z.object({
	passphrase: z.string({ error: 'error.passphrase-needed' }).min(1, { error: 'error.passphrase-needed' }),
});

export const submitApproval: FormHandler = {
	kind: 'approve',
	capability: 'approve-production',
	secrets: ['passphrase'],
	async submit(session, form, values): Promise<Submitted> {
		const { desk, say, actor, person } = session;
		const refused = (refusal: { code: string }) => ({ errors: { passphrase: sayRefusal(say, refusal) } });
		const parsed = parseFields(APPROVAL, values, say);
		if (!parsed.ok) {
			return { errors: parsed.errors };
		}
		const found = await openCase(desk, String(form.data.caseId));
		if (!found.ok || !desk.config) {
			return refused(found.ok ? { code: 'not-set-up' } : found);
		}
		const productionId = String(form.data.productionId);
		const decided = decideApproval(found.value.state, productionId, actor, desk.clock());
		if (!decided.ok) {
			return refused(decided);
		}
		const keys = await openKeys(desk, desk.config, person.id, parsed.value.passphrase);
		if (!keys.ok) {
			return refused(keys);
		}
		const approved = await keepCard(desk, await appendEvents(found.value, decided.value, actor, desk));
		produceInBackground(session, approved, productionId, keys.value);
		return { line: say('approve.done', { reference: approved.state.reference }) };
	},
};
