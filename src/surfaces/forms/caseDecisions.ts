import * as z from 'zod/v4';

import { appendEvents, type OpenCase } from '../../cases/caseFile';
import { checkClosing, decideClosing, decideReopening } from '../../cases/decisions/closing';
import { decideAcknowledgement } from '../../cases/decisions/tamper';
import type { EventDraft } from '../../cases/events';
import { CLOSING_OUTCOMES } from '../../cases/events/closing';
import type { Form } from '../../platform/forms';
import { refuse, type Result } from '../../policy/refusal';
import { keepCard } from '../cards/keepCard';
import { parseFields, requiredLine } from '../fields';
import { openCase } from '../findCase';
import type { Session } from '../session';
import type { FormHandler, Submitted, Values } from '../surface';
import { sayRefusal, type TextKey } from '../texts';

const REASON = z.object({ reason: requiredLine('error.reason', 1000) });
const CLOSING = REASON.extend({ outcome: z.enum(CLOSING_OUTCOMES, { error: 'error.choice' }) });

/** Closes a case. Where more would be left undone than its person was shown, they are asked to look again. */
export const submitClosing: FormHandler = {
	kind: 'close-case',
	capability: 'close-case',
	secrets: [],
	submit: (session, form, values) =>
		decideWith(session, form, values, CLOSING, 'closing.done', ({ state }, input) => {
			const now = session.desk.clock();
			const shown = Array.isArray(form.data.shown) ? (form.data.shown as unknown[]) : [];
			const remaining = checkClosing(state, now);
			const hasMore = remaining.ok && remaining.value.some(({ key }) => !shown.includes(key));
			return hasMore ? refuse('closing-changed') : decideClosing(state, input, now);
		}),
};

export const submitReopening: FormHandler = {
	kind: 'reopen-case',
	capability: 'close-case',
	secrets: [],
	submit: (session, form, values) =>
		decideWith(session, form, values, REASON, 'closing.reopened', ({ state }, { reason }) => decideReopening(state, reason)),
};

/** An approver answers for signs that the ledger is not what its authors wrote. */
export const submitAcknowledgement: FormHandler = {
	kind: 'acknowledge-tamper',
	capability: 'approve-production',
	secrets: [],
	submit: (session, form, values) =>
		decideWith(session, form, values, REASON, 'tamper.done', ({ state }, { reason }) => decideAcknowledgement(state, reason)),
};

async function decideWith<S extends z.ZodType>(
	session: Session,
	form: Form,
	values: Values,
	schema: S,
	done: TextKey,
	decide: (caseFile: OpenCase, input: z.output<S>) => Result<EventDraft[]>,
): Promise<Submitted> {
	const { desk, say, actor } = session;
	const parsed = parseFields(schema, values, say);
	if (!parsed.ok) {
		return { errors: parsed.errors };
	}
	const found = await openCase(desk, String(form.data.caseId));
	const decided = found.ok ? decide(found.value, parsed.value) : found;
	if (!found.ok || !decided.ok) {
		return { errors: { reason: sayRefusal(say, decided.ok ? { code: 'unknown' } : decided) } };
	}
	const changed = await keepCard(desk, await appendEvents(found.value, decided.value, actor, desk));
	return { line: say(done, { reference: changed.state.reference }) };
}
