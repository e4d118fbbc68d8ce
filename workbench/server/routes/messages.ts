import type { Host, RawDocument } from '../../engine/contract';
import { Refusal, refuseMissing } from '../refusal';
import type { Call, Route } from '../router';
import { findOpenRoom } from './rooms';

/** A message of a room that the person may see. */
const findOpenMessage = (host: Host, userId: string, messageId: unknown): RawDocument => {
	const message = typeof messageId === 'string' ? host.workspace.findMessage(messageId) : undefined;
	if (!message || message._hidden || !host.workspace.canAccessRoom(userId, message.rid)) {
		throw new Refusal(400, 'No message found with the id [error-message-not-found]', 'error-message-not-found');
	}
	return message;
};

const sendFiles = async (host: Host, { params, user, form, body }: Call): Promise<unknown> => {
	const room = findOpenRoom(host, user._id, params.roomId);
	if (!form || form.files.length === 0) throw new Refusal(400, 'No file uploaded [error-no-file]', 'error-no-file');
	const files = form.files.map(({ name, content }) => ({ name, content }));
	const id = await host.sendMessage({
		userId: user._id,
		roomId: room._id,
		text: body.msg ?? '',
		threadId: body.tmid || undefined,
		files,
	});
	return { message: host.workspace.findMessage(id), success: true };
};

export function listMessageRoutes(host: Host): Route[] {
	return [
		{
			method: 'GET',
			path: '/api/v1/chat.getMessage',
			access: 'person',
			handle: ({ user, query }) => ({ message: findOpenMessage(host, user._id, query.get('msgId')), success: true }),
		},
		{
			method: 'GET',
			path: '/api/v1/chat.getThreadMessages',
			access: 'person',
			handle: ({ user, query }) => {
				const { _id, rid } = findOpenMessage(host, user._id, query.get('tmid'));
				return { messages: host.workspace.messages(rid, { threadId: _id, limit: 1000 }), success: true };
			},
		},
		{
			method: 'POST',
			path: '/api/v1/chat.sendMessage',
			access: 'person',
			handle: async ({ user, body }) => {
				if (typeof body.message?.rid !== 'string') throw refuseMissing('message.rid');
				const room = findOpenRoom(host, user._id, body.message.rid);
				const text = String(body.message.msg ?? '');
				const id = await host.sendMessage({ userId: user._id, roomId: room._id, text, threadId: body.message.tmid });
				return { message: host.workspace.findMessage(id), success: true };
			},
		},
		{
			method: 'POST',
			path: '/api/v1/chat.update',
			access: 'person',
			handle: async ({ user, body }) => {
				const { _id } = findOpenMessage(host, user._id, body.msgId);
				await host.editMessage({ userId: user._id, messageId: _id, text: String(body.text ?? '') });
				return { message: host.workspace.findMessage(_id), success: true };
			},
		},
		{
			method: 'POST',
			path: '/api/v1/chat.delete',
			access: 'person',
			handle: async ({ user, body }) => {
				const { _id } = findOpenMessage(host, user._id, body.msgId);
				await host.deleteMessage({ userId: user._id, messageId: _id });
				return { _id, success: true };
			},
		},
		// Several files become a message each, as when a client sends them one after another; the answer is the last.
		{ method: 'POST', path: '/api/v1/rooms.upload/:roomId', access: 'person', handle: (call) => sendFiles(host, call) },
	];
}
