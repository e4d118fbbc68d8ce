import type { Host, RawDocument } from '../../engine/contract';
import { Refusal } from '../refusal';
import type { Call, Route } from '../router';
import { describeAccount } from './session';

/** The room that a call names by `roomId` or `roomName`, if the person may see it; the same refusal whether or not it exists. */
export function findOpenRoom({ workspace }: Host, userId: string, idOrName: unknown): RawDocument {
	const room = typeof idOrName === 'string' ? workspace.findRoom(idOrName) : undefined;
	if (!room || !workspace.canAccessRoom(userId, room._id)) {
		throw new Refusal(
			400,
			'The required "roomId" or "roomName" param provided does not match any room [error-room-not-found]',
			'error-room-not-found',
		);
	}
	return room;
}

const namedRoom = ({ query }: Call): string | null => query.get('roomId') ?? query.get('roomName');

const readCount = (query: URLSearchParams, name: string, fallback: number): number => {
	const value = Number(query.get(name) ?? fallback);
	return Number.isInteger(value) && value >= 0 ? value : fallback;
};

export function listRoomRoutes(host: Host): Route[] {
	const { workspace } = host;
	const readMessages = (call: Call): unknown => {
		const room = findOpenRoom(host, call.user._id, namedRoom(call));
		const count = readCount(call.query, 'count', 50);
		const offset = readCount(call.query, 'offset', 0);
		// Rocket.Chat answers newest first.
		const messages = workspace.messages(room._id, { limit: count, skip: offset }).reverse();
		return { messages, count: messages.length, offset, success: true };
	};
	const readMembers = (call: Call): unknown => {
		const room = findOpenRoom(host, call.user._id, namedRoom(call));
		const members = workspace.members(room._id).flatMap((id) => workspace.findUser({ id }) ?? []);
		return { members: members.map(describeAccount), total: members.length, success: true };
	};
	const kinds = ['channels', 'groups', 'im'];
	return [
		{
			method: 'GET',
			path: '/api/v1/rooms.get',
			access: 'person',
			handle: ({ user }) => ({ update: workspace.roomsOf(user._id), remove: [], success: true }),
		},
		{
			method: 'GET',
			path: '/api/v1/subscriptions.get',
			access: 'person',
			handle: ({ user }) => ({
				update: workspace.rolesInRooms(user._id).map(({ roomId: rid, roles }) => ({ rid, roles, u: { _id: user._id } })),
				remove: [],
				success: true,
			}),
		},
		{
			method: 'GET',
			path: '/api/v1/rooms.info',
			access: 'person',
			handle: (call) => ({ room: findOpenRoom(host, call.user._id, namedRoom(call)), success: true }),
		},
		...kinds.flatMap((kind): Route[] => [
			{ method: 'GET', path: `/api/v1/${kind}.messages`, access: 'person', handle: readMessages },
			{ method: 'GET', path: `/api/v1/${kind}.members`, access: 'person', handle: readMembers },
		]),
	];
}
