import type { IRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { IRoom } from '@rocket.chat/apps-engine/definition/rooms';
import { UIKitSurfaceType } from '@rocket.chat/apps-engine/definition/uikit';
import type { IUser } from '@rocket.chat/apps-engine/definition/users';
import type { LayoutBlock } from '@rocket.chat/ui-kit';

import { fillIn, nameDraft } from './drafts';
import { layOut } from './layOut';
import { speak, type Say } from './texts';
import { createUi, type Ui } from './ui';
import { authorise, type AccessRefusal, type Capability, type LegalRole } from '../cases/access';
import type { Actor } from '../cases/events';
import { limitIndex } from '../platform/caseIndex';
import type { Desk } from '../platform/desk';
import { createPeople } from '../platform/people';
import { accept, refuse, type Result } from '../policy/refusal';

/** One authorised person at one entry. */
export interface Session {
	desk: Desk;
	/** As the workspace has them now, not as the client says. */
	person: IUser;
	actor: Actor;
	roles: LegalRole[];
	say: Say;
	ui: Ui;
	triggerId?: string;
	/** Where lines for this person alone are shown. */
	roomId: string;
	/** Whether this call has opened a view: a client closes it when the answer to a submit disposes of the submitted one. */
	opened: { view: boolean };
}

/** A caller as the workspace has them at this instant. */
export interface CallerStanding {
	/** Absent when there is no such account. */
	person?: IUser;
	/** The rooms that the caller is a member of. */
	roomIds: string[];
}

/** @param userId who the server says is calling */
export async function readStanding(read: IRead, userId: string): Promise<CallerStanding> {
	const people = createPeople(read);
	const rooms = people.listRoomIds(userId);
	// Of an account that does not exist it does not matter whether the workspace lists rooms.
	rooms.catch(() => undefined);
	const person = await people.findById(userId);
	return person ? { person, roomIds: await rooms } : { roomIds: [] };
}

export interface Entry {
	desk: Desk;
	/** Read for this call, because roles change and clients lie. */
	standing: CallerStanding;
	/** Who the server says is calling. */
	userId: string;
	capability: Capability;
	/** Which command, button or form, for the list of refused attempts. */
	name: string;
	/** The room from which a command came; the caller must be a member of it. */
	room?: IRoom;
	/** Where lines for the caller are shown, when no room comes with the call. */
	replyRoomId?: string;
	triggerId?: string;
}

/**
 * The one gate: every command, button and form passes it before anything is said, shown or written.
 *
 * @returns the session, or why not; a refusal for want of authority is recorded
 */
export async function openSession({
	desk,
	standing: { person, roomIds },
	userId,
	capability,
	name,
	room,
	replyRoomId,
	triggerId,
}: Entry): Promise<Result<Session, AccessRefusal>> {
	const { config } = desk;
	const roles = authorise(capability, config, {
		userId,
		active: person?.isEnabled === true,
		roles: person?.roles ?? [],
		room: room && { id: room.id, isMember: roomIds.includes(room.id) },
		isChannelMember: config !== undefined && roomIds.includes(config.channelId),
	});
	if (!roles.ok || !person) {
		const refusal = roles.ok ? refuse('not-authorised' as const) : roles;
		if (refusal.code === 'not-authorised') {
			await desk.refusals.record({ userId, entry: name, code: refusal.code }, desk.clock());
		}
		return refusal;
	}
	const say = speak(person.settings?.preferences?.language);
	const actor: Actor = { kind: 'person', userId: person.id, username: person.username };
	const roomId = room?.id ?? replyRoomId ?? config?.channelId ?? '';
	const seen: Desk = { ...desk, viewerId: userId, index: limitIndex(desk.everyCase, userId) };
	const ui = createUi(desk.appId);
	return accept({ desk: seen, person, actor, roles: roles.value, say, ui, triggerId, roomId, opened: { view: false } });
}

export interface ModalView {
	title: string;
	blocks: LayoutBlock[];
	submit?: string;
	close?: string;
	/** Beside the room instead of over it; such a view shows no errors. */
	besideRoom?: true;
}

/**
 * Opens a modal and, where it can be submitted, remembers what it is about. A form is filled here, and only here, with what the person typed when it last
 * did not go through. Pushed to the person's client, not returned to the server, which keeps what handlers return in its logs.
 *
 * @returns false when there is no client waiting for a modal (a command sent by a script)
 */
export async function openModal(
	session: Session,
	kind: string,
	data: Record<string, unknown>,
	view: ModalView,
): Promise<boolean> {
	const { desk, person, triggerId, say, roomId, ui } = session;
	if (!triggerId) {
		return false;
	}
	const draft = view.submit ? await desk.forms.findDraft(person.id, nameDraft({ kind, data })) : {};
	const { blocks, changed } = fillIn(view.blocks, draft);
	const formId = desk.makeId();
	if (view.submit) {
		await desk.forms.open({ formId, kind, userId: person.id, roomId, openedAt: desk.clock(), data });
	}
	const button = (actionId: string, text: string) => ({
		type: 'button' as const,
		appId: desk.appId,
		blockId: actionId,
		actionId,
		text: { type: 'plain_text' as const, text },
	});
	const surface = {
		id: formId,
		type: view.besideRoom ? UIKitSurfaceType.CONTEXTUAL_BAR : UIKitSurfaceType.MODAL,
		title: { type: 'plain_text' as const, text: view.title },
		blocks: layOut(changed ? [ui.note(say('form.filled-in')), ...blocks] : blocks),
		close: button('close', view.close ?? say('button.close')),
		...(view.submit ? { submit: button('submit', view.submit) } : {}),
	};
	await desk.accessors.modify.getUiController().openSurfaceView(surface, { triggerId }, person);
	session.opened.view = true;
	return true;
}
