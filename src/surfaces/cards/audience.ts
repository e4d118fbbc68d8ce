import { RoomType } from '@rocket.chat/apps-engine/definition/rooms';
import type { IUser } from '@rocket.chat/apps-engine/definition/users';

import { maySeeCase, type CaseAudience } from '../../cases/access';
import type { DeskConfig } from '../../cases/deskState';
import type { Post } from '../../platform/channel';
import type { Desk } from '../../platform/desk';
import type { Session } from '../session';

/** What concerns all cases: for the whole legal team. */
export const EVERYBODY: CaseAudience = { subjects: [] };

/** Whether everybody who reads the legal channel may know of a case: its members may, and nobody has made it public. */
export async function isForWholeChannel(desk: Desk, audience: CaseAudience): Promise<boolean> {
	if (!desk.config || !(await isForMembers(desk, audience))) {
		return false;
	}
	const channel = await desk.accessors.read.getRoomReader().getById(desk.config.channelId);
	// Posting into a channel that is gone fails, and is tried again: nothing is taken for said.
	return !channel || channel.type === RoomType.PRIVATE_GROUP;
}

/**
 * Whether every member of the legal channel may know of a case. Not of a restricted one, and not of one whose subject is a
 * member: even a masked card would tell them.
 */
export async function isForMembers({ config, people }: Desk, audience: CaseAudience): Promise<boolean> {
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
	const members = await listMembers(desk, config.channelId);
	return members.filter((member) => member.isEnabled && isLegal(config, member) && maySeeCase(audience, member.id));
}

/** Whether what this person asks for nobody could approve: it takes another person, and there is none. */
export async function lacksApprover(
	{ desk, person }: Pick<Session, 'desk' | 'person'>,
	audience: CaseAudience,
): Promise<boolean> {
	const { rules } = await desk.readRules();
	const { config } = desk;
	const confidants = config && rules.productionPeople > 1 ? await listConfidants(desk, audience) : undefined;
	return confidants?.every(({ id, roles }) => id === person.id || !roles.includes(config?.approverRole ?? '')) ?? false;
}

/** The workspace shows an empty place for an account that is gone, which reads nothing. */
async function listMembers({ accessors }: Desk, roomId: string): Promise<IUser[]> {
	const members = (await accessors.read.getRoomReader().getMembers(roomId)) as (IUser | null)[] | null;
	return (members ?? []).filter((member): member is IUser => !!member);
}

function isLegal({ officerRole, approverRole }: DeskConfig, { roles }: IUser): boolean {
	return roles.includes(officerRole) || roles.includes(approverRole);
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

/** Where a file went, by its upload id; `alone`: into the person's direct messages, which nobody else reads. */
export interface HandedOver {
	uploadId: string;
	alone?: true;
}

/**
 * Hands a file about a case, which may name people without a mask, to a person as a file of theirs: in the legal channel if
 * everybody there may read it, otherwise to this person alone.
 */
export async function handOver(
	desk: Desk,
	audience: CaseAudience,
	person: IUser,
	file: { fileName: string; bytes: Uint8Array },
): Promise<HandedOver> {
	const { config, channel } = desk;
	if (config && (await mayChannelRead(desk, audience))) {
		return { uploadId: await channel.upload({ roomId: config.channelId, ...file, user: person }) };
	}
	return { uploadId: await handToPerson(desk, person, file), alone: true };
}

/**
 * Whether everybody in the legal channel may read what is in a case: they may know of it, and all are of the legal team. An
 * administrator who is a member sees that there are cases and nothing of what is in them.
 */
export async function mayChannelRead(desk: Desk, audience: CaseAudience): Promise<boolean> {
	const { config } = desk;
	return !!config && (await isForWholeChannel(desk, audience)) && isLegalTeamAlone(desk, config);
}

/** Whether nobody without a legal role is a member of the legal channel. Who is deactivated can be activated again: they count. */
async function isLegalTeamAlone(desk: Desk, config: DeskConfig): Promise<boolean> {
	const [members, bot] = await Promise.all([
		listMembers(desk, config.channelId),
		desk.accessors.read.getUserReader().getAppUser(),
	]);
	return members.length > 0 && members.every((member) => member.id === bot?.id || isLegal(config, member));
}

/**
 * Hands a file to one person alone, in their direct room with the app's bot. What names people without a mask goes this way:
 * the legal channel may have an administrator in it, who sees that there are cases and nothing of what is in them. The file
 * is the person's, not the bot's, whose files are deleted when the app is removed; the room is gone then, so it is to be saved.
 */
export async function handToPerson(desk: Desk, person: IUser, file: { fileName: string; bytes: Uint8Array }): Promise<string> {
	return desk.channel.upload({ roomId: await desk.channel.openDirectRoom(person), ...file, user: person });
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
