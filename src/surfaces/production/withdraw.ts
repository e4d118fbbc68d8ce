import * as z from 'zod/v4';

import { appendEvents, type OpenCase } from '../../cases/caseFile';
import { decideWithdrawal, listWithdrawable } from '../../cases/decisions';
import type { ProductionState } from '../../cases/state';
import { ENTITLEMENTS, type LegalProcess } from '../../policy/entitlement';
import { keepCard } from '../cards/keepCard';
import { parseFields, requiredLine } from '../fields';
import { openCase } from '../findCase';
import { sayProduction } from './sayProduction';
import { openModal, type Session } from '../session';
import type { Action, FormHandler, Submitted } from '../surface';
import { sayRefusal } from '../texts';

/** *Withdraw a production…*, in the case view. The value is a case id. */
export const openWithdrawal: Action = {
	actionId: 'withdrawProduction',
	capability: 'request-production',
	async run(session, caseId) {
		const found = await openCase(session.desk, caseId);
		const standing = found.ok ? listWithdrawable(found.value.state) : found;
		if (!found.ok || !standing.ok) {
			return sayRefusal(session.say, standing as { ok: false; code: string });
		}
		return openForm(session, found.value, standing.value);
	},
};

async function openForm(
	session: Session,
	{ caseId, state }: OpenCase,
	productions: readonly ProductionState[],
): Promise<string | undefined> {
	const { say, ui } = session;
	const describe = (production: ProductionState) => {
		const { process, number } = production;
		return `${number}: ${ENTITLEMENTS[process.kind as LegalProcess]?.title ?? process.kind}, ${process.number}`;
	};
	const opened = await openModal(
		session,
		'withdraw-production',
		{ caseId },
		{
			title: say('withdraw.title'),
			submit: say('withdraw.submit'),
			blocks: [
				ui.facts([[say('card.case'), state.reference]]),
				ui.text(productions.map((production) => `• ${sayProduction(say, production).join(' ')}`).join('\n')),
				ui.warning(say('withdraw.explained')),
				ui.select(
					'production',
					{ label: say('withdraw.production') },
					productions.map((production) => ({ value: production.productionId, text: describe(production) })),
					productions.at(-1)?.productionId,
				),
				ui.textField(
					'reason',
					{ label: say('withdraw.reason'), hint: say('withdraw.reason-hint') },
					{ multiline: true, maxLength: 1000 },
				),
			],
		},
	);
	return opened ? undefined : say('line.needs-client');
}

const WITHDRAWAL = z.object({
	production: z.string({ error: 'error.choose' }).min(1, { error: 'error.choose' }),
	reason: requiredLine('error.reason', 1000),
});

/** Takes a production back, with its reason. */
export const submitWithdrawal: FormHandler = {
	kind: 'withdraw-production',
	capability: 'request-production',
	secrets: [],
	async submit(session, form, values): Promise<Submitted> {
		const { desk, say, actor, roles } = session;
		const parsed = parseFields(WITHDRAWAL, values, say);
		if (!parsed.ok) {
			return { errors: parsed.errors };
		}
		const { production, reason } = parsed.value;
		const found = await openCase(desk, String(form.data.caseId));
		const choice = { reason, isApprover: roles.includes('approver') };
		const decided = found.ok ? decideWithdrawal(found.value.state, production, choice) : found;
		if (!found.ok || !decided.ok) {
			return { errors: { production: sayRefusal(say, decided as { ok: false; code: string }) } };
		}
		const { state } = await keepCard(desk, await appendEvents(found.value, decided.value, actor, desk));
		return { line: say('withdraw.done', { reference: state.reference }) };
	},
};
