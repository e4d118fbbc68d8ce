import { makeFile } from './files';
import { communitySettings, describeLegalPeople, describePerson, legalRoles } from './legalPeople';
import { directRoomId, idOf } from './random';
import { smallScript, type ScriptLine } from './smallScript';
import type { SeedMessage, SeedRoom, SeedUser, WorkspaceData } from '../engine/contract';

/** Seeds are made relative to this instant unless one is given, so that they are the same on every day. */
export const defaultSeedInstant = new Date('2026-11-02T00:00:00.000Z');

export interface SeedOptions {
	/** The end of what happened in the workspace; nothing in the seed is later than this day's midnight (UTC). */
	at?: Date;
}

const dayMs = 86_400_000;

const describePeople = (createdAt: string): SeedUser[] => {
	const person = (username: string, name: string, facts: Partial<Parameters<typeof describePerson>[0]> = {}): SeedUser =>
		describePerson({ username, name, createdAt, ...facts });
	return [
		...describeLegalPeople(createdAt),
		person('maria.silva', 'Maria Silva', {
			bio: 'Bass player, gardener',
			statusText: 'at the allotment',
			utcOffset: -3,
			language: 'pt-BR',
			emails: [
				{ address: 'maria.silva@people.example', verified: true },
				{ address: 'm.silva@old-mail.example', verified: false },
			],
			customFields: { nickname: 'Mari' },
		}),
		person('Maria.Silva2', 'Maria Silva', { emails: [{ address: 'maria.silva.2@people.example', verified: false }] }),
		person('joao.prado', 'João Prado', { utcOffset: -3, language: 'pt-BR' }),
		person('noor.haddad', 'نور حداد', { utcOffset: 3, language: 'ar' }),
		person('yuki.mori', '森 由紀', { utcOffset: 9, language: 'ja' }),
		person('otto.brandt', 'Otto Brandt', { active: false }),
		person('gone.person', 'Lena Gone', { deleted: true }),
		person('rocket.cat', 'Rocket.Cat', { type: 'bot', roles: ['bot'] }),
	];
};

const usersNamed = (...usernames: string[]): string[] => usernames.map((username) => idOf(`user ${username}`));

const everyone = ['maria.silva', 'Maria.Silva2', 'joao.prado', 'noor.haddad', 'yuki.mori', 'otto.brandt', 'rocket.cat'];
const staff = ['legal.officer', 'legal.officer2', 'legal.counsel', 'workspace.admin'];

const describeRooms = (createdAt: string): SeedRoom[] => {
	const named = (type: 'c' | 'p', name: string, members: string[], facts: Partial<SeedRoom> = {}): SeedRoom => ({
		id: idOf(`room ${name}`),
		type,
		name,
		members: usersNamed(...members),
		owners: usersNamed(members[0] as string),
		createdAt,
		...facts,
	});
	const direct = (...members: string[]): SeedRoom => ({
		id: directRoomId(usersNamed(...members)),
		type: 'd',
		members: usersNamed(...members),
		createdAt,
	});
	return [
		named('c', 'general', ['workspace.admin', ...staff.slice(0, 3), ...everyone], { topic: 'Everything and nothing' }),
		named('c', 'announcements', ['workspace.admin', ...everyone], { readOnly: true, displayName: 'Announcements' }),
		named('p', 'legal', ['legal.officer', 'legal.officer2', 'legal.counsel', 'workspace.admin'], {
			topic: 'Requests of authorities',
		}),
		named('p', 'allotment', ['joao.prado', 'maria.silva', 'noor.haddad'], { topic: 'Plot 42' }),
		named('p', 'sealed-notes', ['maria.silva', 'noor.haddad'], { encrypted: true }),
		direct('maria.silva', 'joao.prado'),
		direct('maria.silva', 'noor.haddad'),
		direct('yuki.mori', 'joao.prado'),
	];
};

const roomIdOf = (place: string): string =>
	place.includes(' ') ? directRoomId(usersNamed(...place.split(' '))) : idOf(`room ${place}`);

/** Turns the script's lines into messages, evenly spread over the days before `end`, one line a step. */
const writeMessages = (lines: ScriptLine[], end: number): SeedMessage[] => {
	const start = end - 120 * dayMs;
	const stepMs = Math.floor((120 * dayMs) / (lines.length + 1));
	return lines.map((line, index): SeedMessage => {
		const at = start + stepMs * index;
		const id = idOf(`message ${line.key ?? index}`);
		return {
			id,
			roomId: roomIdOf(line.in),
			userId: idOf(`user ${line.by}`),
			text: line.text,
			at: new Date(at).toISOString(),
			...(line.threadOf ? { threadId: idOf(`message ${line.threadOf}`) } : {}),
			...(line.type ? { type: line.type } : {}),
			...(line.hidden ? { hidden: true } : {}),
			...(line.pinned ? { pinned: true } : {}),
			...(line.edited ? { editedAt: new Date(at + 60_000).toISOString(), editedBy: idOf(`user ${line.by}`) } : {}),
			...(line.reactions ? { reactions: line.reactions } : {}),
			...(line.files ? { files: line.files.map(([name, text]) => makeFile(idOf(`file ${id} ${name}`), name, text)) } : {}),
		};
	});
};

/**
 * A workspace that loads in a moment: a dozen people, eight rooms, one person (`maria.silva`) with some sixty messages in public,
 * private and direct rooms. Same `at`, same bytes.
 */
export function buildSmall({ at = defaultSeedInstant }: SeedOptions = {}): WorkspaceData {
	const end = Math.floor(at.getTime() / dayMs) * dayMs;
	const createdAt = new Date(end - 400 * dayMs).toISOString();
	return {
		users: describePeople(createdAt),
		rooms: describeRooms(createdAt),
		messages: writeMessages(smallScript(), end),
		roles: legalRoles,
		settings: communitySettings,
	};
}
