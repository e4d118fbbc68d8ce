import * as z from 'zod/v4';

import { appendEvents } from '../../cases/caseFile';
import { decideProductionChange, decideProductionRequest } from '../../cases/decisions';
import { formatDay } from '../../policy/instants';
import { lacksApprover } from '../cards/audience';
import { keepCard } from '../cards/keepCard';
import { parseFields, requiredLine } from '../fields';
import { openCase } from '../findCase';
import { PRODUCIBLE_CATEGORIES, PRODUCIBLE_PROCESSES } from '../production/choices';
import { readScope } from '../production/readScope';
import type { FormHandler, Submitted } from '../surface';
import { sayRefusal } from '../texts';

const optionalDate = z
	.union([z.literal(''), z.iso.date()], { error: 'error.date' })
	.optional()
	.transform((date) => date || undefined);
const optionalText = z.string().max(2000, { error: 'error.too-long' }).optional();

const REQUEST = z.object({
	hold: z.string().optional(),
	process: z.enum(PRODUCIBLE_PROCESSES, { error: 'error.process' }),
	issuer: requiredLine('error.issuer'),
	processNumber: requiredLine('error.process-number', 120),
	issuedOn: z.iso.date({ error: 'error.date' }),
	categories: z.array(z.enum(PRODUCIBLE_CATEGORIES), { error: 'error.categories' }).min(1, { error: 'error.categories' }),
	from: optionalDate,
	to: optionalDate,
	rooms: optionalText,
	counterparts: optionalText,
});

/** At which field a narrowing that cannot be read is said. */
const SCOPE_FIELDS = { 'period-reversed': 'to', 'no-such-room': 'rooms', 'no-such-counterpart': 'counterparts' } as const;

/** What is asked for, from the form: a new production, or a change of the one that waits. */
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
		const { process: kind, issuer, processNumber: number, issuedOn, categories, hold: holdId, ...typed } = parsed.value;
		if (issuedOn > formatDay(desk.clock())) {
			return { errors: { issuedOn: say('error.date-future') } };
		}
		const scope = await readScope(session, typed);
		if (!scope.ok) {
			return { errors: { [SCOPE_FIELDS[scope.code]]: sayRefusal(say, scope) } };
		}
		const found = await openCase(desk, String(form.data.caseId));
		if (!found.ok) {
			return { errors: { process: sayRefusal(say, found) } };
		}
		const { productionId } = form.data;
		const wish = { process: { kind, issuer, number, issuedOn }, categories, ...(scope.value ? { scope: scope.value } : {}) };
		const decided =
			typeof productionId === 'string'
				? decideProductionChange(found.value.state, { productionId, ...wish })
				: decideProductionRequest(
						found.value.state,
						{ productionId: desk.makeId(), ...(holdId ? { holdId } : {}), ...wish },
						desk.clock(),
					);
		if (!decided.ok) {
			return { errors: { process: sayRefusal(say, decided) } };
		}
		const requested = await appendEvents(found.value, decided.value, actor, desk);
		await keepCard(desk, requested);
		const line = say(productionId ? 'produce.changed' : 'produce.done', { reference: requested.state.reference });
		return { line: (await lacksApprover(session, requested.state)) ? `${line} ${say('produce.nobody-approves')}` : line };
	},
};
