/** Membership, account changes and deletion, with the events that Rocket.Chat fires for them, and without those that it does not. */
import { toAppRoom, toAppUser } from '../bridges/convert';
import { type Context, ServerError } from '../context';
import type { SeedUser } from '../contract';
import { expectDefined } from '../expectDefined';
import { announce, fire } from './events';
import { listMessagesOfRoom, listMessagesOfUser, removeMessageRecord, saveMessage } from './messages';
import {
	findRoomById,
	listRoomIdsOf,
	listSubscriptions,
	removeRoomRecord,
	removeSubscriptionsOfRoom,
	removeSubscriptionsOfUser,
	saveRoom,
	setSubscriptionRoles,
	subscribe,
	unsubscribe,
} from './rooms';
import { dropFiles, storeMessage } from './send';
import { readSetting } from './settings';
import { removeUploadsOfRoom } from './uploads';
import { findUserById, removeUserRecord, saveUser, toUserStub } from './users';
import { makeId, type Doc } from '../store/documents';

export async function addMember(context: Context, roomId: string, userId: string, invitedBy?: Doc): Promise<void> {
	const room = findRoomById(context, roomId);
	const user = findUserById(context, userId);
	if (!room || !user) {
		throw new ServerError(room ? 'error-invalid-user' : 'error-invalid-room');
	}
	const change = {
		room: toAppRoom(context, room),
		joiningUser: toAppUser(user),
		...(invitedBy && { inviter: toAppUser(invitedBy) }),
	};
	await fire(context, 'IPreRoomUserJoined', change);
	subscribe(context, roomId, userId);
	recount(context, roomId);
	storeSystemMessage(context, room, invitedBy ? 'au' : 'uj', user.username, invitedBy ?? user);
	announce(context, 'IPostRoomUserJoined', change);
}

export async function removeMember(context: Context, roomId: string, userId: string): Promise<void> {
	const room = findRoomById(context, roomId);
	const user = findUserById(context, userId);
	if (!room || !user) {
		throw new ServerError(room ? 'error-invalid-user' : 'error-invalid-room');
	}
	const change = { room: toAppRoom(context, room), leavingUser: toAppUser(user) };
	await fire(context, 'IPreRoomUserLeave', change);
	unsubscribe(context, roomId, userId);
	recount(context, roomId);
	storeSystemMessage(context, room, 'ul', user.username, user);
	announce(context, 'IPostRoomUserLeave', change);
}

function storeSystemMessage(context: Context, room: Doc, t: string, msg: string, user: Doc): void {
	storeMessage(context, room, { _id: makeId(), rid: room._id, t, msg, ts: context.clock.date(), u: toUserStub(user) });
}

export function recount(context: Context, roomId: string): void {
	const room = findRoomById(context, roomId);
	if (room) {
		saveRoom(context, { ...room, usersCount: listSubscriptions(context, roomId).length, _updatedAt: context.clock.date() });
	}
}

/** Deactivation tells no app. */
export function setUserActive(context: Context, userId: string, active: boolean): void {
	const user = requireUser(context, userId);
	saveUser(context, { ...user, active, _updatedAt: context.clock.date() });
}

export async function updateUser(context: Context, userId: string, performedBy: string, patch: Partial<SeedUser>): Promise<void> {
	const previous = requireUser(context, userId);
	const { username, name, emails, roles, bio, statusText, utcOffset, language, customFields } = patch;
	const fields = { username, name, emails, roles, bio, statusText, utcOffset, customFields };
	const changed = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
	const settings = language ? { settings: { preferences: { language } }, language } : {};
	const user = { ...previous, ...changed, ...settings, _updatedAt: context.clock.date() };
	saveUser(context, user);
	announce(context, 'IPostUserUpdated', {
		user: toAppUser(user),
		previousUser: toAppUser(previous),
		previousData: toAppUser(previous),
		performedBy: toAppUser(findUserById(context, performedBy)),
	});
}

export type Erasure = 'Delete' | 'Unlink' | 'Keep';

/**
 * Deletes an account. Its messages go by `erasure` without a message event; its one-to-one rooms vanish.
 * Apps hear of it only when somebody deleted it, and then by a user without e-mails, name or dates.
 */
