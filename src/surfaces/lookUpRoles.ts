import { RoomType } from '@rocket.chat/apps-engine/definition/rooms';

import type { Option } from './ui';
import type { Desk } from '../platform/desk';

/** Roles that everybody has, that are not people's, or that an administrator has already: never a legal role. */
const COMMON_ROLES = [
	'user',
	'admin',
	'guest',
	'anonymous',
	'bot',
	'app',
	'livechat-agent',
	'livechat-manager',
	'owner',
	'moderator',
	'leader',
];

/** The workspace's own roles, to choose the legal roles from. Empty where the platform does not show them. */
export async function listCustomRoles(desk: Desk): Promise<Option[]> {
	const roles = (await desk.accessors.read.getRoleReader().getCustomRoles(desk.appId)) as { id: string; name: string }[] | null;
	return (roles ?? []).filter(({ id }) => !COMMON_ROLES.includes(id)).map(({ id, name }) => ({ value: id, text: name || id }));
}

export async function roleExists(desk: Desk, roleId: string): Promise<boolean> {
	if (COMMON_ROLES.includes(roleId)) {
		return false;
	}
	const role = (await desk.accessors.read.getRoleReader().getOneByIdOrName(roleId, desk.appId)) as { id: string } | null;
	return role?.id === roleId;
}

/** More choices than a list can show: the channel's name is asked for instead. */
const MAX_ROOMS = 200;

/** The private channels of which a person is a member, to choose the legal channel from. Empty when there are too many to list. */
export async function listPrivateChannels(desk: Desk, userId: string): Promise<Option[]> {
	const rooms = desk.accessors.read.getRoomReader();
	const ids = await desk.people.listRoomIds(userId);
	const found = ids.length > MAX_ROOMS ? [] : await Promise.all(ids.map((id) => rooms.getById(id)));
	return found
		.filter((room) => room?.type === RoomType.PRIVATE_GROUP)
		.map((room) => ({ value: room?.id ?? '', text: room?.displayName || room?.slugifiedName || '' }));
}
