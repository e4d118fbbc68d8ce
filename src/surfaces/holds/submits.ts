import * as z from 'zod/v4';

import { findHold, nameHold, type FoundHold } from './findHold';
import { appendEvents } from '../../cases/caseFile';
import type { EventDraft } from '../../cases/events';
import type { Result } from '../../policy/refusal';
import { decideBlock, decideExtension, decideRelease, decideUnblock } from '../../preservation/decisions';
import { keepCard } from '../cards/keepCard';
import { parseFields, requiredLine } from '../fields';
import type { Session } from '../session';
import type { FormHandler } from '../surface';
import { sayRefusal, type TextKey } from '../texts';

const MAX_REASON = 1000;

/** One decision about a hold: how its form is read, what is decided, and what is said when it is done. */
function createHoldForm<Fields extends Record<string, unknown>>(form: {
	kind: string;
	fields: z.ZodType<Fields>;
	/** The field at which a refusal is shown. */
	at: (code: string) => string;
	decide(session: Session, found: FoundHold, fields: Fields): Result<EventDraft[]>;
	done: TextKey;
}): FormHandler {
	return {
		kind: form.kind,
		capability: 'place-hold',
		secrets: ['reference'],
		async submit(session, { data }, values) {
			const { desk, say, actor } = session;
			const parsed = parseFields(form.fields, values, say);
			if (!parsed.ok) {
				return { errors: parsed.errors };
			}
			const found = await findHold(session, nameHold(String(data.caseId), String(data.holdId)));
			const decided = found.ok ? form.decide(session, found.value, parsed.value) : found;
			if (!found.ok || !decided.ok) {
				const refusal = decided.ok ? { code: 'unknown' } : decided;
				return { errors: { [form.at(refusal.code)]: sayRefusal(say, refusal) } };
			}
			const { caseFile, hold } = found.value;
			const changed = await keepCard(desk, await appendEvents(caseFile, decided.value, actor, desk));
			const expiresAt = changed.state.holds.find(({ holdId }) => holdId === hold.holdId)?.expiresAt;
			return { line: say(form.done, { reference: changed.state.reference, expiresAt }) };
		},
	};
}

const submitExtension = createHoldForm({
	kind: 'hold-extend',
	fields: z.object({
		requestId: z.string({ error: 'extension.request-missing' }),
		beyondRegime: z.string().trim().max(MAX_REASON, { error: 'error.too-long' }).optional(),
	}),
	at: (code) => (code === 'reason-needed-beyond' ? 'beyondRegime' : 'requestId'),
	decide: ({ desk, roles }, { caseFile, hold }, { requestId, beyondRegime }) =>
		decideExtension(
			caseFile.state,
			{ holdId: hold.holdId, requestId, beyondRegime },
			{ now: desk.clock(), isApprover: roles.includes('approver') },
		),
	done: 'extension.done',
});

const submitRelease = createHoldForm({
	kind: 'hold-release',
	fields: z.object({
		reason: requiredLine('release.reason-missing', MAX_REASON),
		reference: z.string({ error: 'release.reference' }),
	}),
	at: (code) => (code === 'reference-differs' ? 'reference' : 'reason'),
	decide: (_session, { caseFile, hold }, { reason, reference }) =>
		decideRelease(caseFile.state, { holdId: hold.holdId, reason, typedReference: reference }),
	done: 'release.done',
});

const submitBlock = createHoldForm({
	kind: 'hold-block',
	fields: z.object({ matter: requiredLine('block.matter-missing', MAX_REASON) }),
	at: () => 'matter',
	decide: (_session, { caseFile, hold }, { matter }) => decideBlock(caseFile.state, { holdId: hold.holdId, matter }),
	done: 'block.done',
});

const submitUnblock = createHoldForm({
	kind: 'hold-unblock',
	fields: z.object({ reason: requiredLine('block.reason-missing', MAX_REASON) }),
	at: () => 'reason',
	decide: (_session, { caseFile, hold }, { reason }) => decideUnblock(caseFile.state, { holdId: hold.holdId, reason }),
	done: 'block.lifted',
});

export const HOLD_FORMS: readonly FormHandler[] = [submitExtension, submitRelease, submitBlock, submitUnblock];
