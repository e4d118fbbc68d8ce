import * as z from 'zod/v4';

import { appendEvents } from '../../cases/caseFile';
import { decideApproval } from '../../cases/decisions';
import { RECORD_CATEGORIES } from '../../policy/entitlement';
import { readOutsideCertificate } from '../../production/outside';
import { keepCard } from '../cards/keepCard';
import { parseFields } from '../fields';
import { openCase } from '../findCase';
import { produceInBackground } from '../produceInBackground';
import { openProductionGrant } from '../production/openGrant';
import type { FormHandler, Submitted } from '../surface';
import { sayRefusal } from '../texts';

const APPROVAL = z.object({
	passphrase: z.string({ error: 'error.passphrase-needed' }).min(1, { error: 'error.passphrase-needed' }),
	named: z.array(z.enum(RECORD_CATEGORIES), { error: 'error.categories' }).optional(),
	pseudonyms: z.enum(['yes', 'no'], { error: 'error.choose' }).optional(),
	/** PEM of who signs outside; empty when the desk signs. */
	certificate: z.string().trim().max(20_000, { error: 'error.too-long' }).optional(),
});

export const submitApproval: FormHandler = {
	kind: 'approve',
	capability: 'approve-production',
	secrets: ['passphrase'],
	async submit(session, form, values): Promise<Submitted> {
		const { desk, say, actor } = session;
		const refused = (refusal: { code: string }) => ({ errors: { passphrase: sayRefusal(say, refusal) } });
		const parsed = parseFields(APPROVAL, values, say);
		if (!parsed.ok) {
			return { errors: parsed.errors };
		}
		const found = await openCase(desk, String(form.data.caseId));
		if (!found.ok) {
			return refused(found);
		}
		const { state } = found.value;
		const productionId = String(form.data.productionId);
		const seen = state.productions.find((known) => known.productionId === productionId);
		if (seen && seen.requestedAt !== form.data.requestedAt) {
			// What is approved is what was shown, not what somebody has made of it meanwhile.
			return refused({ code: 'production-changed' });
		}
		const { named = [], pseudonyms, passphrase } = parsed.value;
		const { rules } = await desk.readRules();
		const wanted = { named, pseudonymise: pseudonyms === 'yes', people: rules.productionPeople };
		const decided = decideApproval(state, productionId, actor, desk.clock(), wanted);
		if (!decided.ok) {
			return decided.code === 'naming-needed' ? { errors: { named: sayRefusal(say, decided) } } : refused(decided);
		}
		const { certificate: pem } = parsed.value;
		const certificate = pem ? await readOutsideCertificate(pem) : undefined;
		if (certificate?.ok === false) {
			return { errors: { certificate: sayRefusal(say, certificate) } };
		}
		const [choices] = decided.value.flatMap((draft) => (draft.type === 'production.approved' ? [draft.body] : []));
		const opening = { entry: 'form:approve', passphrase };
		const grant = await openProductionGrant(session, found.value, { productionId, choices: choices ?? {} }, opening);
		if (!grant.ok) {
			return refused(grant);
		}
		const approved = await keepCard(desk, await appendEvents(found.value, decided.value, actor, desk));
		produceInBackground(session, approved, productionId, grant.value, certificate && { certificate: certificate.value });
		return { line: say('approve.done', { reference: approved.state.reference }) };
	},
};
