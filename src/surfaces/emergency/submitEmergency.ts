import * as z from 'zod/v4';

import { openEmergency } from './emergencyActions';
import { appendEvents, type OpenCase } from '../../cases/caseFile';
import { decideEmergency } from '../../cases/decisions/emergency';
import type { EventDraft } from '../../cases/events';
import { EMERGENCY_REQUIREMENTS, NUMBER_SOURCES, type EmergencyRequirement } from '../../policy/emergency';
import { accept, refuse, type Refusal, type Result } from '../../policy/refusal';
import { keepCard } from '../cards/keepCard';
import { parseFields, requiredLine } from '../fields';
import { openCase } from '../findCase';
import { PRODUCIBLE_CATEGORIES } from '../production/choices';
import type { Session } from '../session';
import type { FormHandler, Submitted } from '../surface';
import { sayRefusal, type TextKey } from '../texts';

const categories = z.array(z.enum(PRODUCIBLE_CATEGORIES), { error: 'error.categories' });

const CALL = z.object({
	number: requiredLine('error.call-number', 60),
	numberFrom: z.enum(NUMBER_SOURCES, { error: 'error.call-source' }),
	personReached: requiredLine('error.call-person'),
	calledOn: z.iso.date({ error: 'error.date' }),
	calledTime: z.string({ error: 'error.time' }).regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'error.time' }),
	confirmed: z.enum(['yes', 'no'], { error: 'error.call-result' }),
});
const RECOMMENDATION = z.object({
	categories: categories.min(1, { error: 'error.categories' }),
	reason: requiredLine('error.reason', 1000),
});
const DECISION = z.object({
	decision: z.enum(['disclose', 'refuse', 'ask-for-more'], { error: 'error.verdict' }),
	reason: requiredLine('error.reason', 1000),
	categories: categories.optional(),
	whyNecessary: z.string().trim().max(1000, { error: 'error.too-long' }).optional(),
});
const FOLLOW_UP = z.object({ outcome: requiredLine('error.follow-up', 500) });

/** One step of an emergency: reads its fields, asks what follows, records. */
function handleStep<S extends z.ZodType>(input: {
	kind: string;
	capability: FormHandler['capability'];
	schema: S;
	/** Where a refusal is shown. */
	field: string;
	done: TextKey;
	decide: (caseFile: OpenCase, requestId: string, values: z.output<S>, session: Session) => Result<EventDraft[]>;
}): FormHandler {
	const { kind, capability, schema, field, done, decide } = input;
	return {
		kind,
		capability,
		secrets: [],
		async submit(session, form, values): Promise<Submitted> {
			const { desk, say, actor } = session;
			const parsed = parseFields(schema, values, say);
			if (!parsed.ok) {
				return { errors: parsed.errors };
			}
			const found = await openCase(desk, String(form.data.caseId));
			if (!found.ok) {
				return { errors: { [field]: sayRefusal(say, found) } };
			}
			const decided = decide(found.value, String(form.data.requestId), parsed.value, session);
			if (!decided.ok) {
				return { errors: { [field]: sayEmergency(session, decided) } };
			}
			const recorded = await keepCard(desk, await appendEvents(found.value, decided.value, actor, desk));
			// What comes next stands in the view from which this step was taken.
			await openEmergency(session, recorded, String(form.data.requestId));
			return { line: say(done, { reference: recorded.state.reference }) };
		},
	};
}

/** A refusal to disclose says everything that is still needed. */
function sayEmergency({ say }: Session, refusal: Refusal): string {
	const missing = (refusal.params?.missing ?? []) as readonly string[];
	const needed = missing.map((requirement) => EMERGENCY_REQUIREMENTS[requirement as EmergencyRequirement]).join(' ');
	return refusal.code === 'emergency-not-ready' ? `${say('refusal.emergency-not-ready')} ${needed}` : sayRefusal(say, refusal);
}

export const emergencyForms: readonly FormHandler[] = [
	handleStep({
		kind: 'call-back',
		capability: 'place-hold',
		schema: CALL,
		field: 'calledTime',
		done: 'emergency.call-done',
		decide(_caseFile, requestId, { calledOn, calledTime, confirmed, ...call }, { desk }) {
			const calledAt = `${calledOn}T${calledTime}:00.000Z`;
			const body = { requestId, ...call, calledAt, isConfirmed: confirmed === 'yes' };
			return Date.parse(calledAt) > desk.clock() ? refuse('call-in-future') : accept([{ type: 'emergency.called-back', body }]);
		},
	}),
	handleStep({
		kind: 'recommend',
		capability: 'place-hold',
		schema: RECOMMENDATION,
		field: 'reason',
		done: 'emergency.recommend-done',
		decide: (_caseFile, requestId, values) => accept([{ type: 'emergency.recommended', body: { requestId, ...values } }]),
	}),
	handleStep({
		kind: 'decide-emergency',
		capability: 'approve-production',
		schema: DECISION,
		field: 'decision',
		done: 'emergency.decide-done',
		decide: ({ state }, requestId, { decision, reason, categories: named = [], whyNecessary = '' }, { actor }) =>
			decideEmergency(
				state,
				// Only a disclosure names anything.
				{
					requestId,
					decision,
					reason,
					...(decision === 'disclose' ? { categories: named, whyNecessary } : { categories: [], whyNecessary: '' }),
				},
				actor,
			),
	}),
	handleStep({
		kind: 'follow-up',
		capability: 'place-hold',
		schema: FOLLOW_UP,
		field: 'outcome',
		done: 'emergency.follow-up-done',
		decide: (_caseFile, requestId, { outcome }) => accept([{ type: 'emergency.followed-up', body: { requestId, outcome } }]),
	}),
];
