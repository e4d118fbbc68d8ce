/** What the HTTP layer reads. */
import { takeTrigger } from '../bridges/interactions';
import type { Context } from '../context';
import type { Workspace } from '../contract';
import { findMessageById, listVisibleMessages } from './messages';
import {
	canAccessRoom,
	findRoomById,
	findRoomByName,
	listRolesInRooms,
	listRoomIdsOf,
	listRooms,
	listSubscriptions,
} from './rooms';
import { readSetting, writeSetting } from './settings';
import { findUploadById, readUploadContent } from './uploads';
import { findUserById, findUserByUsername, listUsers } from './users';

export function createWorkspaceReader(context: Context): Workspace {
	return {
		users: () => listUsers(context),
		findUser: (by) => ('id' in by ? findUserById(context, by.id) : findUserByUsername(context, by.username)),
		signIn: (username, password) => {
			const user = findUserByUsername(context, username);
			return user?.active && user.services?.workbench?.password === password ? user : undefined;
		},
		rooms: () => listRooms(context),
		roomsOf: (userId) =>
			listRoomIdsOf(context, userId)
				.map((roomId) => findRoomById(context, roomId))
				.filter((room) => room !== undefined),
		findRoom: (idOrName) => findRoomById(context, idOrName) ?? findRoomByName(context, idOrName),
		rolesInRooms: (userId) => listRolesInRooms(context, userId),
		members: (roomId) => listSubscriptions(context, roomId).map(({ userId }) => userId),
		canAccessRoom: (userId, roomId) => canAccessRoom(context, userId, roomId),
		findMessage: (messageId) => findMessageById(context, messageId),
		messages: (roomId, page) => listVisibleMessages(context, roomId, page),
		findUpload: (uploadId) => {
			const upload = findUploadById(context, uploadId);
			const content = upload && readUploadContent(context, uploadId);
			return content && { upload, content };
		},
		setting: (id) => readSetting(context, id),
		setSetting: (id, value) => writeSetting(context, id, value),
		takeTrigger: (userId, triggerId) => takeTrigger(context, userId, triggerId),
	};
}
