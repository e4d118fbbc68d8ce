import { describePerson } from './legalPeople';
import { idOf } from './random';
import { defaultSeedInstant, type SeedOptions } from './small';
import type { WorkspaceData } from '../engine/contract';

/** A fresh server: one administrator, who can install an app, and the channel `general`. */
export function buildEmpty({ at = defaultSeedInstant }: SeedOptions = {}): WorkspaceData {
	const createdAt = new Date(Math.floor(at.getTime() / 86_400_000) * 86_400_000).toISOString();
	const admin = describePerson({ username: 'workspace.admin', name: 'Piet van Loon', roles: ['user', 'admin'], createdAt });
	const general = {
		id: idOf('room general'),
		type: 'c' as const,
		name: 'general',
		members: [admin.id],
		owners: [admin.id],
		createdAt,
	};
	return { users: [admin], rooms: [general], messages: [] };
}
