import { authorise, type Capability } from '../../cases/access';
import type { OpenCase } from '../../cases/caseFile';
import {
	decideApproval,
	decideResumption,
	findOpenProduction,
	findProducibleHold,
	listWithdrawable,
} from '../../cases/decisions';
import { checkClosing } from '../../cases/decisions/closing';
import { listChargeable } from '../../cases/decisions/costs';
import { listDeclarable } from '../../cases/decisions/declarations';
import { isSuspect } from '../../cases/decisions/tamper';
import { isResumable } from '../../cases/resuming';
import type { CaseState } from '../../cases/state';
import type { DeskRules } from '../../policy/deskRules';
import { accept, refuse, type RefusalParams, type Result } from '../../policy/refusal';
import type { Session } from '../session';
import type { TextKey } from '../texts';

/** Something that can be done with a case, from its view. */
export interface Offer {
	actionId: string;
	label: TextKey;
	/** A role that lacks it is not shown the offer at all. */
	capability: Capability;
	/** Whether it is about this case at all; where it is not, nothing is said of it. */
	applies?(state: CaseState): boolean;
	/** Whether the case's state and this person allow it now; a refusal's sentence is shown in place of the button. */
	check(
		caseFile: OpenCase,
		session: Session,
		rules: DeskRules,
	): Result<unknown> | { ok: false; code: string; params?: RefusalParams };
}

/** Whether the production that waits can go on under its approval. */
function isCutOff(state: CaseState): boolean {
	const waiting = findOpenProduction(state);
	return waiting !== undefined && isResumable(waiting);
}

/** Every action of the case view. What an action does once pressed it checks again. */
export const OFFERS: readonly Offer[] = [
	{
		actionId: 'produce',
		label: 'button.produce',
		capability: 'request-production',
		check({ state }, { desk }) {
			if (isSuspect(state)) {
				return refuse('tamper-found');
			}
			return findOpenProduction(state) ? refuse('production-waiting') : findProducibleHold(state, desk.clock());
		},
	},
	{
		actionId: 'produce',
		label: 'button.review-production',
		capability: 'approve-production',
		applies: (state) => !isCutOff(state),
		check({ state }, { actor, desk }) {
			const waiting = findOpenProduction(state);
			return waiting ? decideApproval(state, waiting.productionId, actor, desk.clock()) : refuse('nothing-to-approve');
		},
	},
	{
		actionId: 'produce',
		label: 'button.continue-production',
		capability: 'approve-production',
		applies: isCutOff,
		check({ state }, { actor, desk }, { productionPeople }) {
			const { productionId = '' } = findOpenProduction(state) ?? {};
			return decideResumption(state, productionId, actor, desk.clock(), productionPeople);
		},
	},
	{
		actionId: 'withdrawProduction',
		label: 'button.withdraw-production',
		capability: 'request-production',
		applies: ({ productions }) => productions.length > 0,
		check: ({ state }) => listWithdrawable(state),
	},
	{ actionId: 'costs', label: 'button.costs', capability: 'request-production', check: ({ state }) => listChargeable(state) },
	{
		actionId: 'declaration',
		label: 'button.declaration',
		capability: 'request-production',
		check: ({ state }) => listDeclarable(state),
	},
	{ actionId: 'notice', label: 'button.notice', capability: 'view-case', check: () => accept(undefined) },
	{
		actionId: 'closeCase',
		label: 'closing.button.close',
		capability: 'close-case',
		applies: ({ closing }) => !closing,
		check: ({ state }, { desk }) => checkClosing(state, desk.clock()),
	},
	{
		actionId: 'reopenCase',
		label: 'closing.button.reopen',
		capability: 'close-case',
		applies: ({ closing }) => closing !== undefined,
		check: () => accept(undefined),
	},
	{
		actionId: 'acknowledgeTamper',
		label: 'tamper.button',
		capability: 'approve-production',
		applies: isSuspect,
		check: () => accept(undefined),
	},
	{ actionId: 'caseLedger', label: 'case.button.ledger', capability: 'view-case', check: () => accept(undefined) },
	{ actionId: 'exportLedger', label: 'case.button.export', capability: 'export-ledger', check: () => accept(undefined) },
	{ actionId: 'verifyCase', label: 'case.button.verify', capability: 'verify-ledger', check: () => accept(undefined) },
];

/** The offers that this person's roles know, each with its answer. */
export async function listOffers(caseFile: OpenCase, session: Session): Promise<{ offer: Offer; answer: Result<unknown> }[]> {
	const { desk, person, roles } = session;
	const { rules } = await desk.readRules();
	return OFFERS.filter(({ capability, applies }) => {
		if (applies && !applies(caseFile.state)) {
			return false;
		}
		const caller = { userId: person.id, active: true, roles: person.roles, isChannelMember: roles.length > 0 };
		return authorise(capability, desk.config, caller).ok;
	}).map((offer) => ({ offer, answer: offer.check(caseFile, session, rules) }));
}
