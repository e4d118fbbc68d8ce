/** People as apps see them: exact names, the deactivated too, the deleted not. */
import type { Context } from '../context';
import { toAppUser } from './convert';
import { makeId, type Doc } from '../store/documents';
import { deleteUser, setUserActive } from '../workspace/people';
import { listRoomIdsOf, listRooms, subscribe } from '../workspace/rooms';
import { findAppUser, findUserById, findUserByUsername, findUserIgnoringCase, listUsers, saveUser } from '../workspace/users';

type AppUser = any;

export function createUserBridge(context: Context) {
	const { engine, clock } = context;
	return new (class extends engine.bridges.UserBridge {
		async getById(id: string): Promise<AppUser> {
			return toAppUser(findUserById(context, id));
		}

		async getByUsername(username: string): Promise<AppUser> {
			return toAppUser(findUserByUsername(context, username));
		}

		async getAppUser(appId?: string): Promise<AppUser> {
			return appId ? toAppUser(findAppUser(context, appId)) : undefined;
		}

		async getActiveUserCount() {
			return listUsers(context).filter((user) => user.active && user.type !== 'app').length;
		}

		async getUserUnreadMessageCount() {
			return 0;
		}

		async getUserRoomIds(userId: string) {
			return context.disorder.shuffle(listRoomIdsOf(context, userId));
		}

		async create(data: AppUser, appId: string, options?: { joinDefaultChannels?: boolean }) {
			if (data.type !== 'bot' && data.type !== 'app') {
				throw new Error('Creating normal users is currently not supported');
			}
			if (findUserIgnoringCase(context, data.username)) {
				throw new Error(
					`The username "${data.username}" is already being used. Rename or remove the user using it to install this App`,
				);
			}
			const now = clock.date();
			const { isEnabled, id: _ignored, ...fields } = data;
			const user: Doc = { ...fields, _id: makeId(), active: isEnabled ?? true, appId, createdAt: now, _updatedAt: now };
			saveUser(context, user);
			if (options?.joinDefaultChannels) {
				listRooms(context)
					.filter((room) => room.default === true)
					.forEach((room) => subscribe(context, room._id, user._id));
			}
			return user._id as string;
		}

		/** Of the app's own user: its messages and files go with it, by Message_ErasureType. */
		async remove(user: AppUser) {
			if (user && findUserById(context, user.id)) {
				try {
					await deleteUser(context, { userId: user.id, relinquish: false });
				} catch (error) {
					throw new Error(`Errors occurred while deleting an app user: ${String(error)}`, { cause: error });
				}
			}
			return true;
		}

		async update(user: AppUser, updates: AppUser) {
			const present = findUserById(context, user?.id);
			if (!present) {
				throw new Error('User not provided');
			}
			saveUser(context, { ...present, ...updates, _updatedAt: clock.date() });
			return true;
		}

		async deleteUsersCreatedByApp(appId: string, type: string) {
			for (const user of listUsers(context).filter((candidate) => candidate.appId === appId && candidate.type === type)) {
				await deleteUser(context, { userId: user._id, relinquish: false });
			}
			return true;
		}

		async deactivate(userId: string) {
			setUserActive(context, userId, false);
			return true;
		}
	})();
}
