import type { Account } from './types';

/** What the server tells of permissions, and of a person's place in rooms. */
export interface Granted {
	permissions: { _id: string; roles: string[] }[];
	subscriptions: { rid: string; roles?: string[] }[];
}

/**
 * Whether somebody has one of the permissions in a room, by the roles they have everywhere and there. As in Rocket.Chat it is the
 * client that asks; a permission that the server does not know nobody has.
 */
export function hasAtLeastOne(
	{ permissions, subscriptions }: Granted,
	me: Account,
	wanted: string | string[] | undefined,
	roomId: string,
): boolean {
	if (!wanted?.length) return true;
	const here = subscriptions.find(({ rid }) => rid === roomId)?.roles ?? [];
	const mine = new Set([...(me.roles ?? []), ...here]);
	return [wanted].flat().some((name) => permissions.find(({ _id }) => _id === name)?.roles.some((role) => mine.has(role)));
}
