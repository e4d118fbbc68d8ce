import type { LayoutBlock } from '@rocket.chat/ui-kit';
import * as z from 'zod/v4';

import type { CapturePlan, CaptureScope } from '../../cases/events/capture';
import { planCapture, surveyRooms, type RoomSurvey } from '../../preservation/plan';
import {
	DEFAULT_MAX_FILE_BYTES,
	DEFAULT_SCOPE_CHOICE,
	describeScope,
	SCOPE_CHOICES,
	type ScopeChoice,
} from '../../preservation/scope';
import type { Session } from '../session';
import type { Say } from '../texts';

/** How long the rooms are counted while a person waits for the form; a trigger lives for five seconds. */
const SURVEY_MS = 1_500;

const CHOICES = Object.keys(SCOPE_CHOICES) as ScopeChoice[];

/** A day that may be left empty; clients send an emptied date as an empty text. */
const day = z.union([z.literal(''), z.iso.date({ error: 'error.date' })]).optional();

/** The fields of a plan, to be spread into the schema of the form that places a hold. */
export const PLAN_FIELDS = {
	scope: z.enum(CHOICES, { error: 'plan.scope-missing' }).default(DEFAULT_SCOPE_CHOICE),
	periodFrom: day,
	periodTo: day,
};

export interface TypedPlan {
	scope: ScopeChoice;
	periodFrom?: string;
	periodTo?: string;
}

/** What a capture would read under each choice; remembered with the form, so that the ledger states what the person was shown. */
export type Plans = Partial<Record<ScopeChoice, CapturePlan>>;

/**
 * Counts the rooms of an account for a plan.
 *
 * @returns the blocks of the form and what to remember with it; without an estimate where the workspace does not list the rooms
 */
export async function preparePlan(
	session: Session,
	userId: string,
	text: (name: string) => string | undefined,
): Promise<{ blocks: LayoutBlock[]; data: { plans: Plans } }> {
	const { desk, say, ui } = session;
	const survey = await surveyRooms(userId, SURVEY_MS, desk.workspace, desk.clock).catch(() => undefined);
	const plans: Plans = survey
		? Object.fromEntries(CHOICES.map((choice) => [choice, planCapture(survey, SCOPE_CHOICES[choice])]))
		: {};
	return {
		blocks: [
			ui.select(
				'scope',
				{ label: say('plan.scope'), hint: say('plan.scope-hint') },
				CHOICES.map((choice) => ({ value: choice, text: say(`plan.choice.${choice}`) })),
				text('scope') ?? DEFAULT_SCOPE_CHOICE,
			),
			ui.dateField('periodFrom', { label: say('plan.from'), hint: say('plan.from-hint') }, text('periodFrom'), true),
			ui.dateField('periodTo', { label: say('plan.to'), hint: say('plan.to-hint') }, text('periodTo'), true),
			ui.text(sayPlan(say, survey, plans[DEFAULT_SCOPE_CHOICE])),
			ui.note(say('plan.left-out', { size: sayBytes(DEFAULT_MAX_FILE_BYTES) })),
			ui.note(sayLimits(say, plans[DEFAULT_SCOPE_CHOICE])),
		],
		data: { plans },
	};
}

/** What the person chose, and what they were shown of it. */
export function readPlan(
	{ scope, periodFrom, periodTo }: TypedPlan,
	data: Record<string, unknown>,
): { scope: CaptureScope; plan?: CapturePlan } {
	const plan = (data.plans as Plans | undefined)?.[scope];
	return { scope: describeScope(scope, { from: periodFrom, to: periodTo }), ...(plan ? { plan } : {}) };
}

/** The error of a period whose last day lies before its first. */
export function findPeriodError({ periodFrom, periodTo }: TypedPlan, say: Say): Record<string, string> | undefined {
	return periodFrom && periodTo && periodTo < periodFrom ? { periodTo: say('plan.period-order') } : undefined;
}

function sayPlan(say: Say, survey: RoomSurvey | undefined, plan: CapturePlan | undefined): string {
	if (!survey?.complete || !plan) {
		return say('plan.pending');
	}
	const { pages, seconds, bytes, rooms } = plan;
	return [
		say('plan.rooms', { rooms: survey.roomsTotal }),
		...rooms.map(({ kind, rooms: count, messages }) => say('plan.room-line', { kind, rooms: count, messages })),
		say('plan.own-count'),
		say('plan.estimate', { pages, seconds, size: sayBytes(bytes) }),
	].join('\n');
}

function sayLimits(say: Say, plan: CapturePlan | undefined): string {
	const limits = plan?.notShown ?? planCapture({ rooms: [], roomsTotal: 0, complete: true }, SCOPE_CHOICES.account).notShown;
	return say('plan.not-shown', { limits: limits.map((limit) => say(`plan.limit.${limit}` as 'plan.limit.system')) });
}

function sayBytes(bytes: number): string {
	return bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} KiB` : `${Math.ceil(bytes / 1024 / 1024)} MiB`;
}
