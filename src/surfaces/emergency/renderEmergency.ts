import type { OpenCase } from '../../cases/caseFile';
import {
	decisionDueAt,
	findDecisionLetter,
	findNextStep,
	isUndecided,
	type Emergency,
	type EmergencyStep,
} from '../../cases/decisions/emergency';
import { decidePreservation } from '../../cases/decisions/holds';
import { findLetter } from '../../cases/decisions/letters';
import { describeActor } from '../../cases/describeEvent';
import { formatInstant } from '../../policy/instants';
import { REQUIRED_ITEMS } from '../../policy/requestKinds';
import { sayStatus } from '../letters/openLetter';
import { sayWarning } from '../request/sayRequest';
import type { ModalView, Session } from '../session';
import { sayRemaining } from '../texts';

/** How an emergency request stands: its clock, what it states, what is missing, the call back, who recommended and who decided. */
export function renderEmergency(session: Session, caseFile: OpenCase, emergency: Emergency): ModalView {
	const { desk, say, ui } = session;
	const { state } = caseFile;
	const { request, standing } = emergency;
	const { facts, details } = request;
	const open = isUndecided(emergency);
	const due = decisionDueAt(emergency);
	const missing = REQUIRED_ITEMS.emergency.filter(({ isPresent }) => !isPresent(facts)).map(({ term }) => `• ${term}`);
	const letter = standing.decision && findDecisionLetter(state, emergency);
	return {
		title: say('emergency.title', { reference: state.reference }),
		blocks: [
			ui.text(say(`emergency.next.${findNextStep(state, emergency)}`)),
			ui.facts([
				[say('card.case'), state.reference],
				[say('emergency.clock'), open ? `${formatInstant(due)} (${sayRemaining(say, due, desk.clock())})` : undefined],
				[say('card.agency'), `${details.from.name}, ${details.from.officer}, ${details.from.officialEmail}`],
				[say('account.username'), request.subjects.map(({ username }) => `@${username}`).join(', ')],
			]),
			...details.warnings.map((warning) => ui.warning(sayWarning(say, warning))),
			ui.facts([
				[say('emergency.person'), facts.personInDanger],
				[say('emergency.nature'), facts.natureOfEmergency],
				[say('emergency.asked'), facts.informationRequested],
				[say('emergency.why'), facts.whyNecessary],
				[say('emergency.messages'), facts.messagesToReview],
				[say('emergency.details'), facts.otherDetails],
			]),
			...(missing.length > 0 ? [ui.warning(`${say('emergency.missing')}\n${missing.join('\n')}`)] : []),
			ui.text(describeStanding(session, emergency)),
			...(letter ? [ui.note(`${say(`letter.kind.${letter.kind}`)}. ${sayStatus(session, letter)}`)] : []),
			ui.note(say('emergency.no-fee')),
			ui.actions('emergency-steps', ...renderSteps(session, caseFile, emergency)),
		],
	};
}

/** The steps that are open to this person; the one that comes next stands out. */
function renderSteps({ say, ui, roles }: Session, { caseId, state }: OpenCase, emergency: Emergency) {
	const { request, standing } = emergency;
	const open = isUndecided(emergency);
	const next = findNextStep(state, emergency);
	const unpreserved = request.subjects.filter(({ userId }) => decidePreservation(state, userId).ok);
	const button = (step: EmergencyStep, actionId: string, label: string, value = `${caseId} ${request.requestId}`) =>
		ui.button(actionId, label, { value, ...(step === next ? { style: 'primary' as const } : {}) });
	const disclosed = standing.decision?.decision === 'disclose';
	return [
		...(standing.decision && !open ? [] : [button('call-back', 'callBack', say('button.call-back'))]),
		...(open ? [button('recommend', 'recommendEmergency', say('button.recommend'))] : []),
		...(open && roles.includes('approver') ? [button('decide', 'decideEmergency', say('button.decide-emergency'))] : []),
		...unpreserved
			.slice(0, 1)
			.map(({ userId, username }) =>
				button('produce', 'preserveSubject', say('request.preserve-subject', { username }), `${caseId} ${userId}`),
			),
		...(disclosed && (next === 'produce' || !standing.followUp)
			? [button('produce', 'produce', say('button.produce'), caseId)]
			: []),
		...(open
			? [button('letter', 'openLetter', say(findLetter(state, request.requestId) ? 'button.open-letter' : 'button.write-letter'))]
			: []),
		...(standing.decision ? [button('letter', 'emergencyLetter', say('button.emergency-letter'))] : []),
		...(disclosed && !standing.followUp ? [button('follow-up', 'followUpEmergency', say('button.follow-up'))] : []),
	];
}

function describeStanding({ say }: Session, { standing }: Emergency): string {
	const instant = (at: string) => formatInstant(Date.parse(at));
	const name = (categories: readonly string[]) => categories.map((category) => say(`category.${category}` as 'category.account'));
	const { callBacks, recommendation, decision, followUp } = standing;
	const lines = [
		...callBacks.map((call) =>
			say('emergency.line-call', {
				...{ by: describeActor(call.by), at: instant(call.calledAt), number: call.number, person: call.personReached },
				source: say(`number-source.${call.numberFrom}` as 'number-source.agency-website'),
				result: say(call.isConfirmed ? 'emergency.confirmed' : 'emergency.not-confirmed'),
			}),
		),
		...(recommendation
			? [
					say('emergency.line-recommended', {
						...{ by: describeActor(recommendation.by), at: instant(recommendation.at), reason: recommendation.reason },
						categories: name(recommendation.categories),
					}),
				]
			: []),
		...(decision
			? [
					say('emergency.line-decided', {
						...{
							by: describeActor(decision.by),
							at: instant(decision.at),
							reason: decision.reason,
							categories: decision.categories.length > 0 ? `${name(decision.categories).join(', ')}.` : '',
						},
						decision: say(`emergency-decision.${decision.decision}`),
					}),
				]
			: []),
		...(followUp ? [say('emergency.line-followed-up', { at: instant(followUp.at), outcome: followUp.outcome })] : []),
	];
	return lines.length > 0 ? lines.join('\n') : say('emergency.nothing-yet');
}
