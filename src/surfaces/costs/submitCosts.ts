import { openCostLetter } from './openCostLetter';
import { readCosts } from './readCosts';
import { appendEvents } from '../../cases/caseFile';
import { decideCostStatement } from '../../cases/decisions/costs';
import { keepCard } from '../cards/keepCard';
import { openCase } from '../findCase';
import type { FormHandler, Submitted } from '../surface';
import { sayRefusal } from '../texts';

/** Where a refusal is shown, if not at the production. */
const FIELD_OF: Readonly<Record<string, string>> = {
	'agreed-above-costs': 'agreed',
	'no-cost-lines': 'searchMinutes',
	'sum-too-large': 'searchRate',
};

/** Records what is asked for the work of a production, and opens the letter that says so. */
export const submitCosts: FormHandler = {
	kind: 'costs',
	capability: 'request-production',
	secrets: [],
	async submit(session, form, values): Promise<Submitted> {
		const { desk, say, actor } = session;
		const typed = readCosts(values, say);
		if (!typed.ok) {
			return { errors: typed.errors };
		}
		const found = await openCase(desk, String(form.data.caseId));
		if (!found.ok) {
			return { errors: { production: sayRefusal(say, found) } };
		}
		const statementId = desk.makeId();
		const decided = decideCostStatement(found.value.state, {
			...typed.value,
			statementId,
			productionId: typeof values.production === 'string' ? values.production : '',
		});
		if (!decided.ok) {
			return { errors: { [FIELD_OF[decided.code] ?? 'production']: sayRefusal(say, decided) } };
		}
		const stated = await keepCard(desk, await appendEvents(found.value, decided.value, actor, desk));
		await openCostLetter(session, stated, statementId);
		return { line: say('costs.done', { reference: stated.state.reference }) };
	},
};
