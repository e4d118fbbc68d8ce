import { randomUUID } from 'crypto';

import type { IRoom } from '@rocket.chat/apps-engine/definition/rooms';
import type { IUser } from '@rocket.chat/apps-engine/definition/users';

import { isUntouched, keepTyped, nameDraft } from './drafts';
import { readFields } from './fields';
import { ACTIONS, COMMANDS, FORMS } from './registry';
import { openSession, readStanding, type Session } from './session';
import type { FormHandler, Values } from './surface';
import { speak } from './texts';
import type { AccessRefusal } from '../cases/access';
import { createChannel } from '../platform/channel';
import { openDesk, type Accessors, type Desk, type ProcessMemory } from '../platform/desk';
import type { Form } from '../platform/forms';

/** How failures reach the operator: a code and a place, never what was typed. */
export type ReportFailure = (place: string, error: unknown) => void;

/** What comes in with every call. */
export interface Call {
	appId: string;
	accessors: Accessors;
	memory: ProcessMemory;
	/** Who the server says is calling. */
	caller: IUser;
	triggerId?: string;
	room?: IRoom;
	report: ReportFailure;
}

/** The desk's own ledger and what the workspace says of the caller do not depend on each other; nothing is decided before both are there. */
async function enter({ appId, accessors, memory, caller }: Call) {
	const [desk, standing] = await Promise.all([openDesk(appId, accessors, memory), readStanding(accessors.read, caller.id)]);
	return { desk, standing };
}

/** A slash command. Everything that is said back is said to the caller alone. */
export async function receiveCommand(call: Call, name: string, args: string[]): Promise<void> {
	const { caller, room, triggerId } = call;
	const command = COMMANDS.find((known) => known.name === name);
	if (!command || !room) {
		return;
	}
	const whisper = createWhisper(call);
	await guard(call, `command:${name}`, whisper, async () => {
		const { desk, standing } = await enter(call);
		const session = await openSession({
			desk,
			standing,
			userId: caller.id,
			capability: command.capability,
			name: `command:${name}`,
			room,
			triggerId,
		});
		const line = session.ok ? await command.run(session.value, args) : sayAccess(caller, session.code, desk);
		if (line) {
			await whisper(line);
		}
	});
}

/** A button. The value comes from the caller's client: a hint where to look, never an authority. */
export async function receiveAction(call: Call, actionId: string, value: unknown): Promise<void> {
	const { caller, room, triggerId } = call;
	const action = ACTIONS.find((known) => known.actionId === actionId);
	if (!action) {
		return;
	}
	const whisper = createWhisper(call);
	await guard(call, `button:${actionId}`, whisper, async () => {
		const { desk, standing } = await enter(call);
		const session = await openSession({
			desk,
			standing,
			userId: caller.id,
			capability: action.capability,
			name: `button:${actionId}`,
			triggerId,
			replyRoomId: room?.id,
		});
		if (!session.ok) {
			await whisper(sayAccess(caller, session.code, desk));
			return;
		}
		// A button of a view comes without a room; its line is said in the legal channel.
		await sayLine(session.value, await action.run(session.value, typeof value === 'string' ? value.slice(0, 200) : ''));
	});
}

/** What the platform answers the client: errors by field leave the form open; an empty list leaves what was opened instead; nothing closes it. */
export type SubmitAnswer = { errors?: Record<string, string> };

/**
 * A submitted form. What was typed outlives whatever goes wrong: it is kept as a draft before anything is done with it,
 * and dropped when the form has gone through. Secrets are never kept.
 */
