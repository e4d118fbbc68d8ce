/** Messages that apps read, post, change and whisper. */
import type { Context } from '../context';
import { fromAppMessage, toAppMessage } from './convert';
import { makeId } from '../store/documents';
import { findMessageById, saveMessage } from '../workspace/messages';
import { listSubscriptions } from '../workspace/rooms';
import { deleteMessage, editMessage, postMessage } from '../workspace/send';
import { findUserById } from '../workspace/users';

type Loose = any;

export function createMessageBridge(context: Context) {
	const { engine, clock } = context;

	/** An ephemeral message is stored nowhere: who is not connected never sees it. */
	function whisper(userId: string, message: Loose): void {
		const raw = fromAppMessage(context, message);
		context.emit({ kind: 'ephemeral', userId, message: { ...raw, _id: makeId(), ts: clock.date(), private: true } });
	}

	function react(messageId: string, userId: string, reaction: string, add: boolean): void {
		const message = findMessageById(context, messageId);
		const username = findUserById(context, userId)?.username;
		if (!message || !username) {
			throw new Error('Invalid message or user.');
		}
		const present: string[] = message.reactions?.[reaction]?.usernames ?? [];
		const usernames = add ? [...new Set([...present, username])] : present.filter((name) => name !== username);
		const { [reaction]: _former, ...others } = message.reactions ?? {};
		const changed = {
			...message,
			reactions: { ...others, ...(usernames.length > 0 && { [reaction]: { usernames } }) },
			_updatedAt: clock.date(),
		};
		saveMessage(context, changed);
		context.emit({ kind: 'messageUpdated', roomId: message.rid, message: changed });
	}

	return new (class extends engine.bridges.MessageBridge {
		async create(message: Loose): Promise<string> {
			const raw = fromAppMessage(context, message);
			const sent = await postMessage(context, raw.u?._id, raw);
			return sent?._id;
		}

		async update(message: Loose) {
			if (!message.editor) {
				throw new Error('Invalid editor assigned to the message for the update.');
			}
			if (!message.id || !findMessageById(context, message.id)) {
				throw new Error('A message must exist to update.');
			}
			const editor = findUserById(context, message.editor.id);
			if (!editor) {
				throw new Error('Invalid editor assigned to the message for the update.');
			}
			await editMessage(context, editor, fromAppMessage(context, message, true));
		}

		async delete(message: Loose, user: Loose) {
			const present = findMessageById(context, message.id);
			const deleter = findUserById(context, user?.id);
			if (!present || !deleter) {
				throw new Error('Trying to delete a message without an id or a user.');
			}
			await deleteMessage(context, present, deleter);
		}

		async getById(messageId: string): Promise<Loose> {
			return toAppMessage(context, findMessageById(context, messageId));
		}

		async notifyUser(user: Loose, message: Loose) {
			whisper(user.id, message);
		}

		async notifyRoom(room: Loose, message: Loose) {
			listSubscriptions(context, room.id).forEach(({ userId }) => whisper(userId, message));
		}

		async typing() {
			// No client here shows who is typing
		}

		async addReaction(messageId: string, userId: string, reaction: string) {
			react(messageId, userId, reaction, true);
		}

		async removeReaction(messageId: string, userId: string, reaction: string) {
			react(messageId, userId, reaction, false);
		}
	})();
}

export function createThreadBridge(context: Context) {
	return new (class extends context.engine.bridges.ThreadBridge {
		async getById(threadId: string): Promise<Loose[]> {
			const first = findMessageById(context, threadId);
			if (!first?.tcount) {
				throw new Error('There was an issue retrieving the thread.');
			}
			const replies = context.store.all('SELECT id FROM messages WHERE thread_id = ? AND readable = 1 ORDER BY ts', threadId);
			return [first, ...replies.map((row) => findMessageById(context, row.id))].map((message) => toAppMessage(context, message));
		}
	})();
}
