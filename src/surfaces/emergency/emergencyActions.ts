import { openDecisionLetter } from './decisionLetter';
import { renderEmergency } from './renderEmergency';
import type { OpenCase } from '../../cases/caseFile';
import { listEmergencies, type Emergency } from '../../cases/decisions/emergency';
import { NUMBER_SOURCES } from '../../policy/emergency';
import { openCase } from '../findCase';
import { PRODUCIBLE_CATEGORIES } from '../production/choices';
import { openModal, type ModalView, type Session } from '../session';
import type { Action } from '../surface';
import { sayRefusal } from '../texts';

/** Opens how an emergency of a case stands: the latest one, unless another is meant. */
export async function openEmergency(session: Session, caseFile: OpenCase, requestId?: string): Promise<string | undefined> {
	const { say } = session;
	const emergencies = listEmergencies(caseFile.state);
	const emergency = emergencies.find(({ request }) => request.requestId === requestId) ?? emergencies.at(-1);
	if (!emergency) {
		return say('refusal.no-emergency');
	}
	const view = renderEmergency(session, caseFile, emergency);
	const opened = await openModal(session, 'emergency', { caseId: caseFile.caseId }, view);
	return opened ? undefined : say('line.needs-client');
}

/** *Emergency…* (the value is a case id), and the steps of its view (the value is a case id and a request id). */
export const emergencyActions: readonly Action[] = [
	{
		actionId: 'emergency',
		capability: 'view-case',
		async run(session, value) {
			const found = await openCase(session.desk, value);
			return found.ok ? openEmergency(session, found.value) : sayRefusal(session.say, found);
		},
	},
	{
		actionId: 'callBack',
		capability: 'place-hold',
		run: (session, value) => openStep(session, value, 'call-back', renderCallBack),
	},
	{
		actionId: 'recommendEmergency',
		capability: 'place-hold',
		run: (session, value) => openStep(session, value, 'recommend', renderRecommendation),
	},
	{
		actionId: 'decideEmergency',
		capability: 'approve-production',
		run: (session, value) => openStep(session, value, 'decide-emergency', renderDecision),
	},
	{
		actionId: 'emergencyLetter',
		capability: 'send-letter',
		run: openDecisionLetter,
	},
	{
		actionId: 'followUpEmergency',
		capability: 'place-hold',
		run: (session, value) => openStep(session, value, 'follow-up', renderFollowUp),
	},
];

async function openStep(
	session: Session,
	value: string,
	kind: string,
	render: (session: Session, emergency: Emergency) => ModalView,
): Promise<string | undefined> {
	const { desk, say } = session;
	const [caseId = '', requestId = ''] = value.split(' ');
	const found = await openCase(desk, caseId);
	if (!found.ok) {
		return sayRefusal(say, found);
	}
	const emergency = listEmergencies(found.value.state).find(({ request }) => request.requestId === requestId);
	if (!emergency) {
		return say('refusal.no-emergency');
	}
	const opened = await openModal(session, kind, { caseId, requestId }, render(session, emergency));
	return opened ? undefined : say('line.needs-client');
}

function renderCallBack({ desk, say, ui }: Session, { request }: Emergency): ModalView {
	const now = new Date(desk.clock()).toISOString();
	return {
		title: say('emergency.call-title'),
		submit: say('button.record-call'),
		blocks: [
			ui.warning(say('emergency.call-explained', { agency: request.details.from.name })),
			ui.textField('number', { label: say('emergency.call-number') }, { maxLength: 60 }),
			ui.select(
				'numberFrom',
				{ label: say('emergency.call-source') },
				NUMBER_SOURCES.map((source) => ({ value: source, text: say(`number-source.${source}`) })),
			),
			ui.textField('personReached', { label: say('emergency.call-person') }, { maxLength: 200 }),
			ui.dateField('calledOn', { label: say('emergency.call-day') }, now.slice(0, 10)),
			ui.textField('calledTime', { label: say('emergency.call-time') }, { initial: now.slice(11, 16), maxLength: 5 }),
			ui.select(
				'confirmed',
				{ label: say('emergency.call-result') },
				(['yes', 'no'] as const).map((answer) => ({ value: answer, text: say(`emergency-call.${answer}`) })),
			),
		],
	};
}

function renderRecommendation(session: Session, { standing }: Emergency): ModalView {
	const { say, ui } = session;
	return {
		title: say('emergency.recommend-title'),
		submit: say('button.recommend-now'),
		blocks: [
			ui.note(say('emergency.recommend-explained')),
			selectCategories(session, standing.recommendation?.categories ?? []),
			ui.textField(
				'reason',
				{ label: say('emergency.recommend-reason') },
				{ initial: standing.recommendation?.reason, multiline: true, maxLength: 1000 },
			),
		],
	};
}

function renderDecision(session: Session, { standing }: Emergency): ModalView {
	const { say, ui } = session;
	return {
		title: say('emergency.decide-title'),
		submit: say('button.decide-emergency-now'),
		blocks: [
			ui.warning(say('emergency.decide-explained')),
			ui.select(
				'decision',
				{ label: say('emergency.decision') },
				(['disclose', 'refuse', 'ask-for-more'] as const).map((decision) => ({
					value: decision,
					text: say(`emergency-decision.${decision}`),
				})),
			),
			ui.textField(
				'reason',
				{ label: say('emergency.decision-reason'), hint: say('emergency.decision-reason-hint') },
				{ multiline: true, maxLength: 1000 },
			),
			{ ...selectCategories(session, standing.recommendation?.categories ?? []), optional: true } as ModalView['blocks'][number],
			ui.textField(
				'whyNecessary',
				{ label: say('emergency.why-necessary'), hint: say('emergency.why-necessary-hint') },
				{ multiline: true, maxLength: 1000, optional: true },
			),
		],
	};
}

function renderFollowUp({ say, ui }: Session): ModalView {
	return {
		title: say('emergency.follow-up-title'),
		submit: say('button.follow-up-now'),
		blocks: [
			ui.note(say('emergency.follow-up-explained')),
			ui.textField('outcome', { label: say('emergency.follow-up-outcome') }, { multiline: true, maxLength: 500 }),
		],
	};
}

function selectCategories({ say, ui }: Session, initial: string[]) {
	return ui.multiSelect(
		'categories',
		{ label: say('emergency.categories'), hint: say('emergency.categories-hint') },
		PRODUCIBLE_CATEGORIES.map((category) => ({ value: category, text: say(`category.${category}`) })),
		initial,
	);
}
