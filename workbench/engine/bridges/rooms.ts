/** Rooms as apps see them. No call asks whether the app's user is a member. */
import type { Context } from '../context';
import { toAppMessageRaw, toAppRoom, toAppRoomRaw, toAppUser } from './convert';
import { dropEmpty } from './mapping';
import type { Doc } from '../store/documents';
import { createRoom, openDirectRoom } from '../workspace/create-room';
import { listReadableMessages } from '../workspace/messages';
import { addMember, deleteRoom, removeMember } from '../workspace/people';
import { findRoomById, findRoomByName, listRooms, listSubscriptions, saveRoom } from '../workspace/rooms';
import { postMessage } from '../workspace/send';
import { findUserById, findUserByUsername } from '../workspace/users';

/** The engine's own types ask for more than the real bridge gives. */
type Loose = any;

const MAX_REMOVED_AT_ONCE = 50;

export function createRoomBridge(context: Context) {
	const { engine, disorder } = context;

	function listMembers(roomId: string, role?: string): (Doc | undefined)[] {
		return listSubscriptions(context, roomId)
			.filter(({ roles }) => !role || roles.includes(role))
			.map(({ userId }) => toAppUser(findUserById(context, userId)));
	}

	function requireCreator(room: Loose): Doc {
		const creator = findUserById(context, room.creator?.id);
		if (!creator) {
			throw new Error('Invalid creator assigned to the room.');
		}
		return creator;
	}

	async function create(room: Loose, members: string[], extra: Doc = {}): Promise<string> {
		const creator = requireCreator(room);
		if (room.type === 'd') {
			return openDirectRoom(context, members, creator);
		}
		if (room.type !== 'c' && room.type !== 'p') {
			throw new Error('Only channels, private rooms and direct messages can be created.');
		}
		const fields = dropEmpty({
			...room._unmappedProperties_,
			description: room.description,
			customFields: room.customFields,
			...extra,
		});
		const draft = {
			type: room.type,
			name: room.slugifiedName,
			displayName: room.displayName,
			readOnly: room.isReadOnly,
			extra: fields,
		};
		return createRoom(context, draft, members, creator);
	}

	return new (class extends engine.bridges.RoomBridge {
		async create(room: Loose, members: string[]) {
			return create(room, members);
		}

		async getById(roomId: string): Promise<Loose> {
			return toAppRoom(context, findRoomById(context, roomId));
		}

		async getByName(roomName: string): Promise<Loose> {
			return toAppRoom(context, findRoomByName(context, roomName));
		}

		async getCreatorById(roomId: string): Promise<Loose> {
			return toAppUser(findUserById(context, findRoomById(context, roomId)?.u?._id));
		}

		async getCreatorByName(roomName: string): Promise<Loose> {
			return toAppUser(findUserById(context, findRoomByName(context, roomName)?.u?._id));
		}

		async getDirectByUsernames(usernames: string[]): Promise<Loose> {
			const wanted = new Set(usernames);
			const found = listRooms(context).find(
				(room) =>
					room.t === 'd' && room.usernames.length === wanted.size && room.usernames.every((name: string) => wanted.has(name)),
			);
			return toAppRoom(context, found);
		}

		/** A subscription whose user has vanished leaves a hole. */
		async getMembers(roomId: string): Promise<Loose[]> {
			return disorder.shuffle(listMembers(roomId));
		}

		async getModerators(roomId: string): Promise<Loose[]> {
			return listMembers(roomId, 'moderator');
		}

		async getOwners(roomId: string): Promise<Loose[]> {
			return listMembers(roomId, 'owner');
		}

		async getLeaders(roomId: string): Promise<Loose[]> {
			return listMembers(roomId, 'leader');
		}

		/** In no promised order: page until a page is empty. */
		async getAllRooms(filters: Loose, { limit = 100, skip = 0 }: Loose): Promise<Loose[]> {
			const types: string[] | undefined = filters?.types;
			return listRooms(context)
				.filter((room) => !types || types.includes(room.t))
				.filter((room) => typeof filters?.discussions !== 'boolean' || Boolean(room.prid) === filters.discussions)
				.filter((room) => typeof filters?.teams !== 'boolean' || Boolean(room.teamMain) === filters.teams)
				.slice(skip, skip + limit)
				.map(toAppRoomRaw);
		}

		async getMessages(roomId: string, { limit, skip, sort, showThreadMessages }: Loose): Promise<Loose[]> {
			const page = { limit, skip: skip ?? 0, sort: sort?.createdAt, withThreads: showThreadMessages };
			return listReadableMessages(context, roomId, page).map(toAppMessageRaw);
		}

		async getUnreadByUser(): Promise<Loose[]> {
			return [];
		}

		async getUserUnreadMessageCount() {
			return 0;
		}

		async update(room: Loose, members: string[]) {
			const present = findRoomById(context, room.id);
			if (!present) {
				throw new Error('A room must exist to update.');
			}
			const changes = {
				...room._unmappedProperties_,
				fname: room.displayName,
				name: room.slugifiedName,
				ro: room.isReadOnly,
				description: room.description,
				customFields: room.customFields,
			};
			saveRoom(context, { ...present, ...dropEmpty(changes), _updatedAt: context.clock.date() });
			for (const username of members ?? []) {
				const member = findUserByUsername(context, username);
				if (member) {
					await addMember(context, room.id, member._id);
				}
			}
		}

		async createDiscussion(room: Loose, parentMessage: Loose, reply: string | undefined, members: string[]) {
			const parent = findRoomById(context, room.parentRoom?.id);
			if (!parent) {
				throw new Error('There must be a parent room to create a discussion.');
			}
			const extra = { prid: parent._id, ...(parentMessage && { pmid: parentMessage.id }) };
			const roomId = await create({ ...room, type: parent.t === 'c' ? 'c' : 'p' }, members, extra);
			if (reply) {
				await postMessage(context, room.creator.id, { rid: roomId, msg: reply });
			}
			return roomId;
		}

		/** Asks no hook and tells no app. */
		async delete(roomId: string) {
			deleteRoom(context, roomId);
		}

		async removeUsers(roomId: string, usernames: string[]) {
			if (usernames.length > MAX_REMOVED_AT_ONCE) {
				throw new Error(`A maximum of ${MAX_REMOVED_AT_ONCE} members can be removed in a single call`);
			}
			for (const username of usernames) {
				const member = findUserByUsername(context, username);
				if (member) {
					await removeMember(context, roomId, member._id);
				}
			}
		}
	})();
}
