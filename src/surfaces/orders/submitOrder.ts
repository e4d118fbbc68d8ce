import * as z from 'zod/v4';

import { appendEvents, type OpenCase } from '../../cases/caseFile';
import { decideExtension, decideLifting, decideOrder } from '../../cases/decisions/orders';
import type { EventDraft } from '../../cases/events';
import { parseReference } from '../../cases/references';
import type { Result } from '../../policy/refusal';
import { keepCard } from '../cards/keepCard';
import { parseFields, requiredLine } from '../fields';
import { openCase } from '../findCase';
import type { Session } from '../session';
import type { FormHandler, Submitted, Values } from '../surface';
import { sayRefusal, type TextKey } from '../texts';

const day = z.iso.date({ error: 'error.date' });
/** An empty date field comes as nothing or as an empty text, depending on the client. */
const optionalDay = z.preprocess((value) => (value === '' ? undefined : value), day.optional());
const optionalLine = z.preprocess((value) => (value === '' ? undefined : value), requiredLine('error.too-long').optional());

const ORDER = z.object({
	court: requiredLine('error.order-court'),
	number: requiredLine('error.order-number', 120),
	statute: requiredLine('error.order-statute'),
	startsOn: day,
	endsOn: optionalDay,
	document: optionalLine,
});
const EXTENSION = z.object({
	orderId: requiredLine('error.order-choice'),
	endsOn: optionalDay,
	reason: requiredLine('error.reason', 500),
	document: optionalLine,
});
const LIFTING = z.object({
	orderId: requiredLine('error.order-choice'),
	reason: requiredLine('error.reason', 500),
	document: requiredLine('error.order-document'),
	reference: requiredLine('error.type-reference'),
});

type Decide<T> = (caseFile: OpenCase, values: T, session: Session) => Result<EventDraft[]>;

/** One form about an order: reads its fields, asks the decision, records. */
function handleOrder<S extends z.ZodType>(input: {
	kind: string;
	schema: S;
	/** Where a refusal is shown. */
	field: string;
	done: TextKey;
	decide: Decide<z.output<S>>;
}): FormHandler {
	const { kind, schema, field, done, decide } = input;
	return {
		kind,
		capability: 'request-production',
		secrets: ['reference'],
		async submit(session: Session, form, values: Values): Promise<Submitted> {
			const { desk, say, actor } = session;
			const parsed = parseFields(schema, values, say);
			if (!parsed.ok) {
				return { errors: parsed.errors };
			}
			const found = await openCase(desk, String(form.data.caseId));
			const decided = found.ok ? decide(found.value, parsed.value, session) : found;
			if (!found.ok || !decided.ok) {
				return { errors: { [field]: sayRefusal(say, decided as { code: string }) } };
			}
			const recorded = await keepCard(desk, await appendEvents(found.value, decided.value, actor, desk));
			return { line: say(done, { reference: recorded.state.reference }) };
		},
	};
}

export const orderForms: readonly FormHandler[] = [
	handleOrder({
		kind: 'order',
		schema: ORDER,
		field: 'endsOn',
		done: 'order.recorded',
		decide: ({ state }, terms, { desk }) => decideOrder(state, { orderId: desk.makeId(), ...withoutAbsent(terms) }, desk.clock()),
	}),
	handleOrder({
		kind: 'order-extend',
		schema: EXTENSION,
		field: 'endsOn',
		done: 'order.extended',
		decide: ({ state }, extension, { desk }) => decideExtension(state, withoutAbsent(extension), desk.clock()),
	}),
	handleOrder({
		kind: 'order-lift',
		schema: LIFTING,
		field: 'reference',
		done: 'order.lifted',
		decide({ state }, { reference, ...lifting }, { desk }) {
			// Lifting by mistake lets a notice out that cannot be taken back.
			return parseReference(reference) === state.reference
				? decideLifting(state, lifting, desk.clock())
				: { ok: false, code: 'reference-differs', params: { reference: state.reference } };
		},
	}),
];

/** The ledger takes no key without a value. */
function withoutAbsent<T extends object>(value: T): T {
	return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as T;
}
