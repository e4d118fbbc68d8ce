import { idOf } from './random';
import type { SeedUser, WorkspaceData } from '../engine/contract';

/** What one line about a person needs; the rest follows from it. */
export interface PersonFacts {
	username: string;
	name: string;
	createdAt: string;
	roles?: string[];
	type?: SeedUser['type'];
	active?: boolean;
	deleted?: boolean;
	bio?: string;
	statusText?: string;
	utcOffset?: number;
	language?: string;
	lastLoginAt?: string;
	emails?: SeedUser['emails'];
	customFields?: Record<string, unknown>;
}

/** An account with the defaults of an ordinary registration. All mail addresses are in reserved domains. */
export const describePerson = (facts: PersonFacts): SeedUser => ({
	id: idOf(`user ${facts.username}`),
	emails: facts.type === 'bot' ? [] : [{ address: `${facts.username.toLowerCase()}@people.example`, verified: true }],
	roles: ['user'],
	type: 'user',
	active: true,
	...facts,
});

/** The custom roles of a workspace with a legal desk. */
export const legalRoles: NonNullable<WorkspaceData['roles']> = [
	{ id: 'legal-officer', name: 'legal-officer', description: 'Handles requests of authorities' },
	{ id: 'legal-approver', name: 'legal-approver', description: 'Approves what leaves the workspace' },
];

/** The staff that every seeded workspace has; members of the private channel `legal` but for none of the ordinary users. */
export const describeLegalPeople = (createdAt: string): SeedUser[] =>
	[
		{ username: 'legal.officer', name: 'Ines Calloway', roles: ['user', 'legal-officer'] },
		{ username: 'legal.officer2', name: 'Tomasz Wilk', roles: ['user', 'legal-officer'] },
		{ username: 'legal.counsel', name: 'Adaeze Thornbury', roles: ['user', 'legal-approver'] },
		{ username: 'workspace.admin', name: 'Piet van Loon', roles: ['user', 'admin'] },
	].map((person) => describePerson({ ...person, createdAt }));

/** Server settings as plain data, with the values that a fresh server has where the demonstration needs no other. */
export const communitySettings: Record<string, unknown> = {
	Site_Url: 'https://open.rocket.chat',
	Site_Name: 'Rocket.Chat Community',
	From_Email: 'no-reply@workspace.example',
	FileUpload_Enabled: true,
	FileUpload_Enabled_Direct: true,
	FileUpload_MaxFileSize: 104857600,
	FileUpload_MediaTypeWhiteList: '',
	FileUpload_MediaTypeBlackList: 'image/svg+xml',
	FileUpload_ProtectFiles: true,
	FileUpload_Restrict_to_room_members: true,
	Message_MaxAllowedSize: 5000,
	Message_ErasureType: 'Delete',
	Message_AllowUnrecognizedSlashCommand: false,
};
