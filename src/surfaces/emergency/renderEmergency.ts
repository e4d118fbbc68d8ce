import type { OpenCase } from '../../cases/caseFile';
import { decisionDueAt, isUndecided, type Emergency } from '../../cases/decisions/emergency';
import { describeActor } from '../../cases/describeEvent';
import { formatInstant, remainingInWords } from '../../policy/instants';
import { REQUIRED_ITEMS } from '../../policy/requestKinds';
import { sayWarning } from '../request/sayRequest';
import type { ModalView, Session } from '../session';

/** How an emergency request stands: its clock, what it states, what is missing, the call back, who recommended and who decided. */
export function renderEmergency(session: Session, { caseId, state }: OpenCase, emergency: Emergency): ModalView {
	const { desk, say, ui, roles } = session;
	const { request, standing } = emergency;
	const { facts, details } = request;
	const open = isUndecided(emergency);
	const due = decisionDueAt(emergency);
	const missing = REQUIRED_ITEMS.emergency.filter(({ isPresent }) => !isPresent(facts)).map(({ term }) => `• ${term}`);
	const value = `${caseId} ${request.requestId}`;
	const button = (actionId: string, label: string) => ui.button(actionId, label, { value });
	return {
		title: say('emergency.title'),
		blocks: [
			ui.facts([
				[say('card.case'), state.reference],
				[
					say('emergency.clock'),
					open ? `${formatInstant(due)} (${remainingInWords(due, desk.clock())})` : say('emergency.is-decided'),
				],
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
			ui.note(say('emergency.no-fee')),
			ui.actions(
				'emergency-steps',
				button('callBack', say('button.call-back')),
				...(open ? [button('recommendEmergency', say('button.recommend'))] : []),
				...(open && roles.includes('approver') ? [button('decideEmergency', say('button.decide-emergency'))] : []),
				...(standing.decision?.decision === 'disclose' && !standing.followUp
					? [ui.button('produce', say('button.produce'), { value: caseId }), button('followUpEmergency', say('button.follow-up'))]
					: []),
			),
		],
	};
}

function describeStanding({ say }: Session, { standing }: Emergency): string {
	const { callBacks, recommendation, decision, followUp } = standing;
	const lines = [
		...callBacks.map((call) =>
			say('emergency.line-call', {
				...{ by: describeActor(call.by), at: call.calledAt, number: call.number, person: call.personReached },
				source: say(`number-source.${call.numberFrom}` as 'number-source.agency-website'),
				result: say(call.isConfirmed ? 'emergency.confirmed' : 'emergency.not-confirmed'),
			}),
		),
		...(recommendation
			? [
					say('emergency.line-recommended', {
						...{ by: describeActor(recommendation.by), at: recommendation.at, reason: recommendation.reason },
						categories: recommendation.categories,
					}),
				]
			: []),
		...(decision
			? [
					say('emergency.line-decided', {
						...{ by: describeActor(decision.by), at: decision.at, reason: decision.reason, categories: decision.categories },
						decision: say(`emergency-decision.${decision.decision}`),
					}),
				]
			: []),
		...(followUp ? [say('emergency.line-followed-up', { at: followUp.at, outcome: followUp.outcome })] : []),
	];
	return lines.length > 0 ? lines.join('\n') : say('emergency.nothing-yet');
}
