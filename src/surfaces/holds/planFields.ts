import type { LayoutBlock } from '@rocket.chat/ui-kit';
import * as z from 'zod/v4';

import { findNamedRooms } from './namedRooms';
import { appendToDesk } from '../../cases/caseFile';
import { nameViewsLedger, type Subject } from '../../cases/events';
import type { CapturePlan, CaptureScope } from '../../cases/events/capture';
import { PLATFORM_LIMITS } from '../../preservation/limits';
import { nameDirectRooms, planCapture, surveyRooms, type RoomSurvey } from '../../preservation/plan';
import { isOverBroad, makeScope, SCOPE_CHOICES } from '../../preservation/scope';
import type { Session } from '../session';
import { sayRefusal, type Say, type TextKey } from '../texts';
import type { Option } from '../ui';

/** How long the rooms are counted and named while a person waits for the form; a trigger lives for five seconds. */
const SURVEY_MS = 1_200;
const NAMING_MS = 800;

/** More rooms than these are not offered by name. */
const MOST_ROOMS = 200;

const MEBIBYTE = 1024 * 1024;
const FILE_LIMITS = ['0', '1', '8', '25', '50'] as const;
const MESSAGE_SCOPES = ['whole', 'own', 'none'] as const;

/** A day that may be left empty; clients send an emptied date as an empty text. */
const day = z.union([z.literal(''), z.iso.date()], { error: 'error.date' }).optional();
const messages = (proposed: (typeof MESSAGE_SCOPES)[number]) =>
	z.enum(MESSAGE_SCOPES, { error: 'plan.scope-missing' }).default(proposed);

/** The fields of a plan, to be spread into the schema of the form that places a hold. */
export const PLAN_FIELDS = {
	scopeDirect: messages('whole'),
	scopePrivate: messages('own'),
	scopePublic: messages('own'),
	/** Clients send an emptied list as an empty text. */
	rooms: z
		.union([z.literal(''), z.array(z.string())])
		.default([])
		.transform((rooms) => (rooms === '' ? [] : rooms)),
	/** Instead of the list, where there are too many rooms for one. */
	roomNames: z.string().max(5000, { error: 'error.too-long' }).optional(),
	maxFile: z.enum(FILE_LIMITS, { error: 'plan.scope-missing' }).default('8'),
	periodFrom: day,
	periodTo: day,
	broadBecause: z.string().trim().max(1000, { error: 'error.too-long' }).optional(),
};

export type TypedPlan = z.output<z.ZodObject<typeof PLAN_FIELDS>>;

/**
 * A plan as it is shown to a person: it names the account's rooms and counterparts, so nothing of it is shown before the look is
 * recorded.
 *
 * @returns the blocks of the form
 */
export async function showPlan(session: Session, subject: Subject): Promise<LayoutBlock[]> {
	const { desk, actor } = session;
	const viewed = { type: 'account.viewed' as const, body: { subject, what: 'plan' as const } };
	const [plan] = await Promise.all([
		preparePlan(session, subject.userId),
		appendToDesk(nameViewsLedger(desk.clock()), [viewed], actor, desk),
	]);
	return plan;
}

/**
 * Counts the rooms of an account for a plan.
 *
 * @returns the blocks of the form; without an estimate where the workspace does not list the rooms
 */
export async function preparePlan({ desk, say, ui }: Session, userId: string): Promise<LayoutBlock[]> {
	const survey = await surveyRooms(userId, SURVEY_MS, desk.workspace, desk.clock).catch(() => undefined);
	if (survey && survey.rooms.length <= MOST_ROOMS) {
		await nameDirectRooms(survey, userId, MOST_ROOMS, { ...desk, budgetMs: NAMING_MS });
	}
	const scopes = MESSAGE_SCOPES.map((value) => ({ value, text: say(`plan.messages.${value}`) }));
	const ask = (name: string, label: TextKey, proposed: string) => ui.select(name, { label: say(label) }, scopes, proposed);
	return [
		ui.divider(),
		ui.text(sayPlan(say, survey)),
		ui.note(sayLimits(say)),
		ui.note(say('plan.scope-hint')),
		ask('scopeDirect', 'plan.scope-direct', 'whole'),
		ask('scopePrivate', 'plan.scope-private', 'own'),
		ask('scopePublic', 'plan.scope-public', 'own'),
		...askRooms(say, ui, survey),
		ui.dateField('periodFrom', { label: say('plan.from'), hint: say('plan.from-hint') }, undefined, true),
		ui.dateField('periodTo', { label: say('plan.to'), hint: say('plan.to-hint') }, undefined, true),
		ui.select(
			'maxFile',
			{ label: say('plan.max-file') },
			FILE_LIMITS.map((value) => ({
				value,
				text: say(value === '0' ? 'plan.no-files' : 'plan.up-to', { size: `${value} MiB` }),
			})),
			'8',
		),
		ui.textField(
			'broadBecause',
			{ label: say('plan.broad-because'), hint: say('plan.broad-hint') },
			{ maxLength: 1000, optional: true },
		),
		ui.note(say('plan.left-out')),
	];
}

