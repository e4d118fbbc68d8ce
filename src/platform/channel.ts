import type { IModify, IRead } from '@rocket.chat/apps-engine/definition/accessors';
import { RoomType, type IRoom } from '@rocket.chat/apps-engine/definition/rooms';
import type { IUser } from '@rocket.chat/apps-engine/definition/users';
import type { LayoutBlock } from '@rocket.chat/ui-kit';

/** A message of the desk: `text` stands in notifications and e-mail previews, so it never names a subject in full. */
export interface Post {
	text: string;
	blocks?: LayoutBlock[];
	threadId?: string;
}

/** Writing into the private legal channel, and to one person. */
export interface Channel {
	/** @returns the message id. Throws when the workspace did not take the message. */
	post(roomId: string, post: Post): Promise<string>;
	edit(messageId: string, post: Post): Promise<void>;
	/** A line that only this person sees, now, if a client of theirs is connected. */
	whisper(user: IUser, roomId: string, text: string): Promise<void>;
	/** The room in which the app's bot and one person are alone. @returns its id */
	openDirectRoom(user: IUser): Promise<string>;
	/**
	 * Puts a file into the channel, as this person (whose files survive the app's removal) or, without one, as the app's bot.
	 *
	 * @returns the upload id. Throws when refused; the platform may then have kept the bytes without showing them anywhere.
	 */
	upload(input: { roomId: string; fileName: string; bytes: Uint8Array; user?: IUser }): Promise<string>;
}

export function createChannel(read: IRead, modify: IModify): Channel {
	const findRoom = async (roomId: string): Promise<IRoom> => {
		const room = await read.getRoomReader().getById(roomId);
		if (!room) {
			throw new Error('the room does not exist');
		}
		return room;
	};
	return {
		async post(roomId, { text, blocks, threadId }) {
			const message = modify
				.getCreator()
				.startMessage()
				.setRoom(await findRoom(roomId))
				.setText(text)
				.setGroupable(false);
			if (blocks) {
				message.setBlocks(blocks);
			}
			if (threadId) {
				message.setThreadId(threadId);
			}
			const id = await modify.getCreator().finish(message);
			// A missing permission is answered with the text "null".
			if (!id || id === 'null' || id === 'undefined') {
				throw new Error('the workspace did not post a message');
			}
			return id;
		},
		async edit(messageId, { text, blocks }) {
			const bot = await read.getUserReader().getAppUser();
			const message = await modify.getUpdater().message(messageId, bot as IUser);
			message.setText(text);
			if (blocks) {
				message.setBlocks(blocks);
			}
			await modify.getUpdater().finish(message);
		},
		async whisper(user, roomId, text) {
			const bot = await read.getUserReader().getAppUser();
			const message = modify
				.getCreator()
				.startMessage()
				.setRoom(await findRoom(roomId))
				.setText(text);
			if (bot) {
				message.setSender(bot);
			}
			await modify.getNotifier().notifyUser(user, message.getMessage());
		},
		async openDirectRoom(user) {
			const bot = await read.getUserReader().getAppUser();
			if (!bot) {
				throw new Error('the app has no bot');
			}
			const usernames = [bot.username, user.username];
			const known = (await read.getRoomReader().getDirectByUsernames(usernames)) as IRoom | null;
			if (known) {
				return known.id;
			}
			const room = modify.getCreator().startRoom().setType(RoomType.DIRECT_MESSAGE).setCreator(bot);
			const id = await modify.getCreator().finish(room.setMembersToBeAddedByUsernames(usernames));
			if (!id || id === 'null' || id === 'undefined') {
				throw new Error('the workspace did not open a direct room');
			}
			return id;
		},
		async upload({ roomId, fileName, bytes, user }) {
			const room = await findRoom(roomId);
			// A key `user` that is present and undefined is refused by the platform.
			const descriptor = { filename: fileName, room, ...(user ? { user } : {}) };
			const upload = await modify.getCreator().getUploadCreator().uploadBuffer(Buffer.from(bytes), descriptor);
			if (!upload?.id) {
				throw new Error('the workspace did not take a file');
			}
			return upload.id;
		},
	};
}
