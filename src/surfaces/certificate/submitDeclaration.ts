import * as z from 'zod/v4';

import { appendEvents } from '../../cases/caseFile';
import { listDeclarable } from '../../cases/decisions/declarations';
import { DECLARATION_PLACES } from '../../cases/events/declaration';
import { sha256Hex } from '../../evidence';
import { describeDeclaration, writeDeclaration } from '../../production';
import { SOFTWARE } from '../../production/software';
import { handOver } from '../cards/audience';
import { keepCard } from '../cards/keepCard';
import { parseFields } from '../fields';
import { openCase } from '../findCase';
import type { FormHandler, Submitted } from '../surface';
import { sayRefusal } from '../texts';

const DECLARATION = z.object({
	production: z.string({ error: 'error.choice' }),
	place: z.enum(DECLARATION_PLACES, { error: 'error.declaration-place' }),
});

/** Drafts a declaration and hands it over as a text file. Recorded first, since the ledger's head leaves with it. */
export const submitDeclaration: FormHandler = {
	kind: 'declaration',
	capability: 'request-production',
	secrets: [],
	async submit(session, form, values): Promise<Submitted> {
		const { desk, say, actor, person } = session;
		const parsed = parseFields(DECLARATION, values, say);
		if (!parsed.ok) {
			return { errors: parsed.errors };
		}
		const { place, production: productionId } = parsed.value;
		const found = await openCase(desk, String(form.data.caseId));
		const { config } = desk;
		if (!found.ok || !config) {
			return { errors: { production: sayRefusal(say, found.ok ? { code: 'not-set-up' } : found) } };
		}
		const declarable = listDeclarable(found.value.state);
		const production = declarable.ok ? declarable.value.find((known) => known.productionId === productionId) : undefined;
		if (!production) {
			return { errors: { production: sayRefusal(say, declarable.ok ? { code: 'no-such-production' } : declarable) } };
		}
		const facts = describeDeclaration(found.value, production, { config, software: SOFTWARE, place, now: desk.clock() });
		const bytes = writeDeclaration(facts);
		const number = found.value.state.declarations.length + 1;
		const fileName = `${facts.production}-declaration-${number}.txt`;
		const sha256 = sha256Hex(bytes);
		const body = { declarationId: desk.makeId(), number, productionId, place, fileName, sha256, head: facts.ledgerHead };
		const drafted = await appendEvents(found.value, [{ type: 'declaration.drafted', body }], actor, desk);
		await handOver(desk, drafted.state, person, { fileName, bytes });
		await keepCard(desk, drafted);
		return { line: say('declaration.done', { reference: drafted.state.reference, file: fileName, sha256 }) };
	},
};