function askRooms(say: Say, ui: Session['ui'], survey: RoomSurvey | undefined): LayoutBlock[] {
	if (survey?.complete && survey.roomsTotal === 0) {
		return [];
	}
	if (!survey?.complete || survey.rooms.length > MOST_ROOMS) {
		const text = { label: say('plan.named-rooms'), hint: say('plan.typed-rooms-hint') };
		return [ui.textField('roomNames', text, { multiline: true, maxLength: 5000, optional: true })];
	}
	const options = [...survey.rooms]
		.sort((a, b) => a.roomKind.localeCompare(b.roomKind) || b.messageCount - a.messageCount)
		.map((room): Option => ({ value: room.roomId, text: sayRoom(say, room) }));
	return [ui.multiSelect('rooms', { label: say('plan.named-rooms'), hint: say('plan.named-rooms-hint') }, options, [], true)];
}

function sayRoom(say: Say, { roomKind, name, messageCount }: RoomSurvey['rooms'][number]): string {
	return say('plan.room-option', {
		name: name ?? '?',
		kind: say(`plan.kind.${roomKind}` as 'plan.kind.other'),
		messages: messageCount,
	});
}

export type ReadPlan = { errors: Record<string, string> } | { scope: CaptureScope; plan?: CapturePlan };

/** What the person chose, and the estimate of it as the rooms stand now; or which field is wrong. */
export async function readPlan({ desk, say }: Session, subject: Subject, typed: TypedPlan): Promise<ReadPlan> {
	if (typed.periodFrom && typed.periodTo && typed.periodTo < typed.periodFrom) {
		return { errors: { periodTo: say('plan.period-order') } };
	}
	const survey = await surveyRooms(subject.userId, SURVEY_MS, desk.workspace, desk.clock).catch(() => undefined);
	const named = await findNamedRooms({ desk }, subject, typed.roomNames ?? '', survey);
	if (!named.ok) {
		return { errors: { roomNames: sayRefusal(say, named) } };
	}
	const scope = describeTyped({ ...typed, rooms: [...typed.rooms, ...named.value] });
	const unread = (survey?.rooms ?? []).filter(
		({ roomId, roomKind }) => scope.roomIds?.includes(roomId) && scope.messages[roomKind] === 'none',
	);
	if (unread.length > 0) {
		const rooms = unread.map(({ roomId, name }) => name ?? roomId);
		return { errors: { [typed.roomNames ? 'roomNames' : 'rooms']: say('plan.named-none', { rooms }) } };
	}
	if (isOverBroad(scope) && !typed.broadBecause) {
		return { errors: { broadBecause: say('plan.broad-missing') } };
	}
	return { scope, ...(survey ? { plan: planCapture(survey, scope) } : {}) };
}

function describeTyped({ scopeDirect, scopePrivate, scopePublic, rooms, maxFile, ...typed }: TypedPlan): CaptureScope {
	return makeScope({
		...{ direct: scopeDirect, privateGroups: scopePrivate, publicChannels: scopePublic, roomIds: rooms },
		...{ from: typed.periodFrom, to: typed.periodTo, maxFileBytes: Number(maxFile) * MEBIBYTE },
		...(typed.broadBecause ? { broadBecause: typed.broadBecause } : {}),
	});
}

function sayPlan(say: Say, survey: RoomSurvey | undefined): string {
	if (!survey?.complete) {
		return say('plan.pending');
	}
	const { pages, seconds, bytes, rooms } = planCapture(survey, SCOPE_CHOICES['direct-and-own']);
	return [
		say('plan.rooms', { rooms: survey.roomsTotal }),
		...rooms.map(({ kind, rooms: count, messages: counted }) =>
			say('plan.room-line', { kind: say(`plan.kind.${kind}` as 'plan.kind.other'), rooms: count, messages: counted }),
		),
		say('plan.own-count'),
		say('plan.estimate', { pages, seconds, size: sayBytes(bytes) }),
	].join('\n');
}

function sayLimits(say: Say): string {
	return say('plan.not-shown', { limits: PLATFORM_LIMITS.map((limit) => say(`plan.limit.${limit}`)) });
}

function sayBytes(bytes: number): string {
	return bytes < MEBIBYTE ? `${Math.ceil(bytes / 1024)} KiB` : `${Math.ceil(bytes / MEBIBYTE)} MiB`;
}
