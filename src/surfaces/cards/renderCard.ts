import { describeRequests, requestButtons, sayRequestNext, summariseRequest } from './requestLines';
import { findOpenProduction, listProducibleHolds } from '../../cases/decisions';
import { decisionDueAt, findNextStep, isUndecided, listEmergencies } from '../../cases/decisions/emergency';
import { findProductionLetter } from '../../cases/decisions/letters';
import { isSuspect } from '../../cases/decisions/tamper';
import { isStanding } from '../../cases/delivered';
import { findForemostHold, type HoldState } from '../../cases/holdState';
import { findKeeper } from '../../cases/keeping';
import { isResumable } from '../../cases/resuming';
import type { CaseState, ProductionState } from '../../cases/state';
import type { Post } from '../../platform/channel';
import { formatInstant } from '../../policy/instants';
import { sayClosing } from '../caseView/caseForms';
import { describeHolds } from '../holds/sayHold';
import { layOut } from '../layOut';
import { nameReview, sayFailure, sayProduction } from '../production/sayProduction';
import { speak, type TextKey } from '../texts';
import { createUi, maskSubjects, splitButtons } from '../ui';

/** The channel's language. A card is one message for everybody, so it cannot follow each reader's. */
const say = speak('en');

/**
 * The case card: what a case is, where it stands and what comes next. Its subject is masked, since notifications and mail
 * previews carry a message's text beyond the channel.
 */
export function renderCard(appId: string, state: CaseState): Post {
	const ui = createUi(appId);
	const hold = findForemostHold(state.holds);
	const production = findOpenProduction(state) ?? state.productions.at(-1);
	const next = sayNext(state, hold);
	const isProducible = !isSuspect(state) && !state.closing;
	const waits = isProducible ? findOpenProduction(state) : undefined;
	const canProduce = isProducible && !waits && listProducibleHolds(state).length > 0;
	const emergency = sayEmergency(state);
	const buttons = [
		...(emergency ? [ui.button('emergency', say('button.emergency'), { value: state.caseId, style: 'danger' })] : []),
		ui.button('showCase', say('case.button.open'), { value: state.caseId }),
		...(canProduce ? [ui.button('produce', say('button.produce'), { value: state.caseId })] : []),
		...(waits && waits.status !== 'approved'
			? [ui.button('produce', say(nameReview(waits)), { value: state.caseId, style: 'primary' })]
			: []),
		...requestButtons(ui, say, state),
		ui.button('notice', say('button.notice'), { value: state.caseId }),
	];
	const summary = say('card.summary', { reference: state.reference, subject: maskSubjects(state.subjects) });
	return {
		text: hold ? summary : (summariseRequest(say, state) ?? summary),
		blocks: layOut([
			ui.facts([
				[say('card.case'), [state.reference, maskSubjects(state.subjects)].filter(Boolean).join(' · ')],
				[say('card.emergency'), emergency],
				[say('card.agency'), state.agency.name],
				...describeRequests(say, state),
				...describeHolds(say, state),
				[say('card.production'), production && describeProduction(production)],
				[say('closing.closed'), state.closing && sayClosing(say, state.closing)],
				[say('tamper.card'), isSuspect(state) ? say('tamper.blocks') : undefined],
				[say('card.next'), emergency && !isSuspect(state) ? undefined : next],
			]),
			...splitButtons(buttons).map((row, index) => ui.actions(`case-${index}`, ...row)),
		]),
	};
}

function describeProduction(production: ProductionState): string {
	const { failure, byOnePerson } = production;
	return [
		...sayProduction(say, production),
		...(byOnePerson ? [say('production.one-person')] : []),
		...(failure ? [sayFailure(say, failure)] : []),
	].join(' ');
}

/** What an emergency waits for, and until when; nothing once nobody has to do anything about it. */
function sayEmergency(state: CaseState): string | undefined {
	const emergency = listEmergencies(state).at(-1);
	const step = emergency && findNextStep(state, emergency);
	if (!emergency || state.closing || step === 'done') {
		return undefined;
	}
	const next = say(`emergency.next.${step as 'decide'}`);
	return isUndecided(emergency) ? `${say('emergency.decide-by', { at: formatInstant(decisionDueAt(emergency)) })} ${next}` : next;
}

/** What comes next for a production that is under way. */
const NEXT_OF: Partial<Record<ProductionState['status'], TextKey>> = {
	approved: 'next.being-built',
	unsigned: 'next.sign-outside',
};

function sayNext(state: CaseState, hold: HoldState | undefined): string {
	if (isSuspect(state)) {
		return say('next.tamper');
	}
	if (state.closing) {
		return say('next.closed');
	}
	const waiting = findOpenProduction(state);
	if (waiting) {
		return say(isResumable(waiting) ? 'next.continue' : (NEXT_OF[waiting.status] ?? 'next.approve'));
	}
	const steps = [sayRequestNext(say, state), sayHandOver(state) ?? sayHoldNext(state, hold)].filter((step) => step !== undefined);
	return steps.length > 0 ? steps.join('; ') : say('next.close');
}

function sayHandOver(state: CaseState): string | undefined {
	const left = state.productions.findLast(isStanding);
	const letter = left && findProductionLetter(state, left.productionId);
	return left && letter?.status !== 'queued' ? say('next.hand-over', { number: left.number }) : undefined;
}

function sayHoldNext(state: CaseState, hold: HoldState | undefined): string | undefined {
	if (!hold || hold.status === 'purged') {
		return undefined;
	}
	if (hold.release || hold.status === 'purging') {
		return say('next.purging');
	}
	if (hold.status === 'capturing') {
		return say('next.capturing');
	}
	if (findKeeper(state, hold)) {
		return say('next.answer');
	}
	return say(hold.block ? 'next.serve-blocked' : 'next.serve');
}