export async function receiveSubmit(call: Call, formId: string, state: unknown): Promise<SubmitAnswer> {
	const { caller, triggerId } = call;
	const values = readFields(state);
	const anyField = Object.keys(values)[0] ?? 'form';
	const say = speak(languageOf(caller));
	let answer: SubmitAnswer = { errors: { [anyField]: say('line.form-expired') } };
	const fail = async (line: string) => {
		answer = { errors: { [anyField]: line } };
	};
	if (call.memory.formsInWork.has(formId)) {
		// A second click on a form that is being dealt with: the first one answers.
		return {};
	}
	call.memory.formsInWork.add(formId);
	await guard(call, 'form', fail, async () => {
		const { desk, standing } = await enter(call);
		const form = await desk.forms.find(formId, caller.id, desk.clock());
		const handler = form && FORMS.find(({ kind }) => kind === form.kind);
		if (!form || !handler) {
			// A form that was not opened for this person: forged, or left open for more than a day.
			await desk.refusals.record({ userId: caller.id, entry: 'form:unknown', code: 'no-such-form' }, desk.clock());
			return;
		}
		const session = await openSession({
			desk,
			standing,
			userId: caller.id,
			capability: handler.capability,
			name: `form:${form.kind}`,
			triggerId,
			replyRoomId: form.roomId,
		});
		if (!session.ok) {
			answer = { errors: { [anyField]: sayAccess(caller, session.code, desk) } };
			return;
		}
		await keepWords(session.value, handler, form, values);
		const submitted = await handler.submit(session.value, form, values);
		if ('errors' in submitted) {
			answer = { errors: submitted.errors };
			return;
		}
		await Promise.all([desk.forms.dropDraft(caller.id, nameDraft(form)), desk.forms.close(formId)]);
		await sayLine(session.value, submitted.line);
		// On success the client would close the submitted form by closing whatever modal is on the screen: the one just opened.
		answer = session.value.opened.view ? { errors: {} } : {};
	});
	call.memory.formsInWork.delete(formId);
	return answer;
}

/**
 * A form that its person closed: by its button, by the Escape key or by a click beside it. What was typed by then is kept for
 * when the form is opened again; a form that was only looked at leaves nothing behind, and nothing is said.
 *
 * @param view as the client shows it, with the state of its fields
 */
export async function receiveClosed(call: Call, formId: string, view: { blocks?: unknown; state?: unknown }): Promise<void> {
	const { caller } = call;
	const sayNothing = async () => undefined;
	await guard(call, 'form-closed', sayNothing, async () => {
		if (call.memory.formsInWork.has(formId) || isUntouched(view)) {
			return;
		}
		const { desk, standing } = await enter(call);
		const form = await desk.forms.find(formId, caller.id, desk.clock());
		const handler = form && FORMS.find(({ kind }) => kind === form.kind);
		if (!form || !handler) {
			return;
		}
		const name = `form-closed:${form.kind}`;
		const session = await openSession({ desk, standing, userId: caller.id, capability: handler.capability, name });
		if (session.ok) {
			await keepWords(session.value, handler, form, readFields(view.state));
		}
	});
}

async function sayLine({ desk, person, roomId }: Session, line: string | undefined): Promise<void> {
	if (line && roomId) {
		await desk.channel.whisper(person, roomId, line);
	}
}

/** Nobody is told what they may not do: the line for a stranger is the same for everything. */
function sayAccess(caller: IUser, code: AccessRefusal, desk: Desk): string {
	const say = speak(languageOf(caller));
	return code === 'not-authorised'
		? say('refusal.not-authorised')
		: say(`refusal.${code}`, { organisation: desk.config?.organisation });
}

async function keepWords(session: Session, handler: FormHandler, form: Form, values: Values): Promise<void> {
	await (handler.keepDraft?.(session, form, values) ?? keepTyped(session.desk.forms, form, values, handler.secrets));
}

/** A line for the caller alone, in the room of the call. Without one (a button of a view), in the legal channel to those who are in it. */
function createWhisper(call: Call): (text: string) => Promise<void> {
	const { accessors, caller, room } = call;
	const channel = createChannel(accessors.read, accessors.modify);
	return async (text) => {
		const roomId = room?.id ?? (await findLegalChannel(call));
		if (roomId) {
			await channel.whisper(caller, roomId, text);
		}
	};
}

async function findLegalChannel({ appId, accessors, memory, caller }: Call): Promise<string | undefined> {
	const { config, people } = await openDesk(appId, accessors, memory);
	const roomIds = config ? await people.listRoomIds(caller.id) : [];
	return roomIds.find((id) => id === config?.channelId);
}

/** The platform swallows what a handler throws and leaves the person with a frozen modal; so nothing is thrown past here. */
async function guard(
	{ caller, report }: Call,
	place: string,
	tell: (line: string) => Promise<void>,
	work: () => Promise<void>,
): Promise<void> {
	try {
		await work();
	} catch (error) {
		const code = randomUUID().slice(0, 8);
		report(`${place} ${code}`, error);
		await tell(speak(languageOf(caller))('line.failed', { code })).catch(() => undefined);
	}
}

function languageOf(caller: IUser): string | undefined {
	return caller.settings?.preferences?.language;
}
