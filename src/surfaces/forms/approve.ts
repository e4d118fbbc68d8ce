import * as z from 'zod/v4';

import { appendEvents } from '../../cases/caseFile';
import { decideApproval } from '../../cases/decisions';
import type { EventDraft } from '../../cases/events';
import type { CaseState } from '../../cases/state';
import { decideEntitlement } from '../../policy/entitlement';
import { listContents } from '../../production/contents';
import { openGrant } from '../../production/keyGrant';
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

/** Which hold, and which of its sealed pieces, the approval that is about to be recorded opens. */
function describeGrant(state: CaseState, productionId: string, approval: readonly EventDraft[]) {
	const production = state.productions.find((known) => known.productionId === productionId);
	const hold = state.holds.find(({ holdId }) => holdId === production?.holdId);
	if (!production || !hold) {
		throw new Error('no such production');
	}
	const named = approval.flatMap(({ type, body }) => (type === 'production.approved' ? (body.namedCategories ?? []) : []));
	const { produced } = decideEntitlement(production.process.kind, production.categories, named);
	return { hold, contents: listContents(produced, production.scope) };
}

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
		const keys = await openKeys(desk, desk.config, { userId: person.id, entry: 'form:approve' }, parsed.value.passphrase);
		if (!keys.ok) {
			return refused(keys);
		}
		const grant = await openGrant({
			...desk,
			...describeGrant(found.value.state, productionId, decided.value),
			keys: keys.value,
		});
		if (!grant.ok) {
			return refused(grant);
		}
		const approved = await keepCard(desk, await appendEvents(found.value, decided.value, actor, desk));
		produceInBackground(session, approved, productionId, grant.value);
		return { line: say('approve.done', { reference: approved.state.reference }) };
	},
};
