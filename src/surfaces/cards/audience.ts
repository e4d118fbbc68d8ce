import type { IUser } from '@rocket.chat/apps-engine/definition/users';

import { maySeeCase, type CaseAudience } from '../../cases/access';
import type { Post } from '../../platform/channel';
import type { Desk } from '../../platform/desk';

/**
 * Whether everybody in the legal channel may know of a case. Not of a restricted one, and not of one whose subject is in
 * the channel: even a masked card would tell them.
 */
export async function isForWholeChannel({ config, people }: Desk, audience: CaseAudience): Promise<boolean> {
	if (!config || audience.restrictedTo) {
		return false;
	}
	for (const { userId } of audience.subjects) {
		// An account that is gone is in no room; the workspace answers for it with an error.
		if (await people.isMember(config.channelId, userId).catch(() => false)) {
			return false;
		}
	}
	return true;
}

/** Everybody who may know of a case that is not for the whole channel: its named people, or the team without the subject. */
export async function listConfidants(desk: Desk, audience: CaseAudience): Promise<IUser[]> {
	const { config } = desk;
	if (!config) {
		return [];
	}
	const members = (await desk.accessors.read.getRoomReader().getMembers(config.channelId)) as (IUser | null)[] | null;
	const isLegal = ({ roles }: IUser) => roles.includes(config.officerRole) || roles.includes(config.approverRole);
	return (members ?? []).filter(
		(member): member is IUser => !!member && member.isEnabled && isLegal(member) && maySeeCase(audience, member.id),
	);
}

/**
 * Where a file or a line about a case goes: the legal channel, or one direct room with the app's bot for each person who
 * may know of it.
 */
export async function listRooms(desk: Desk, audience: CaseAudience): Promise<string[]> {
	if (!desk.config) {
		throw new Error('the desk is not set up');
	}
	if (await isForWholeChannel(desk, audience)) {
		return [desk.config.channelId];
	}
	const rooms: string[] = [];
	for (const person of await listConfidants(desk, audience)) {
		rooms.push(await desk.channel.openDirectRoom(person));
	}
	return rooms;
}

/**
 * Hands a file about a case to a person: in the legal channel as a file of theirs, or, when the case is not for everybody
 * there, in their direct room with the app's bot.
 *
 * @returns the upload id
 */
export async function handOver(
	desk: Desk,
	audience: CaseAudience,
	person: IUser,
	file: { fileName: string; bytes: Uint8Array },
): Promise<string> {
	if (desk.config && (await isForWholeChannel(desk, audience))) {
		return desk.channel.upload({ roomId: desk.config.channelId, ...file, user: person });
	}
	return handToPerson(desk, person, file);
}

/**
 * Hands a file to one person alone, in their direct room with the app's bot. What names people without a mask goes this way:
 * the legal channel may have an administrator in it, who sees that there are cases and nothing of what is in them.
 */
export async function handToPerson(desk: Desk, person: IUser, file: { fileName: string; bytes: Uint8Array }): Promise<string> {
	return desk.channel.upload({ roomId: await desk.channel.openDirectRoom(person), ...file });
}

/**
 * Says something about a case to the legal team: in the channel, or to each person who may know of it. The one way in which
 * anything about a case is posted by the desk itself.
 *
 * @returns the message ids, joined by commas
 */
export async function tell(desk: Desk, audience: CaseAudience, post: Post): Promise<string> {
	const messageIds: string[] = [];
	for (const roomId of await listRooms(desk, audience)) {
		messageIds.push(await desk.channel.post(roomId, post));
	}
	return messageIds.join(',');
}
