import { communitySettings, describeLegalPeople, legalRoles } from './legalPeople';
import { idOf } from './random';
import { defaultSeedInstant, type SeedOptions } from './small';
import type { WorkspaceData } from '../engine/contract';

/** A workspace with the staff of a legal desk and nobody else, for an export that brings the people: `general` and `legal`. */
export function buildStaff({ at = defaultSeedInstant }: SeedOptions = {}): WorkspaceData {
	const createdAt = new Date(Math.floor(at.getTime() / 86_400_000) * 86_400_000).toISOString();
	const users = describeLegalPeople(createdAt);
	const members = users.map(({ id }) => id);
	const place = (type: 'c' | 'p', name: string) => ({
		id: idOf(`room ${name}`),
		type,
		name,
		members,
		owners: members.slice(-1),
		createdAt,
	});
	return {
		users,
		rooms: [place('c', 'general'), place('p', 'legal')],
		messages: [],
		roles: legalRoles,
		settings: communitySettings,
	};
}
