import type { Rest } from './rest';
import { createStore, type Store } from './store';
import type { Message } from './types';
import type { HostEvent } from '../../../engine/contract';

const pageSize = 100;

export interface Messages {
	/** By room, oldest first; ephemeral ones among them. */
	byRoom: Store<Record<string, Message[]>>;
	load(roomId: string): Promise<void>;
	/** Replies of a thread, its first message included. */
	loadThread(threadId: string): Promise<Message[]>;
	receive(event: HostEvent): void;
	/** A line that the client itself puts before the person's eyes. */
	whisper(roomId: string, text: string, threadId?: string): void;
	send(roomId: string, text: string, threadId?: string): Promise<void>;
	upload(roomId: string, file: File, threadId?: string): Promise<void>;
	/** Fetches with the person's own token and hands the file to the browser. */
	download(path: string, name: string): Promise<void>;
}

const byTime = (one: Message, other: Message): number => one.ts.localeCompare(other.ts);

const put = (list: Message[] = [], message: Message): Message[] =>
	[...list.filter(({ _id }) => _id !== message._id), message].sort(byTime);

const rocketCat = { _id: 'rocket.cat', username: 'rocket.cat', name: 'Rocket.Cat' };

/** An ephemeral message comes without much of what a stored one has. */
const completeEphemeral = (raw: Record<string, unknown>): Message => ({
	...({ _id: crypto.randomUUID(), ts: new Date().toISOString(), u: rocketCat } as Message),
	...(raw as Partial<Message>),
	private: true,
});

function saveFile(content: Blob, name: string): void {
	const link = document.createElement('a');
	link.href = URL.createObjectURL(content);
	link.download = name;
	link.click();
	URL.revokeObjectURL(link.href);
}

export function createMessages(rest: Rest): Messages {
	const byRoom = createStore<Record<string, Message[]>>({});
	const change = (roomId: string, work: (list: Message[] | undefined) => Message[]): void =>
		byRoom.set((rooms) => ({ ...rooms, [roomId]: work(rooms[roomId]) }));

	const receive = (event: HostEvent): void => {
		switch (event.kind) {
			case 'message':
			case 'messageUpdated':
				return change(event.roomId, (list) => put(list, event.message as unknown as Message));
			case 'messageDeleted':
				return change(event.roomId, (list = []) => list.filter(({ _id }) => _id !== event.messageId));
			case 'ephemeral': {
				const message = completeEphemeral(event.message);
				return change(message.rid, (list) => put(list, message));
			}
		}
	};

	return {
		byRoom,
		receive,
		load: async (roomId) => {
			const { messages } = await rest.get(`/api/v1/channels.messages?roomId=${encodeURIComponent(roomId)}&count=${pageSize}`);
			change(roomId, (list = []) => [...list.filter((message) => message.private), ...(messages as Message[])].sort(byTime));
		},
		loadThread: async (threadId) =>
			(await rest.get(`/api/v1/chat.getThreadMessages?tmid=${encodeURIComponent(threadId)}`)).messages as Message[],
		whisper: (rid, msg, tmid) => change(rid, (list) => put(list, completeEphemeral({ rid, msg, tmid, u: rocketCat }))),
		send: async (rid, msg, tmid) => {
			const { message } = await rest.post('/api/v1/chat.sendMessage', { message: { rid, msg, tmid } });
			if (message) change(rid, (list) => put(list, message as Message));
		},
		upload: async (roomId, file, threadId) => {
			const form = new FormData();
			form.append('file', file, file.name);
			if (threadId) form.set('tmid', threadId);
			await rest.post(`/api/v1/rooms.upload/${encodeURIComponent(roomId)}`, form);
		},
		download: async (path, name) => saveFile(await rest.readBlob(new URL(path, location.href).pathname), name),
	};
}