export async function deleteUser(
	context: Context,
	{ userId, by, erasure, relinquish }: { userId: string; by?: string; erasure?: Erasure; relinquish: boolean },
): Promise<void> {
	const user = requireUser(context, userId);
	settleOwnership(context, userId, relinquish);
	context.store.atomically(() => {
		eraseMessages(context, user, erasure ?? readSetting<Erasure>(context, 'Message_ErasureType'));
		for (const roomId of listRoomIdsOf(context, userId)) {
			leaveBehind(context, roomId, user);
		}
		removeSubscriptionsOfUser(context, userId);
		removeUserRecord(context, userId);
	});
	if (by !== undefined) {
		const { _id, username, avatarOrigin, roles, federated } = user;
		const performedBy = toAppUser(findUserById(context, by));
		announce(context, 'IPostUserDeleted', { user: toAppUser({ _id, username, avatarOrigin, roles, federated }), performedBy });
	}
}

function requireUser(context: Context, userId: string): Doc {
	const user = findUserById(context, userId);
	if (!user) {
		throw new ServerError('error-invalid-user', 'Invalid user');
	}
	return user;
}

/** A room must keep an owner: the next member becomes one, or the deletion is refused. Rooms with nobody else are removed. */
function settleOwnership(context: Context, userId: string, relinquish: boolean): void {
	const rooms = listRoomIdsOf(context, userId).flatMap((roomId) => {
		const room = findRoomById(context, roomId);
		return room ? [{ room, members: listSubscriptions(context, roomId) }] : [];
	});
	const orphaned = rooms.filter(({ room, members }) => room.t !== 'd' && ownsAlone(members, userId));
	const shared = orphaned.filter(({ members }) => members.length > 1);
	if (shared.length > 0 && !relinquish) {
		throw new ServerError('user-last-owner', 'To delete this user, you must set a new owner to its rooms');
	}
	for (const { room, members } of shared) {
		const heir = expectDefined(
			members.find((member) => member.userId !== userId),
			'heir of a shared room',
		);
		setSubscriptionRoles(context, room._id, heir.userId, [...heir.roles, 'owner']);
	}
	for (const { room } of rooms.filter(({ room, members }) => room.t === 'p' && members.length === 1)) {
		deleteRoom(context, room._id);
	}
}

function ownsAlone(members: { userId: string; roles: string[] }[], userId: string): boolean {
	const owners = members.filter(({ roles }) => roles.includes('owner'));
	return owners.length === 1 && owners[0]?.userId === userId;
}

function eraseMessages(context: Context, user: Doc, erasure: Erasure): void {
	if (erasure === 'Keep') {
		return;
	}
	for (const message of listMessagesOfUser(context, user._id)) {
		if (erasure === 'Delete') {
			removeMessageRecord(context, message._id);
			dropFiles(context, message);
		} else {
			saveMessage(context, {
				...message,
				alias: 'Removed User',
				u: { _id: 'rocket.cat', username: 'rocket.cat', name: 'Removed User' },
			});
		}
	}
}

function leaveBehind(context: Context, roomId: string, user: Doc): void {
	const room = findRoomById(context, roomId);
	if (room?.t === 'd') {
		if ((room.usernames ?? []).length <= 2) {
			removeRoomRecord(context, roomId);
		} else {
			const usernames = room.usernames.filter((name: string) => name !== user.username);
			saveRoom(context, {
				...room,
				usernames,
				uids: room.uids.filter((id: string) => id !== user._id),
				usersCount: usernames.length,
			});
		}
	}
}

/** Room deletion as `deleteRoom` does it: messages, files and memberships go without any event. */
export function deleteRoom(context: Context, roomId: string): void {
	context.store.atomically(() => {
		for (const message of listMessagesOfRoom(context, roomId)) {
			removeMessageRecord(context, message._id);
		}
		removeUploadsOfRoom(context, roomId);
		removeSubscriptionsOfRoom(context, roomId);
		removeRoomRecord(context, roomId);
	});
}

/** `saveRoomSettings` with a room type: who reads the room changes with it, and its members stay. */
export function setRoomType(context: Context, roomId: string, type: 'c' | 'p'): void {
	const room = findRoomById(context, roomId);
	if (room?.t !== 'c' && room?.t !== 'p') {
		throw new ServerError('error-direct-room', "Can't change type of direct rooms");
	}
	saveRoom(context, { ...room, t: type });
}

/** Retention policy or manual prune: no hook is asked and no app is told. */
export function prune(context: Context, roomId: string, before: Date): number {
	const doomed = listMessagesOfRoom(context, roomId, before.getTime());
	context.store.atomically(() => {
		for (const message of doomed) {
			removeMessageRecord(context, message._id);
			dropFiles(context, message);
		}
	});
	return doomed.length;
}
