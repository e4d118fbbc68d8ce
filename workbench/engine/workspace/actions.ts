/** What people do in the workspace itself. */
import { toAppRoom } from '../bridges/convert';
import { type Context, ServerError } from '../context';
import type { Host } from '../contract';
import { announce, fire } from './events';
import { postFile, storeFile } from './files';
import { findMessageById } from './messages';
import { addMember, deleteRoom, deleteUser, prune, removeMember, setRoomType, setUserActive, updateUser } from './people';
import { findRoomById, listSubscriptions } from './rooms';
import { deleteMessage, editMessage, postMessage } from './send';
import { findUserById } from './users';
import type { Doc } from '../store/documents';

type Actions = Pick<
	Host,
	| 'sendMessage'
	| 'editMessage'
	| 'deleteMessage'
	| 'deleteUser'
	| 'setUserActive'
	| 'updateUser'
	| 'deleteRoom'
	| 'setRoomType'
	| 'prune'
	| 'addMember'
	| 'removeMember'
>;

export function createPeopleActions(context: Context): Actions {
	return {
		sendMessage: (call) => sendMessage(context, call),
		async editMessage({ userId, messageId, text }) {
			const { message, user } = requireOwn(context, userId, messageId);
			await editMessage(context, user, { _id: message._id, msg: text });
		},
		async deleteMessage({ userId, messageId }) {
			const { message, user } = requireOwn(context, userId, messageId);
			await deleteMessage(context, message, user);
		},
		deleteUser: (call) => deleteUser(context, { ...call, relinquish: true }),
		setUserActive: async (userId, active) => setUserActive(context, userId, active),
		updateUser: ({ userId, by, patch }) => updateUser(context, userId, by, patch),
		deleteRoom: async (roomId, by) => (by === undefined ? deleteRoom(context, roomId) : eraseRoom(context, roomId)),
		setRoomType: async (roomId, type) => setRoomType(context, roomId, type),
		prune: async ({ roomId, before }) => prune(context, roomId, new Date(before)),
		addMember: (roomId, userId) => addMember(context, roomId, userId),
		removeMember: (roomId, userId) => removeMember(context, roomId, userId),
	};
}

async function sendMessage(
	context: Context,
	{ userId, roomId, text, threadId, files }: Parameters<Host['sendMessage']>[0],
): Promise<string> {
	if (!files?.length) {
		const sent = await postMessage(context, userId, { rid: roomId, msg: text, ...(threadId && { tmid: threadId }) });
		return requirePosted(sent);
	}
	let lastId = '';
	for (const [at, { name, content }] of files.entries()) {
		const upload = await storeFile(context, { name, content, roomId, userId });
		// A client sends one message a file; the text goes with the first.
		lastId = requirePosted(await postFile(context, upload, { msg: at === 0 ? text : '', tmid: threadId }));
	}
	return lastId;
}

function requirePosted(message: Doc | undefined): string {
	if (!message) {
		throw new ServerError('error-app-prevented-sending', 'A Rocket.Chat App prevented the message sending.');
	}
	return message._id;
}

/** Author, administrator, or owner or moderator of the room. */
function requireOwn(context: Context, userId: string, messageId: string): { message: Doc; user: Doc } {
	const message = findMessageById(context, messageId);
	const user = findUserById(context, userId);
	if (!message || !user) {
		throw new ServerError('error-invalid-message', 'Invalid message');
	}
	const roles = listSubscriptions(context, message.rid).find((member) => member.userId === userId)?.roles ?? [];
	const mayActOnOthers = user.roles?.includes('admin') || roles.includes('owner') || roles.includes('moderator');
	if (message.u?._id !== userId && !mayActOnOthers) {
		throw new ServerError('error-action-not-allowed', 'Action not allowed');
	}
	return { message, user };
}

/** A person deletes a room: apps may prevent it and hear of it, but of none of the messages in it. */
async function eraseRoom(context: Context, roomId: string): Promise<void> {
	const room = findRoomById(context, roomId);
	if (!room) {
		throw new ServerError('error-invalid-room', 'Invalid room');
	}
	const shown = toAppRoom(context, room);
	if (await fire(context, 'IPreRoomDeletePrevent', shown)) {
		throw new ServerError('error-app-prevented-deleting', 'A Rocket.Chat App prevented the room erasing.');
	}
	deleteRoom(context, roomId);
	announce(context, 'IPostRoomDeleted', shown);
}
