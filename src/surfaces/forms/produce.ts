import * as z from 'zod/v4';

import { appendEvents } from '../../cases/caseFile';
import { decideProductionRequest } from '../../cases/decisions';
import { keepCard } from '../cards/keepCard';
import { parseFields, requiredLine } from '../fields';
import { openCase } from '../findCase';
import { PRODUCIBLE_CATEGORIES, PRODUCIBLE_PROCESSES } from '../productionForms';
import type { FormHandler, Submitted } from '../surface';
import { sayRefusal } from '../texts';

const REQUEST = z.object({
	process: z.enum(PRODUCIBLE_PROCESSES, { error: 'error.process' }),
	issuer: requiredLine('error.issuer'),
	processNumber: requiredLine('error.process-number', 120),
	issuedOn: z.iso.date({ error: 'error.date' }),
	categories: z.array(z.enum(PRODUCIBLE_CATEGORIES), { error: 'error.categories' }).min(1, { error: 'error.categories' }),
});

export const submitProductionRequest: FormHandler = {
	kind: 'produce',
	capability: 'request-production',
	secrets: [],
	async submit(session, form, values): Promise<Submitted> {
		const { desk, say, actor } = session;
		const parsed = parseFields(REQUEST, values, say);
		if (!parsed.ok) {
			return { errors: parsed.errors };
		}
		const { process, issuer, processNumber, issuedOn, categories } = parsed.value;
		if (issuedOn > new Date(desk.clock()).toISOString().slice(0, 10)) {
			return { errors: { issuedOn: say('error.date-future') } };
		}
		const found = await openCase(desk, String(form.data.caseId));
		if (!found.ok) {
			return { errors: { process: sayRefusal(say, found) } };
		}
		const decided = decideProductionRequest(found.value.state, {
			productionId: desk.makeId(),
			process: { kind: process, issuer, number: processNumber, issuedOn },
			categories,
		});
		if (!decided.ok) {
			return { errors: { process: sayRefusal(say, decided) } };
		}
		const requested = await appendEvents(found.value, decided.value, actor, desk);
		await keepCard(desk, requested);
		return { line: say('produce.done', { reference: requested.state.reference }) };
	},
};
