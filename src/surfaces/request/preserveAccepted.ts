import * as z from 'zod/v4';

import { openOutcome } from './openOutcome';
import type { OpenCase } from '../../cases/caseFile';
import { decidePreservation } from '../../cases/decisions/holds';
import type { Subject } from '../../cases/events';
import { parseFields } from '../fields';
import { openCase } from '../findCase';
import { PLAN_FIELDS, readPlan, showPlan } from '../holds/planFields';
import { placeHolds } from '../placeHolds';
import { openModal, type Session } from '../session';
import type { Action, FormHandler, Submitted } from '../surface';
import { sayRefusal } from '../texts';

/** *Preserve @account…*, after an accepted request, in an emergency and on the case card: the plan, before anything is copied. */
export const preserveSubject: Action = {
	actionId: 'preserveSubject',
	capability: 'place-hold',
	async run(session, value) {
		const [caseId = '', userId = ''] = value.split(' ');
		const found = await openCase(session.desk, caseId);
		if (!found.ok) {
			return sayRefusal(session.say, found);
		}
		const decided = decidePreservation(found.value.state, userId);
		return decided.ok ? openPlan(session, found.value, decided.value.subject) : sayRefusal(session.say, decided);
	},
};

async function openPlan(session: Session, { caseId, state }: OpenCase, subject: Subject) {
	const { say, ui } = session;
	const plan = await showPlan(session, subject);
	const opened = await openModal(
		session,
		'preserve-accepted',
		{ caseId, userId: subject.userId },
		{
			title: say('preserve.title'),
			submit: say('button.preserve-now'),
			blocks: [
				ui.facts([
					[say('card.case'), state.reference],
					[say('account.username'), `@${subject.username}`],
				]),
				ui.note(say('preserve.what')),
				...plan,
			],
		},
	);
	return opened ? undefined : say('line.needs-client');
}

const PLAN = z.object(PLAN_FIELDS);

/** Places the hold by the plan as it was shown and changed. What comes next in the case opens after it. */
export const submitPreserveAccepted: FormHandler = {
	kind: 'preserve-accepted',
	capability: 'place-hold',
	secrets: [],
	async submit(session, form, values): Promise<Submitted> {
		const { desk, say } = session;
		const parsed = parseFields(PLAN, values, say);
		if (!parsed.ok) {
			return { errors: parsed.errors };
		}
		const found = await openCase(desk, String(form.data.caseId));
		const decided = found.ok ? decidePreservation(found.value.state, String(form.data.userId)) : found;
		if (!found.ok || !decided.ok) {
			return { errors: { scopeDirect: sayRefusal(say, decided as { code: string }) } };
		}
		const plan = await readPlan(session, decided.value.subject, parsed.value);
		if ('errors' in plan) {
			return plan;
		}
		const preserved = await placeHolds(session, found.value, [{ ...decided.value, ...plan }]);
		await openOutcome(session, preserved, decided.value.requestId);
		return { line: say('preserve.done', { reference: preserved.state.reference }) };
	},
};
